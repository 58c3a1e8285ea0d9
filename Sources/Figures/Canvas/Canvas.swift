/// A place on the canvas in logical pixels, y downwards.
struct Point: Sendable, Equatable {
  var x: Double
  var y: Double
  init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

/// A sheet of paper, drawn on at twice its logical size. Coordinates and lengths are logical pixels.
///
/// Only IEEE operations that round exactly (no sines, no logarithms) decide a pixel, so every machine draws the same.
struct Canvas: Sendable {
  /// Device pixels for one logical pixel, each way.
  static let scale = 2

  let width: Int
  let height: Int
  /// Row by row, `0xRRGGBB`, `width * 2` of them a row.
  private(set) var pixels: [UInt32]
  /// The same on a dark page.
  private(set) var darkPixels: [UInt32]
  /// Where text was drawn, in drawing order.
  var textBoxes: [TextBox] = []

  var deviceWidth: Int { width * Canvas.scale }
  var deviceHeight: Int { height * Canvas.scale }

  init(width: Int, height: Int) {
    self.width = max(width, 1)
    self.height = max(height, 1)
    let count = max(width, 1) * max(height, 1) * Canvas.scale * Canvas.scale
    pixels = [UInt32](repeating: Colour.paper.rgb, count: count)
    darkPixels = [UInt32](repeating: Colour.paper.dark, count: count)
  }

  /// A filled rectangle with its edges on device pixels.
  mutating func fill(x: Double, y: Double, width: Double, height: Double, _ colour: Colour) {
    fillDevice(
      columns: Canvas.device(x)..<max(Canvas.device(x), Canvas.device(x + width)),
      rows: Canvas.device(y)..<max(Canvas.device(y), Canvas.device(y + height)), colour)
  }

  /// The outline of a rectangle, drawn around it: the line lies outside.
  mutating func frame(
    x: Double, y: Double, width: Double, height: Double, thickness: Double = 0.5, _ colour: Colour
  ) {
    let outer = width + 2 * thickness
    fill(x: x - thickness, y: y - thickness, width: outer, height: thickness, colour)
    fill(x: x - thickness, y: y + height, width: outer, height: thickness, colour)
    fill(x: x - thickness, y: y, width: thickness, height: height, colour)
    fill(x: x + width, y: y, width: thickness, height: height, colour)
  }

  /// Picture elements row by row, each a square of `factor` device pixels.
  mutating func enlarge(_ colours: [Colour], columns: Int, factor: Int, x: Double, y: Double) {
    let left = Canvas.device(x)
    let top = Canvas.device(y)
    for (index, colour) in colours.enumerated() {
      let column = left + index % columns * factor
      let row = top + index / columns * factor
      fillDevice(columns: column..<column + factor, rows: row..<row + factor, colour)
    }
  }

  mutating func fillDevice(columns: Range<Int>, rows: Range<Int>, _ colour: Colour) {
    let columns = columns.clamped(to: 0..<deviceWidth)
    for row in rows.clamped(to: 0..<deviceHeight) {
      let start = row * deviceWidth
      for column in columns {
        pixels[start + column] = colour.rgb
        darkPixels[start + column] = colour.dark
      }
    }
  }

  /// Lays a colour over the paper where the mask covers it.
  mutating func lay(_ colour: Colour, through mask: Mask, opacity: Double) {
    for row in mask.rows {
      for column in mask.columns {
        lay(colour, cover: mask.cover(column: column, row: row) * opacity, at: row * deviceWidth + column)
      }
    }
  }

  mutating func lay(_ colour: Colour, along segment: Segment, opacity: Double) {
    for row in segment.rows.clamped(to: 0..<deviceHeight) {
      for column in segment.columns(row: row).clamped(to: 0..<deviceWidth) {
        lay(colour, cover: segment.cover(column: column, row: row) * opacity, at: row * deviceWidth + column)
      }
    }
  }

  /// In sixteen levels: few colours make a small file.
  private mutating func lay(_ colour: Colour, cover: Double, at place: Int) {
    let alpha = Int(cover * 15 + 0.5) * 17
    guard alpha > 0 else { return }
    let blend = colour.over(Colour(pixels[place], dark: darkPixels[place]), alpha: alpha)
    (pixels[place], darkPixels[place]) = (blend.rgb, blend.dark)
  }

  /// The nearest device pixel edge; far outside the canvas for coordinates that are no numbers.
  static func device(_ coordinate: Double) -> Int {
    guard coordinate.isFinite else { return -1_000_000 }
    return Int(min(max((coordinate * Double(scale)).rounded(), -1_000_000), 1_000_000))
  }
}
