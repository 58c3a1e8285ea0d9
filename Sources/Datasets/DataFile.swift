package import Arrays

/// Files a lesson loads: IDX, `.npy`, `.npz`, numbers as text, PNG; each of them gzipped too. The contents decide, not
/// the name.
package enum DataFile {
  /// Bytes that are read in milliseconds.
  private static let smallFile = 1 << 20

  /// The arrays that `read` would give (one, or one for each name in a `.npz`); with `isDigit`, the (28, 28) `uint8`
  /// image of `Handwriting`. PNG and large IDX, `.npy` and `.npz` files are judged by their headers and sizes, others
  /// are read.
  /// - Parameter shownAs: the file's name in messages, where it is not the path.
  package static func describe(
    path: String, shownAs name: String? = nil, isDigit: Bool = false
  ) throws(DataError) -> [ArrayDescription] {
    if isDigit {
      _ = try describe(path: path, shownAs: name)
      return [ArrayDescription(shape: [28, 28], elementType: .uint8)]
    }
    var stream = try ByteStream(path: path, shownAs: name ?? path)
    if try DataFormat.sniff(&stream) == .png { return [try PNGFile.describe(&stream)] }
    if stream.storedSize < smallFile { return try describeWhole(path: path, shownAs: name) }
    let header: (shape: [Int], elementType: ElementType)
    switch try DataFormat.sniff(&stream) {
    case .npz: return try NPZFile.describe(&stream)
    case .idx:
      let idx = try IDXFile.readHeader(&stream)
      header = (idx.shape, idx.elementType)
    case .npy:
      let npy = try NPYFile.readHeader(&stream)
      header = (npy.shape, npy.elementType)
    case .png, .text: return try describeWhole(path: path, shownAs: name)
    }
    let bytes = try stream.checkedCount(shape: header.shape, elementType: header.elementType) * header.elementType.size
    if stream.notedSize() != stream.position + bytes { return try describeWhole(path: path, shownAs: name) }
    return [ArrayDescription(shape: header.shape, elementType: header.elementType)]
  }

  package static func read(
    path: String, shownAs name: String? = nil
  ) throws(DataError) -> [(name: String?, array: NDArray)] {
    var stream = try ByteStream(path: path, shownAs: name ?? path)
    return try read(&stream)
  }

  /// With the SHA-256 of the file, taken on the way, so that it is of the very bytes that were read.
  package static func readWithChecksum(
    path: String, shownAs name: String
  ) throws(DataError) -> (arrays: [(name: String?, array: NDArray)], sha256: String) {
    var stream = try ByteStream(path: path, shownAs: name, hashes: true)
    let arrays = try read(&stream)
    return (arrays, stream.fileChecksum() ?? "")
  }

  /// As from a file that holds `bytes`.
  package static func read(
    bytes: [UInt8], shownAs name: String
  ) throws(DataError) -> [(name: String?, array: NDArray)] {
    let isGzip = bytes.starts(with: [0x1f, 0x8b])
    var stream = ByteStream(copying: bytes[...], shownAs: name, compression: isGzip ? .gzip : .none)
    return try read(&stream)
  }

  /// A photo or scan of a handwritten digit as MNIST has them, with the steps on the way there.
  package static func readDigit(path: String, shownAs name: String? = nil) throws(DataError) -> Handwriting.Stages {
    let arrays = try read(path: path, shownAs: name)
    return try Handwriting.recover(arrays[0].array, file: name ?? path)
  }

  static func read(_ stream: inout ByteStream) throws(DataError) -> [(name: String?, array: NDArray)] {
    switch try DataFormat.sniff(&stream) {
    case .idx: [(nil, try IDXFile.read(&stream))]
    case .npy: [(nil, try NPYFile.read(&stream))]
    case .npz: try NPZFile.read(&stream)
    case .png: [(nil, try PNGFile.read(&stream))]
    case .text: [(nil, try NumberText.read(&stream))]
    }
  }

  private static func describeWhole(path: String, shownAs name: String?) throws(DataError) -> [ArrayDescription] {
    try read(path: path, shownAs: name).map {
      ArrayDescription(name: $0.name, shape: $0.array.shape, elementType: $0.array.elementType)
    }
  }
}
