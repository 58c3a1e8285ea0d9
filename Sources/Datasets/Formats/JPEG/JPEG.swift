import Arrays

extension DataFormat {
  static let jpeg = DataFormat(
    name: ".jpg", endings: [".jpg", ".jpeg", ".JPG", ".JPEG"],
    // A picture of few bytes can have many pixels.
    isCheckedWhole: false,
    likelihood: { $0.starts(with: JPEGFile.signature) ? .certain : .none },
    describe: { stream throws(DataError) in [try JPEGFile.describe(&stream)] },
    read: { stream throws(DataError) in [(nil, try JPEGFile.read(&stream))] })
}

/// JPEG (ITU-T T.81 with JFIF, Adobe's marker and Exif): baseline, extended sequential and progressive pictures of 8 bits
/// in Huffman codes, of one component (grey), three or four, turned as Exif says. 12 bits, arithmetic codes, lossless and
/// hierarchical pictures, and a height that comes behind the pixels (DNL) are refused; cameras and programs write none.
/// A damaged picture is refused as a whole: half of one would be trained on unnoticed.
enum JPEGFile {
  static let signature: [UInt8] = [0xff, 0xd8, 0xff]
  private static let largestFile = 1 << 27

  /// (H, W), or (H, W, 3): red, green, blue; `uint8`.
  static func read(_ stream: inout ByteStream) throws(DataError) -> NDArray {
    var reader = try JPEGReader(try stream.readAll(limit: largestFile), file: stream.name)
    let frame = try reader.read(decoding: true)
    let pixels = JPEGPicture(frame, colours: reader.colours(of: frame), orientation: reader.orientation).pixels()
    return NDArray(shape: shape(frame, reader.orientation), values: .uint8(pixels))
  }

  /// What `read` would give, from the segments alone, without decoding the pixels.
  static func describe(_ stream: inout ByteStream) throws(DataError) -> ArrayDescription {
    var reader = try JPEGReader(try stream.readAll(limit: largestFile), file: stream.name)
    let frame = try reader.read(decoding: false)
    return ArrayDescription(shape: shape(frame, reader.orientation), elementType: .uint8)
  }

  private static func shape(_ frame: JPEGFrame, _ orientation: Orientation) -> [Int] {
    let size = orientation.size(width: frame.width, height: frame.height)
    return [size.height, size.width] + (frame.channels == 1 ? [] : [frame.channels])
  }
}

/// Memory that scans write to and pictures are made from.
final class JPEGMemory<Element: BitwiseCopyable> {
  let start: UnsafeMutablePointer<Element>
  let count: Int

  init(_ count: Int, repeating element: Element) {
    self.count = count
    start = .allocate(capacity: max(count, 1))
    start.initialize(repeating: element, count: count)
  }

  deinit { start.deallocate() }
}
