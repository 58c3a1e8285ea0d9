import Files
import Lesson

/// A table that somebody names a file for. It never takes the place of anything but such a table.
enum NamedTable {
  /// - Parameters:
  ///   - what: `the key`.
  ///   - start: what such a table begins with.
  static func write(_ text: String, to path: String, as what: String, start: String) throws(Diagnostic) {
    let isOther: Bool
    do throws(FileProblem) {
      let old = exists(path) ? try readStart(path, upTo: start.utf8.count).bytes : []
      isOther = !old.isEmpty && !old.elementsEqual(start.utf8)
      if !isOther {
        try makeFolders(parentFolder(path))
        try replaceFile(path, with: Array(text.utf8))
      }
    } catch {
      throw Diagnostic(
        cause: .machine, id: .cannotWrite, at: nil, "\(what) cannot be written to \(path): \(error.words)")
    }
    guard isOther else { return }
    throw Diagnostic(
      cause: .machine, id: .cannotWrite, at: nil, "\(what) is not written over \(path), which holds something else",
      notes: ["name another file, or take that one away"])
  }
}
