package import Arrays

/// What a picture becomes when it is read together with others: a size, and whether in colour.
package struct PictureForm: Sendable, Equatable {
  package enum Colour: String, Sendable { case grey, rgb }

  /// nil for the picture's own.
  package var height: Int?
  package var width: Int?
  package var colour: Colour?

  package init(height: Int? = nil, width: Int? = nil, colour: Colour? = nil) {
    (self.height, self.width, self.colour) = (height, width, colour)
  }

  /// Of a picture of this shape, (H, W) or (H, W, 1…4); nil for what is no picture.
  package func shape(of picture: [Int]) -> [Int]? {
    guard picture.count == 2 || picture.count == 3 && (1...4).contains(picture[2]) else { return nil }
    let isColour = colour.map { $0 == .rgb } ?? (picture.count == 3 && picture[2] >= 3)
    return [height ?? picture[0], width ?? picture[1]] + (isColour ? [3] : [])
  }

  /// In colour where one of the pictures is, unless it is said.
  package func common(_ shapes: [[Int]]) -> PictureForm {
    var form = self
    form.colour = colour ?? (shapes.contains { $0.count == 3 && $0[2] >= 3 } ? .rgb : .grey)
    return form
  }

  /// The picture in this form, `uint8`: (H, W), or (H, W, 3) in colour. Of one with other proportions, the middle is
  /// taken, so that nothing is squeezed. nil for what is no picture.
  package func apply(to picture: NDArray) -> NDArray? {
    guard let shape = shape(of: picture.shape) else { return nil }
    let channels = shape.count == 3 ? 3 : 1
    let planes = (0..<channels).compactMap { channel in
      fitted(picture, channel: channels == 3 ? channel : nil, height: shape[0], width: shape[1])
    }
    guard planes.count == channels else { return nil }
    let bytes = planes.map { plane in plane.values.map { UInt8((min(max($0, 0), 1) * 255).rounded()) } }
    guard channels == 3 else { return NDArray(shape: shape, values: .uint8(bytes[0])) }
    var values = [UInt8](repeating: 0, count: 3 * bytes[0].count)
    for pixel in bytes[0].indices {
      for channel in 0..<3 { values[3 * pixel + channel] = bytes[channel][pixel] }
    }
    return NDArray(shape: shape, values: .uint8(values))
  }

  private func fitted(_ picture: NDArray, channel: Int?, height: Int, width: Int) -> GreyImage? {
    let (ownHeight, ownWidth) = (picture.shape[0], picture.shape[1])
    guard ownHeight != height || ownWidth != width else { return GreyImage(picture, channel: channel) }
    // The largest part of the wanted proportions.
    let ratio = min(Double(ownHeight) / Double(height), Double(ownWidth) / Double(width))
    let (rows, columns) = (
      min(ownHeight, max(1, Int((Double(height) * ratio).rounded()))),
      min(ownWidth, max(1, Int((Double(width) * ratio).rounded())))
    )
    let (top, left) = ((ownHeight - rows) / 2, (ownWidth - columns) / 2)
    return GreyImage.scaled(
      picture, channel: channel, rows: top..<top + rows, columns: left..<left + columns, height: height, width: width)
  }
}

extension NDArray {
  /// Pictures of one shape, one after the other; nil where there are none, or the shapes differ.
  package init?(stacking pictures: [NDArray]) {
    guard let shape = pictures.first?.shape else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(pictures.count * shape.reduce(1, *))
    for picture in pictures {
      guard picture.shape == shape, case .uint8(let own) = picture.values else { return nil }
      bytes += own
    }
    self.init(shape: [pictures.count] + shape, values: .uint8(bytes))
  }
}

extension DataFileReader {
  /// (H, W) or (H, W, C), from a picture's header; nil for another file.
  package func pictureShape(path: String, shownAs name: String) throws(DataError) -> [Int]? {
    let shape = try describe(path: path, shownAs: name, isDigit: false).first?.shape ?? []
    return PictureForm().shape(of: shape) == nil ? nil : shape
  }
}
