import CPNG

@testable import Figures

/// A PNG read back by libpng, eight bits a channel.
struct DecodedPicture {
  let width: Int
  let height: Int
  /// Row by row, `0xRRGGBB`.
  let pixels: [UInt32]
  /// The types of the file's chunks, in order.
  let chunks: [String]
  /// Red, green, blue, red, …
  let palette: [UInt8]

  init?(_ png: [UInt8]) {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    guard png_image_begin_read_from_memory(&image, png, png.count) != 0 else { return nil }
    image.format = UInt32(PNG_FORMAT_FLAG_COLOR)
    width = Int(image.width)
    height = Int(image.height)
    var bytes = [UInt8](repeating: 0, count: width * height * 3)
    guard png_image_finish_read(&image, nil, &bytes, 0, nil) != 0 else { return nil }
    var pixels = [UInt32](repeating: 0, count: width * height)
    for place in pixels.indices {
      pixels[place] = UInt32(bytes[3 * place]) << 16 | UInt32(bytes[3 * place + 1]) << 8 | UInt32(bytes[3 * place + 2])
    }
    self.pixels = pixels
    var chunks: [String] = []
    var palette: [UInt8] = []
    var place = 8
    while place + 8 <= png.count {
      let length = png[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
      chunks.append(String(decoding: png[place + 4..<place + 8], as: UTF8.self))
      if chunks.last == "PLTE" { palette = Array(png[place + 8..<place + 8 + length]) }
      place += length + 12
    }
    self.chunks = chunks
    self.palette = palette
  }

  subscript(x: Int, y: Int) -> UInt32 { pixels[y * width + x] }

  /// Where a colour is found: the smallest rectangle around it, and how often.
  func extent(of colour: UInt32) -> (x: ClosedRange<Int>, y: ClosedRange<Int>, count: Int)? {
    var (left, right, top, bottom, count) = (Int.max, Int.min, Int.max, Int.min, 0)
    for y in 0..<height {
      for x in 0..<width where self[x, y] == colour {
        (left, right, top, bottom) = (min(left, x), max(right, x), min(top, y), max(bottom, y))
        count += 1
      }
    }
    return count > 0 ? (left...right, top...bottom, count) : nil
  }

  func count(_ colour: UInt32) -> Int { pixels.reduce(0) { $0 + ($1 == colour ? 1 : 0) } }

  /// Whether the outermost device pixels are all paper.
  var hasCleanBorder: Bool {
    (0..<width).allSatisfy { self[$0, 0] == 0xFFFFFF && self[$0, height - 1] == 0xFFFFFF }
      && (0..<height).allSatisfy { self[0, $0] == 0xFFFFFF && self[width - 1, $0] == 0xFFFFFF }
  }
}

extension Figure {
  func decoded() throws -> DecodedPicture? { DecodedPicture(try render().png) }
}
