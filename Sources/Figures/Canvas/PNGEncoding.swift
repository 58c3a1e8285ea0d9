import CPNG

extension Canvas {
  /// A PNG with a palette and no chunk that varies.
  func png() throws(FigureError) -> [UInt8] {
    let palette = PaletteReduction(pixels)
    let samples = palette.indices(of: pixels)
    let colours = palette.colours.flatMap { [UInt8($0 >> 16), UInt8($0 >> 8 & 255), UInt8($0 & 255)] }
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    image.width = UInt32(deviceWidth)
    image.height = UInt32(deviceHeight)
    image.format = UInt32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_COLORMAP)
    image.colormap_entries = UInt32(palette.colours.count)
    // Twice the raw size is more than any PNG of it.
    var size = samples.count * 2 + 65_536
    var file = [UInt8](repeating: 0, count: size)
    guard png_image_write_to_memory(&image, &file, &size, 0, samples, 0, colours) != 0 else {
      throw .cannotEncode
    }
    return Array(file[..<size])
  }
}
