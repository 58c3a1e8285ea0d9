import Files
import Lesson

extension CommandLineTool {
  /// Prints a text, or writes it to the file that `--output` names.
  func deliver(_ text: String, to name: String?) throws(Diagnostic) {
    guard let name else { return terminal.document(text) }
    do { try writeFile(Array(text.utf8), to: name) } catch {
      throw Diagnostic(
        cause: .machine, id: .cannotWriteReport, at: nil, "\(name) cannot be written: \(error.words)",
        notes: ["choose another file with '--output NAME'"])
    }
  }
}
