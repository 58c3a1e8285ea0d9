import Files
package import Lesson
internal import Text

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
    String(markedUTF16: bytes) ?? String(decoding: bytes, as: UTF8.self)
  }
}
