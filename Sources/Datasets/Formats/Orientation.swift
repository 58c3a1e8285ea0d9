/// How a picture is to be turned for showing, as cameras note it (Exif 2.3, tag 274). The stored picture stays as the
/// sensor lay; the tag tells where its first row and column belong.
enum Orientation: Int {
  case upright = 1
  case mirrored, turnedOver, flipped, transposed, turnedRight, transversed, turnedLeft

  private static let tag = 274

  /// From a block of Exif: a TIFF header and its first directory. Upright where it tells nothing that makes sense.
  init(exif: ArraySlice<UInt8>) {
    let bytes = Array(exif)
    self = .upright
    let isLittle = bytes.starts(with: [0x49, 0x49, 0x2a, 0])
    guard isLittle || bytes.starts(with: [0x4d, 0x4d, 0, 0x2a]) else { return }
    func number(_ place: Int, _ size: Int) -> Int? {
      guard place >= 0, place <= bytes.count - size else { return nil }
      let found = bytes[place..<place + size]
      let value = (isLittle ? Array(found.reversed()) : Array(found)).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      return Int(exactly: value)
    }
    guard let start = number(4, 4), start <= bytes.count, let count = number(start, 2) else { return }
    for entry in 0..<count {
      let place = start + 2 + 12 * entry
      guard let tag = number(place, 2) else { return }
      if tag == Self.tag, number(place + 2, 2) == 3, let value = number(place + 8, 2) {
        self = Orientation(rawValue: value) ?? .upright
        return
      }
    }
  }

  /// Whether rows become columns.
  var isSideways: Bool { rawValue >= 5 }

  func size(width: Int, height: Int) -> (width: Int, height: Int) {
    isSideways ? (height, width) : (width, height)
  }

  /// Where the row's first pixel comes to lie, and how far it is from there to the next one's, in pixels.
  private func line(_ row: Int, width: Int, height: Int) -> (start: Int, step: Int) {
    switch self {
    case .upright: (row * width, 1)
    case .mirrored: (row * width + width - 1, -1)
    case .turnedOver: ((height - 1 - row) * width + width - 1, -1)
    case .flipped: ((height - 1 - row) * width, 1)
    case .transposed: (row, height)
    case .turnedRight: (height - 1 - row, height)
    case .transversed: ((width - 1) * height + height - 1 - row, -height)
    case .turnedLeft: ((width - 1) * height + row, -height)
    }
  }

  /// Puts rows of a picture of this size to their place in the turned one.
  /// - Parameters:
  ///   - band: the rows alone.
  ///   - channels: up to four.
  func place<Sample: BitwiseCopyable>(
    _ band: UnsafePointer<Sample>, rows: Range<Int>, width: Int, height: Int, channels: Int,
    in target: UnsafeMutablePointer<Sample>
  ) {
    if self == .upright {
      (target + rows.lowerBound * width * channels).update(from: band, count: rows.count * width * channels)
      return
    }
    let lines = rows.map { line($0, width: width, height: height) }
    // Neighbours in a column are neighbours in a turned row.
    for x in 0..<width {
      for (row, line) in lines.enumerated() {
        let (source, place) = (band + (row * width + x) * channels, target + (line.start + x * line.step) * channels)
        place[0] = source[0]
        guard channels > 1 else { continue }
        place[1] = source[1]
        guard channels > 2 else { continue }
        place[2] = source[2]
        if channels > 3 { place[3] = source[3] }
      }
    }
  }

  /// A whole picture's samples, turned.
  func turned<Sample: BitwiseCopyable>(_ samples: [Sample], width: Int, height: Int, channels: Int) -> [Sample] {
    guard self != .upright, samples.count == width * height * channels else { return samples }
    return [Sample](unsafeUninitializedCapacity: samples.count) { target, count in
      samples.withUnsafeBufferPointer { source in
        guard let (start, source) = target.baseAddress.flatMap({ start in source.baseAddress.map { (start, $0) } })
        else { return }
        for first in stride(from: 0, to: height, by: 16) {
          place(
            source + first * width * channels, rows: first..<min(first + 16, height), width: width, height: height,
            channels: channels, in: start)
        }
        count = samples.count
      }
    }
  }
}
