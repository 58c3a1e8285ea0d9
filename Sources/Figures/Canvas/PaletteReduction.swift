/// At most 256 colours for a picture of many more: blends of anti-aliased edges, which differ by little.
struct PaletteReduction {
  /// Ascending.
  let colours: [UInt32]
  private let places: [UInt32: UInt8]

  /// Colours that cover the most pixels stay exact; of the others, those far from all kept ones are kept as well.
  init(_ pixels: [UInt32], exact: Int = 176, limit: Int = 256) {
    var counts: [UInt32: Int] = [:]
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
    var ranks: [UInt32: UInt8] = [:]
    for (rank, colour) in colours.enumerated() { ranks[colour] = UInt8(rank) }
    var places: [UInt32: UInt8] = [:]
    for (colour, place) in zip(ordered, nearest) { places[colour] = ranks[kept[place]] ?? 0 }
    self.colours = colours
    self.places = places
  }

  /// Each pixel's colour as a place among `colours`.
  func indices(of pixels: [UInt32]) -> [UInt8] {
    var last: UInt32?
    var place: UInt8 = 0
    return pixels.map { pixel in
      if pixel != last {
        last = pixel
        place = places[pixel] ?? 0
      }
      return place
    }
  }

  private static func distance(_ first: UInt32, _ second: UInt32) -> Int {
    let (a, b) = (Colour(first), Colour(second))
    let (red, green, blue) = (a.red - b.red, a.green - b.green, a.blue - b.blue)
    return red * red + green * green + blue * blue
  }
}

extension Canvas {
  func png() throws(FigureError) -> [UInt8] {
    let reduced = PaletteReduction(pixels)
    let palette = reduced.colours.flatMap { [UInt8($0 >> 16), UInt8($0 >> 8 & 255), UInt8($0 & 255)] }
    guard
      let png = PNGEncoding.encode(
        width: deviceWidth, height: deviceHeight, palette: palette, samples: reduced.indices(of: pixels))
    else { throw .cannotEncode }
    return png
  }
}
