import Files

/// A kept result as it is stored: a mark, the format's number, the key, the length, the bytes, and a checksum of it all.
package enum Entry {
  private static let mark = Array("LESSONKEPT".utf8)
  /// Another one for every change of how results are written.
  private static let format: UInt64 = 3
  /// Bytes of the largest.
  package static let largest = 256 << 20

  package static func seal(_ bytes: [UInt8], under key: Digest) -> [UInt8] {
    var coder = Coder()
    write(to: &coder, key, bytes)
    return coder.bytes + Checksum.sha256Digest(coder.bytes)
  }

  /// nil where anything of it is damaged, or belongs to another key or program.
  package static func open(_ sealed: [UInt8], under key: Digest) -> [UInt8]? {
    guard sealed.count > 32 else { return nil }
    let body = Array(sealed.dropLast(32))
    guard Checksum.sha256Digest(body) == Array(sealed.suffix(32)) else { return nil }
    var coder = Coder(reading: body)
    var (mark, format, name, bytes): ([UInt8], UInt64, String, [UInt8]) = ([], 0, "", [])
    coder.code(&mark)
    coder.code(&format)
    coder.code(&name)
    coder.code(&bytes)
    guard coder.isAtEnd, mark == Self.mark, format == Self.format, name == key.text else { return nil }
    return bytes
  }

  private static func write(to coder: inout Coder, _ key: Digest, _ bytes: [UInt8]) {
    var (mark, format, name, bytes) = (mark, format, key.text, bytes)
    coder.code(&mark)
    coder.code(&format)
    coder.code(&name)
    coder.code(&bytes)
  }
}
