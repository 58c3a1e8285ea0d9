/// A PNG's pixels: inflated, with each row's filter undone, bits spread to bytes, passes of an interlaced image put
/// together.
enum PNGRows {
  private static let largestImage = 1 << 28

  /// Adam7: each pass takes the pixels from (x, y) on in these steps.
  private static let passes: [(x: Int, y: Int, dx: Int, dy: Int)] = [
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
  ]

  /// The number of pixels, once it is sure that they fit into memory.
  static func checkedCount(_ header: PNGFile.Header, file: String) throws(DataError) -> Int {
    // Each length has 31 bits, so that their product fits.
    let pixels = Int64(header.width) * Int64(header.height)
    guard pixels <= Int64(largestImage / header.pixelBytes) else {
      let (bytes, overflow) = UInt64(pixels).multipliedReportingOverflow(by: UInt64(header.pixelBytes))
      throw .tooLarge(file: file, bytes: overflow ? .max : bytes, limit: UInt64(largestImage))
    }
    return Int(pixels)
  }

  /// Row by row, a byte a sample, two (big-endian) where samples have 16 bits.
  static func unfiltered(_ chunks: PNGFile.Chunks, file: String) throws(DataError) -> [UInt8] {
    let header = chunks.header
    let pixelBytes = header.pixelBytes
    let pixels = try checkedCount(header, file: file)
    var stream = ByteStream(copying: chunks.imageData[...], shownAs: file, compression: .zlib)
    guard Int64(pixels) * Int64(header.bitsPerPixel) / 8 <= stream.largestSize else {
      throw .damaged(
        file: file, problem: "it has too few bytes for \(header.width)×\(header.height) pixels", place: "chunk IDAT")
    }
    var image = [UInt8](repeating: 0, count: pixels * pixelBytes)
    for pass in header.isInterlaced ? passes : [(0, 0, 1, 1)] {
      let columns = (header.width - pass.x + pass.dx - 1) / pass.dx
      guard columns > 0 else { continue }
      var previous = [UInt8](repeating: 0, count: header.rowBytes(width: columns))
      for y in stride(from: pass.y, to: header.height, by: pass.dy) {
        let line = try stream.read(upTo: previous.count + 1)
        guard line.count == previous.count + 1, line[0] <= 4 else {
          let problem = line.count <= previous.count ? "its pixels end early" : "row filter \(line[0]) does not exist"
          throw .damaged(file: file, problem: problem, place: "chunk IDAT, row \(y) of \(header.height)")
        }
        undoFilter(line, over: &previous, distance: max(1, header.bitsPerPixel / 8))
        for column in 0..<columns {
          let target = (y * header.width + pass.x + column * pass.dx) * pixelBytes
          if header.depth < 8 {
            let bit = column * header.depth
            let shifted = previous[bit / 8] >> UInt8(8 - header.depth - bit % 8)
            image[target] = shifted & UInt8((1 << header.depth) - 1)
          } else {
            for byte in 0..<pixelBytes { image[target + byte] = previous[column * pixelBytes + byte] }
          }
        }
      }
    }
    try stream.expectEnd()
    return image
  }

  /// Turns `line` (the filter's number, then its bytes) into plain bytes, which take the place of the row above.
  private static func undoFilter(_ line: [UInt8], over row: inout [UInt8], distance: Int) {
    var upperLeft = [UInt8](repeating: 0, count: distance)
    for index in row.indices {
      let left = index >= distance ? row[index - distance] : 0
      let above = row[index]
      let corner = upperLeft[index % distance]
      let prediction: UInt8 =
        switch line[0] {
        case 1: left
        case 2: above
        case 3: UInt8((Int(left) + Int(above)) / 2)
        case 4: paeth(left, above, corner)
        default: 0
        }
      upperLeft[index % distance] = above
      row[index] = line[index + 1] &+ prediction
    }
  }

  private static func paeth(_ left: UInt8, _ above: UInt8, _ corner: UInt8) -> UInt8 {
    let estimate = Int(left) + Int(above) - Int(corner)
    let distances = (abs(estimate - Int(left)), abs(estimate - Int(above)), abs(estimate - Int(corner)))
    if distances.0 <= distances.1 && distances.0 <= distances.2 { return left }
    return distances.1 <= distances.2 ? above : corner
  }
}
