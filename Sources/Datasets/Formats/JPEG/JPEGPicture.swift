/// Makes pixels of a picture's components: spread to its size, their colours turned to red, green and blue, a band of rows
/// at a time.
struct JPEGPicture {
  enum Colours: Equatable {
    case grey
    /// Red, green and blue as they are.
    case primaries
    /// Luminance and two differences of colours (JFIF, 7).
    case luminance
    /// Cyan, magenta, yellow and black, upside down, as Adobe writes and all viewers read them; the first three may be
    /// kept as luminance.
    case inks(areLuminance: Bool)
  }

  /// As many rows as make turned pictures quick.
  private static let bandRows = 16

  private let frame: JPEGFrame
  private let colours: Colours
  private let orientation: Orientation

  init(_ frame: JPEGFrame, colours: Colours, orientation: Orientation) {
    self.frame = frame
    self.colours = colours
    self.orientation = orientation
  }

  /// Row by row, as the orientation turns them.
  func pixels() -> [UInt8] {
    let (width, height, channels) = (frame.width, frame.height, frame.channels)
    let planes = frame.components.map { JPEGUpsampling($0, frame) }
    let band = JPEGMemory<UInt8>(Self.bandRows * width * channels, repeating: 0)
    return [UInt8](unsafeUninitializedCapacity: width * height * channels) { target, count in
      guard let start = target.baseAddress else { return }
      for first in stride(from: 0, to: height, by: Self.bandRows) {
        let rows = first..<min(first + Self.bandRows, height)
        for row in rows {
          convert(planes.map { $0.row(row) }, to: band.start + (row - first) * width * channels)
        }
        orientation.place(band.start, rows: rows, width: width, height: height, channels: channels, in: start)
      }
      count = width * height * channels
    }
  }

  private func convert(_ rows: [UnsafePointer<UInt8>], to target: UnsafeMutablePointer<UInt8>) {
    switch colours {
    case .grey: target.update(from: rows[0], count: frame.width)
    case .primaries:
      for x in 0..<frame.width {
        (target[3 * x], target[3 * x + 1], target[3 * x + 2]) = (rows[0][x], rows[1][x], rows[2][x])
      }
    case .luminance:
      let (y, blue, red) = (rows[0], rows[1], rows[2])
      for x in 0..<frame.width {
        let colour = Self.colour(y[x], blue[x], red[x])
        (target[3 * x], target[3 * x + 1], target[3 * x + 2]) = colour
      }
    case .inks(let areLuminance):
      // What a sample lets through of the light: all for 255.
      for x in 0..<frame.width {
        var inks = (rows[0][x], rows[1][x], rows[2][x])
        if areLuminance {
          let colour = Self.colour(inks.0, inks.1, inks.2)
          inks = (255 - colour.0, 255 - colour.1, 255 - colour.2)
        }
        let black = UInt32(rows[3][x])
        target[3 * x] = UInt8((UInt32(inks.0) * black + 127) / 255)
        target[3 * x + 1] = UInt8((UInt32(inks.1) * black + 127) / 255)
        target[3 * x + 2] = UInt8((UInt32(inks.2) * black + 127) / 255)
      }
    }
  }

  /// JFIF's equations, with factors of 16 bits.
  @inline(__always)
  private static func colour(_ luminance: UInt8, _ blue: UInt8, _ red: UInt8) -> (UInt8, UInt8, UInt8) {
    let (y, b, r) = (Int32(luminance), Int32(blue) &- 128, Int32(red) &- 128)
    @inline(__always) func clamped(_ value: Int32) -> UInt8 { UInt8(truncatingIfNeeded: min(max(value, 0), 255)) }
    return (
      clamped(y &+ (91881 &* r &+ 32768) >> 16), clamped(y &+ (32768 &- 22554 &* b &- 46802 &* r) >> 16),
      clamped(y &+ (116130 &* b &+ 32768) >> 16)
    )
  }
}
