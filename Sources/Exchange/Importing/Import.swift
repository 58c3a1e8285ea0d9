import Text

extension ImportedLesson {
  /// Why a text is none that can be imported.
  package struct Problem: Error, Sendable, Equatable { package var words: String }

  /// A lesson from a Jupyter notebook, a Python script or a Markdown text with fenced Python.
  ///
  /// - Parameters:
  ///   - name: the file's, whose ending tells what it is.
  ///   - title: where the text has no heading.
  package init(text: [UInt8], name: String, title: String) throws(Problem) {
    let lower = name.lowercased()
    let cells: [Notebook.Cell]
    if lower.hasSuffix(".ipynb") {
      let json: JSON
      do { json = try JSON(parsing: text) } catch {
        throw Problem(words: "it is no notebook: \(error.message), at byte \(error.offset)")
      }
      guard let found = Notebook.cells(ofJSON: json) else { throw Problem(words: "it is no notebook: it has no cells") }
      cells = found
    } else {
      let plain = String(decoding: text, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
        .joined(
          separator: "\n")
      cells = lower.hasSuffix(".py") ? Notebook.cells(ofScript: plain) : Notebook.cells(ofMarkdown: plain)
    }
    var reader = KerasReader()
    for cell in cells { reader.read(cell) }
    var lesson = reader.lesson
    lesson.dropUnusedAnswers()
    lesson.blocks.removeAll { $0 == .prose("") || $0 == .steps([]) }
    let hasTitle = if case .prose(let first)? = lesson.blocks.first { first.hasPrefix("# ") } else { false }
    if !hasTitle { lesson.blocks.insert(.prose("# \(title)"), at: 0) }
    self = lesson
  }
}
