#if canImport(CPNG)
import CPNG
#endif

/// The only place that asks for PNG.
enum PNGEncoding {
  /// A PNG with a palette (red, green, blue, red, …) and no chunk that varies; `samples` are places in the palette, row
  /// by row. Nil where there is no memory.
  static func encode(width: Int, height: Int, palette: [UInt8], samples: [UInt8]) -> [UInt8]? {
    #if canImport(CPNG)
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    image.width = UInt32(width)
    image.height = UInt32(height)
    image.format = UInt32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_COLORMAP)
    image.colormap_entries = UInt32(palette.count / 3)
    // Twice the raw size is more than a PNG of it takes.
    var size = samples.count * 2 + 65_536
    var file = [UInt8](repeating: 0, count: size)
    guard png_image_write_to_memory(&image, &file, &size, 0, samples, 0, palette) != 0 else { return nil }
    return Array(file[..<size])
    #else
    return PortablePNG.encode(width: width, height: height, palette: palette, samples: samples)
    #endif
  }
}
