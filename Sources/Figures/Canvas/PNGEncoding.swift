import CPNG

extension Canvas {
  /// A PNG with no chunk that varies: with a palette where the picture has at most 256 colours, else with 24 bits.
  func png() throws(FigureError) -> [UInt8] {
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    image.width = UInt32(deviceWidth)
    image.height = UInt32(deviceHeight)
    if let (colours, indices) = indexed() {
      image.format = UInt32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_COLORMAP)
      image.colormap_entries = UInt32(colours.count)
      return try Canvas.encode(&image, indices, colours.flatMap { Canvas.bytes($0) })
    }
    image.format = UInt32(PNG_FORMAT_FLAG_COLOR)
    return try Canvas.encode(&image, pixels.flatMap { Canvas.bytes($0) }, [0])
  }

  private static func bytes(_ rgb: UInt32) -> [UInt8] {
    [UInt8(rgb >> 16), UInt8(rgb >> 8 & 255), UInt8(rgb & 255)]
  }

  private static func encode(
    _ image: inout png_image, _ samples: [UInt8], _ colours: [UInt8]
  ) throws(FigureError) -> [UInt8] {
    // Twice the raw size is more than any PNG of it.
    var size = samples.count * 2 + 65_536
    var file = [UInt8](repeating: 0, count: size)
    guard png_image_write_to_memory(&image, &file, &size, 0, samples, 0, colours) != 0 else {
      throw .cannotEncode
    }
    return Array(file[..<size])
  }

  /// The colours, darkest first, and each pixel's place among them; nil where there are more than 256.
  private func indexed() -> (colours: [UInt32], indices: [UInt8])? {
    var seen: Set<UInt32> = []
    var last: UInt32?
    for pixel in pixels where pixel != last {
      last = pixel
      if seen.insert(pixel).inserted, seen.count > 256 { return nil }
    }
    let colours = seen.sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(colours, colours.indices.map { UInt8($0) }))
    var indices = [UInt8](repeating: 0, count: pixels.count)
    var place: UInt8 = 0
    last = nil
    for (index, pixel) in pixels.enumerated() {
      if pixel != last {
        last = pixel
        place = places[pixel] ?? 0
      }
      indices[index] = place
    }
    return (colours, indices)
  }
}
