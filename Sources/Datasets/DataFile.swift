import Files
package import Arrays

/// Files a lesson loads, each of them gzipped too; `DataFormat.all` lists the kinds. The contents decide, not the name.
package enum DataFile {
  /// Bytes that are read in milliseconds.
  private static let smallFile = 1 << 20
  /// What a small file's arrays may take when they are unpacked, for it to be read by the check.
  private static let largestOfSmallFile: Int64 = 1 << 26

  /// The arrays that `read` would give (one, or one for each name in a `.npz`); with `isDigit`, the (28, 28) `uint8`
  /// image of `Handwriting`. PNG, JPEG and large IDX, `.npy` and `.npz` files are judged by their headers and sizes, others
  /// are read.
  /// - Parameter shownAs: the file's name in messages, where it is not the path.
  package static func describe(
    path: String, shownAs name: String? = nil, isDigit: Bool = false
  ) throws(DataError) -> [ArrayDescription] {
    let found = try inspect(path: path, shownAs: name ?? path).descriptions
    return isDigit ? [ArrayDescription(shape: [28, 28], elementType: .uint8)] : found
  }

  package static func read(
    path: String, shownAs name: String? = nil
  ) throws(DataError) -> [(name: String?, array: NDArray)] {
    var stream = try ByteStream(path: path, shownAs: name ?? path)
    return try read(&stream)
  }

  /// As from a file that holds `bytes`.
  package static func read(
    bytes: [UInt8], shownAs name: String
  ) throws(DataError) -> [(name: String?, array: NDArray)] {
    let isGzip = bytes.withUnsafeBytes { Gzip.isStart($0) }
    var stream = ByteStream(copying: bytes[...], shownAs: name, compression: isGzip ? .gzip : .none)
    return try read(&stream)
  }

  /// A photo or scan of a handwritten digit as MNIST has them, with the steps on the way there.
  package static func readDigit(path: String, shownAs name: String? = nil) throws(DataError) -> Handwriting.Stages {
    let arrays = try read(path: path, shownAs: name)
    return try Handwriting.recover(arrays[0].array, file: name ?? path)
  }

  /// As from a file that holds `bytes`; nil where they are no table.
  package static func readTable(
    bytes: [UInt8], shownAs name: String, _ choice: TableChoice = TableChoice()
  ) throws(DataError) -> DataTable? {
    let isGzip = bytes.withUnsafeBytes { Gzip.isStart($0) }
    var stream = ByteStream(copying: bytes[...], shownAs: name, compression: isGzip ? .gzip : .none)
    return try readTable(&stream, choice)
  }

  /// A table, also one that is the only file in an archive; nil where it is none, and not all of the stream was read.
  static func readTable(_ stream: inout ByteStream, _ choice: TableChoice) throws(DataError) -> DataTable? {
    let format = try DataFormat.recognised(&stream)
    if format.name == DataFormat.table.name { return try TableReader.read(&stream, choice) }
    guard format.name == DataFormat.npz.name else { return nil }
    return try NPZFile.readTable(&stream, choice)
  }

  static func read(_ stream: inout ByteStream) throws(DataError) -> [(name: String?, array: NDArray)] {
    try DataFormat.recognised(&stream).read(&stream)
  }

  /// What a file holds, with the arrays and the file's version where they had to be read.
  static func inspect(
    path: String, shownAs name: String
  ) throws(DataError) -> (
    descriptions: [ArrayDescription], read: (arrays: [(name: String?, array: NDArray)], version: FileVersion)?
  ) {
    var stream = try ByteStream(path: path, shownAs: name)
    let format = try DataFormat.recognised(&stream)
    if !(format.isCheckedWhole && stream.storedSize < smallFile) {
      if let found = try format.describe(&stream) { return (found, nil) }
    } else if let found = try? format.describe(&stream),
      found.reduce(0, { sum($0, $1.byteCount) }) > largestOfSmallFile
    {
      return (found, nil)
    }
    var whole = try ByteStream(path: path, shownAs: name)
    let version = whole.fileVersion
    let arrays = try read(&whole)
    let descriptions = arrays.map {
      ArrayDescription(name: $0.name, shape: $0.array.shape, elementType: $0.array.elementType)
    }
    // What was written to meanwhile has no version.
    return (descriptions, version.flatMap { $0 == whole.fileVersion ? (arrays, $0) : nil })
  }
}
