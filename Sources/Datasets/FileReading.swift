package import Arrays

/// How a lesson reads a file that it names.
package enum FileReading: String, Sendable {
  /// The arrays of its format, which its contents tell.
  case arrays
  /// The photo of a digit, cut out and scaled.
  case digit
  /// The bytes that it holds, unpacked where it is gzipped.
  case bytes
  /// The bytes that it is made of, as they are stored.
  case packed
}

extension DataFile {
  /// The shape of `readBytes`; a packed file is unpacked for it, since what gzip noted at the end may be wrong.
  static func describeBytes(path: String, shownAs name: String, arePacked: Bool) throws(DataError) -> ArrayDescription {
    var stream = try ByteStream(path: path, shownAs: name, unpacks: !arePacked)
    guard stream.compression != .none else { return bytes(count: stream.storedSize) }
    while true {
      let place = stream.position
      _ = try stream.read(upTo: 1 << 20)
      if stream.position == place { return bytes(count: place) }
      guard stream.position <= largestArrayBytes else {
        throw .tooLarge(file: name, bytes: UInt64(stream.position), limit: UInt64(largestArrayBytes))
      }
    }
  }

  /// Bytes in one dimension, with the SHA-256 of the file.
  static func readBytes(
    path: String, shownAs name: String, arePacked: Bool
  ) throws(DataError) -> (array: NDArray, sha256: String) {
    var stream = try ByteStream(path: path, shownAs: name, hashes: true, unpacks: !arePacked)
    let bytes = try stream.readAll(limit: Int(clamping: largestArrayBytes))
    return (NDArray(shape: [bytes.count], values: .uint8(bytes)), stream.fileChecksum() ?? "")
  }

  private static func bytes(count: Int64) -> ArrayDescription {
    ArrayDescription(shape: [Int(clamping: count)], elementType: .uint8)
  }
}

extension DataFileReader {
  /// What `read` gives for this way of reading.
  package func describe(
    path: String, shownAs name: String, _ reading: FileReading
  ) throws(DataError) -> [ArrayDescription] {
    switch reading {
    case .arrays, .digit: try describe(path: path, shownAs: name, isDigit: reading == .digit)
    case .bytes, .packed: [try DataFile.describeBytes(path: path, shownAs: name, arePacked: reading == .packed)]
    }
  }

  /// The file's arrays, or its bytes as one; a photo is read whole, and still to be cut out.
  package func read(
    path: String, shownAs name: String, _ reading: FileReading
  ) throws(DataError) -> (arrays: [(name: String?, array: NDArray)], sha256: String) {
    switch reading {
    case .arrays, .digit: return try read(path: path, shownAs: name)
    case .bytes, .packed:
      let (array, sha256) = try DataFile.readBytes(path: path, shownAs: name, arePacked: reading == .packed)
      return ([(nil, array)], sha256)
    }
  }
}
