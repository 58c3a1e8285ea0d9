import Text

extension ImportedLesson {
  /// Why a text is none that can be imported.
  package struct Problem: Error, Sendable, Equatable {
    package var words: String
    /// What would do.
    package var note = "a notebook's file ends with .ipynb, a script's with .py, Markdown's with .md"
  }

  private static let markdown = [".md", ".markdown", ".qmd", ".rmd", ".mkd"]

  /// A lesson from a Jupyter notebook, a Python script or a Markdown text with fenced Python.
  ///
  /// - Parameters:
  ///   - name: the file's, whose ending tells what it is.
  ///   - title: where the text has no heading.
  ///   - firstLine: of a table that the text reads; nil where it is not there.
  package init(
    text: [UInt8], name: String, title: String, firstLine: (String) -> String? = { _ in nil }
  ) throws(Problem) {
    let lower = name.lowercased()
    let cells: [Notebook.Cell]
    if lower.hasSuffix(".ipynb") {
      let json: JSON
      do { json = try JSON(parsing: text) } catch {
        throw Problem(words: "it is no notebook: \(error.message), at byte \(error.offset)")
      }
      if let language = Notebook.language(ofJSON: json), !language.lowercased().hasPrefix("python") {
        throw Problem(words: "its cells are written in \(language.prefix(40)), and only Python is read")
      }
      guard let found = Notebook.cells(ofJSON: json) else { throw Problem(words: "it is no notebook: it has no cells") }
      cells = found
    } else {
      guard !text.contains(0) else { throw Problem(words: "it is no text") }
      let plain = Notebook.unixLines(String(decoding: text, as: UTF8.self))
      cells = lower.hasSuffix(".py") ? Notebook.cells(ofScript: plain) : Notebook.cells(ofMarkdown: plain)
      let isNamed = lower.hasSuffix(".py") || Self.markdown.contains { lower.hasSuffix($0) }
      guard isNamed || cells.contains(where: { $0.isCode }) else {
        throw Problem(words: "it is no notebook, no Python script and no Markdown with Python in it")
      }
    }
    var lesson = withoutActuallyEscaping(firstLine) { firstLine in
      var reader = KerasReader { file in
        guard let names = firstLine(file).flatMap({ CSV.read($0).first }), !names.contains(where: { Double($0) != nil })
        else { return nil }
        return names
      }
      for cell in cells { reader.read(cell) }
      return reader.finished()
    }
    lesson.dropUnusedAnswers()
    lesson.joinPython()
    lesson.blocks.removeAll { $0 == .prose("") || $0 == .steps([]) }
    let hasTitle = if case .prose(let first)? = lesson.blocks.first { first.hasPrefix("# ") } else { false }
    lesson.problem = Self.problem(of: lesson.blocks, cells)
    if !hasTitle { lesson.blocks.insert(.prose("# \(title)"), at: 0) }
    self = lesson
  }

  /// Why nothing is to be had of it.
  private static func problem(of blocks: [Block], _ cells: [Notebook.Cell]) -> Problem? {
    var isPython = false
    for block in blocks {
      switch block {
      case .steps, .written: return nil
      case .python: isPython = true
      case .prose: break
      }
    }
    guard isPython || blocks.isEmpty else { return nil }
    let library = cells.lazy.filter { $0.isCode }.compactMap { ForeignModules.library(importedBy: $0.text) }.first
    return Problem(
      words: isPython || library != nil
        ? "nothing in it becomes a step" : "there is nothing in it that becomes a lesson",
      note: (library.map { "it is written for \($0); " } ?? "")
        + "what is read are the calls of Keras, NumPy, pandas, Matplotlib and scikit-learn that tutorials use")
  }
}
