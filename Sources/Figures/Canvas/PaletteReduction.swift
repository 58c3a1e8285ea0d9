/// At most 256 colours for a picture of many more: blends of anti-aliased edges, which differ by little. A colour is a
/// light page's and, in its upper half, a dark page's.
struct PaletteReduction {
  /// Ascending.
  let colours: [UInt64]
  private let places: [UInt64: UInt8]

  /// Colours that cover the most pixels stay exact; of the others, those far from all kept ones are kept as well.
  init(_ pixels: [UInt64], exact: Int = 176, limit: Int = 256) {
    var counts: [UInt64: Int] = [:]
    var start = 0
    for end in 1...max(pixels.count, 1) where end == pixels.count || pixels[end] != pixels[start] {
      if start < pixels.count { counts[pixels[start], default: 0] += end - start }
      start = end
    }
    let ordered = counts.keys.sorted { (counts[$0] ?? 0, $1) > (counts[$1] ?? 0, $0) }
    var kept = ordered
    var nearest = [Int](repeating: 0, count: ordered.count)
    if ordered.count > limit {
      kept = Array(ordered.prefix(exact))
      var distances = [Int](repeating: .max, count: ordered.count)
      func bring(_ place: Int) {
        for index in ordered.indices {
          let distance = PaletteReduction.distance(ordered[index], kept[place])
          if distance < distances[index] {
            distances[index] = distance
            nearest[index] = place
          }
        }
      }
      for place in kept.indices { bring(place) }
      while kept.count < limit, let farthest = distances.indices.max(by: { distances[$0] < distances[$1] }) {
        kept.append(ordered[farthest])
        bring(kept.count - 1)
      }
    } else {
      nearest = Array(ordered.indices)
    }
    let colours = kept.sorted()
    var ranks: [UInt64: UInt8] = [:]
    for (rank, colour) in colours.enumerated() { ranks[colour] = UInt8(rank) }
    var places: [UInt64: UInt8] = [:]
    for (colour, place) in zip(ordered, nearest) { places[colour] = ranks[kept[place]] ?? 0 }
    self.colours = colours
    self.places = places
  }

  /// Each pixel's colour as a place among `colours`.
  func indices(of pixels: [UInt64]) -> [UInt8] {
    var last: UInt64?
    var place: UInt8 = 0
    return pixels.map { pixel in
      if pixel != last {
        last = pixel
        place = places[pixel] ?? 0
      }
      return place
    }
  }

  private static func distance(_ first: UInt64, _ second: UInt64) -> Int {
    func distance(_ shift: UInt64) -> Int {
      let difference = Int(first >> shift & 255) - Int(second >> shift & 255)
      return difference * difference
    }
    return distance(0) + distance(8) + distance(16) + distance(32) + distance(40) + distance(48)
  }

  /// The picture, and the palette that a dark page shows it with: red, green, blue, red, …
  static func png(of canvas: Canvas) throws(FigureError) -> (png: [UInt8], darkPalette: [UInt8]) {
    let pairs = canvas.pixels.indices.map { UInt64(canvas.darkPixels[$0]) << 32 | UInt64(canvas.pixels[$0]) }
    let reduced = PaletteReduction(pairs)
    func bytes(_ shift: UInt64) -> [UInt8] {
      reduced.colours.flatMap { colour -> [UInt8] in
        let colour = colour >> shift
        return [UInt8(colour >> 16 & 255), UInt8(colour >> 8 & 255), UInt8(colour & 255)]
      }
    }
    guard
      let png = PNGEncoding.encode(
        width: canvas.deviceWidth, height: canvas.deviceHeight, palette: bytes(0), samples: reduced.indices(of: pairs))
    else { throw .cannotEncode }
    return (png, bytes(32))
  }
}
