internal import Files
package import Arrays

/// Arrays as NumPy packs them together, such as the weights of a network.
package enum NPZArrays {
  /// Of the bytes of an `.npz` file.
  package static func read(_ bytes: [UInt8], file: String) throws(DataError) -> [(name: String, array: NDArray)] {
    guard bytes.starts(with: [0x50, 0x4b]) else {
      throw .unsuitable(file: file, problem: "is no .npz file", advice: "save the arrays with numpy.savez")
    }
    var stream = ByteStream(copying: bytes[...], shownAs: file, compression: .none)
    return try NPZFile.read(&stream).map { (name: $0.name ?? "", array: $0.array) }
  }

  /// A zip archive of `.npy` files that are stored as they are, as `numpy.savez` writes it.
  package static func encode(_ arrays: [(name: String, shape: [Int], values: [Float])]) -> [UInt8] {
    var archive = ZipWriter()
    for array in arrays {
      var contents = header(array.shape)
      array.values.withUnsafeBytes { contents.append(contentsOf: $0) }
      archive.add(contents, as: array.name + ".npy")
    }
    return archive.finished
  }

  /// Of little-endian 32-bit floats, row by row (<https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>).
  private static func header(_ shape: [Int]) -> [UInt8] {
    let lengths = shape.map { "\($0)," }.joined(separator: " ")
    let text = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(lengths)), }"
    // The numbers start at a multiple of 64.
    let length = (10 + text.utf8.count + 1 + 63) / 64 * 64 - 10
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 0xff), UInt8(length >> 8)] + Array(text.utf8)
      + [UInt8](repeating: UInt8(ascii: " "), count: length - text.utf8.count - 1) + [UInt8(ascii: "\n")]
  }
}

/// Writes a zip archive (PKWARE's APPNOTE 6.3) whose entries are stored, each under 4 GB.
private struct ZipWriter {
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  mutating func add(_ contents: [UInt8], as name: String) {
    var checksum = PortableCRC32()
    contents.withUnsafeBytes { checksum.update($0) }
    // Version 2.0, no flags, stored, and the first day that the format knows.
    let fields =
      Self.number(20, 2) + Self.number(0, 2) + Self.number(0, 2) + Self.number(0, 2) + Self.number(33, 2)
      + Self.number(Int64(checksum.value), 4) + Self.number(Int64(contents.count), 4)
      + Self.number(Int64(contents.count), 4) + Self.number(Int64(name.utf8.count), 2) + Self.number(0, 2)
    directory += Self.number(0x0201_4b50, 4) + Self.number(20, 2) + fields
    directory += Self.number(0, 2) + Self.number(0, 2) + Self.number(0, 2) + Self.number(0, 4)
    directory += Self.number(Int64(bytes.count), 4) + Array(name.utf8)
    bytes += Self.number(0x0403_4b50, 4) + fields + Array(name.utf8)
    bytes += contents
    count += 1
  }

  var finished: [UInt8] {
    bytes + directory + Self.number(0x0605_4b50, 4) + Self.number(0, 4) + Self.number(Int64(count), 2)
      + Self.number(Int64(count), 2) + Self.number(Int64(directory.count), 4) + Self.number(Int64(bytes.count), 4)
      + Self.number(0, 2)
  }

  private static func number(_ value: Int64, _ count: Int64) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
