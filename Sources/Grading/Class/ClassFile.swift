import Files
package import Lesson

/// A file that an instructor's spreadsheet has written.
package enum ClassFile {
  private static let largest = 64 << 20

  /// UTF-8, or UTF-16 with its byte order mark, as Excel's "Unicode text" has.
  package static func text(of path: String) throws(Diagnostic) -> String {
    do throws(FileProblem) { return text(try readFile(path, limit: largest)) } catch {
      throw Diagnostic(cause: .machine, id: .unavailable, at: nil, "\(path) cannot be read: \(error.words)")
    }
  }

  package static func text(_ bytes: [UInt8]) -> String {
    let isLittle = bytes.starts(with: [0xff, 0xfe])
    guard isLittle || bytes.starts(with: [0xfe, 0xff]) else { return String(decoding: bytes, as: UTF8.self) }
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map { place in
      UInt16(bytes[place + (isLittle ? 1 : 0)]) << 8 | UInt16(bytes[place + (isLittle ? 0 : 1)])
    }
    return String(decoding: units, as: UTF16.self)
  }
}
