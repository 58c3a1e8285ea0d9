import Text

/// The cells of a notebook, a script or a Markdown text.
struct Notebook {
  struct Cell: Equatable {
    var isCode: Bool
    var text: String
    /// `cell 3`, or for a text `line 12`'s number.
    var firstLine: Int
    /// nil where the whole is one text, whose lines count.
    var number: Int?
    /// The steps that an exported lesson has carried along, where its code is still what it was.
    var steps: [String]?

    /// Where a line of it stands, for people.
    func place(of line: Int) -> String {
      number.map { "cell \($0), line \(line - firstLine + 1)" } ?? "line \(line)"
    }
  }

  /// nil where it is no notebook. The format: nbformat.readthedocs.io; version 3 kept its cells in worksheets.
  static func cells(ofJSON json: JSON) -> [Cell]? {
    var found: [JSON] = []
    if case .array(let cells)? = json["cells"] {
      found = cells
    } else if case .array(let sheets)? = json["worksheets"] {
      for sheet in sheets { if case .array(let cells)? = sheet["cells"] { found += cells } }
    } else {
      return nil
    }
    return found.enumerated().compactMap { index, cell in
      guard case .string(let kind)? = cell["cell_type"] else { return nil }
      let text = text(cell["source"] ?? cell["input"])
      switch kind {
      case "code":
        return Cell(isCode: true, text: text, firstLine: 1, number: index + 1, steps: steps(of: cell, code: text))
      case "markdown": return Cell(isCode: false, text: text, firstLine: 1, number: index + 1)
      case "heading":
        let level = if case .integer(let level)? = cell["level"] { level } else { 1 }
        return Cell(
          isCode: false, text: String(repeating: "#", count: level) + " " + text, firstLine: 1, number: index + 1)
      default: return nil
      }
    }
  }

  /// As the notebook names it; nil where it says nothing.
  static func language(ofJSON json: JSON) -> String? {
    let metadata = json["metadata"]
    for name in [metadata?["language_info"]?["name"], metadata?["kernelspec"]?["language"]] {
      if case .string(let language)? = name { return language }
    }
    return nil
  }

  private static func steps(of cell: JSON, code: String) -> [String]? {
    guard let carried = cell["metadata"]?["lesson"], case .string(CarriedSteps.mark(code))? = carried["code"],
      case .array(let lines)? = carried["steps"]
    else { return nil }
    return lines.compactMap { if case .string(let line) = $0 { line } else { nil } }
  }

  private static func text(_ source: JSON?) -> String {
    switch source {
    case .string(let text): unixLines(text)
    case .array(let lines): unixLines(lines.map { if case .string(let line) = $0 { line } else { "" } }.joined())
    default: ""
    }
  }

  /// With the ends of lines that Unix has.
  static func unixLines(_ text: String) -> String {
    text.split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n")
  }

  /// A script: `# %%` begins a cell, `# %% [markdown]` one of prose; without them, comments on lines of their own are
  /// prose, and so is the text that the script begins with.
  static func cells(ofScript text: String) -> [Cell] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    var carried = CarriedSteps(takenFrom: &lines)
    let hasMarks = lines.contains { $0.hasPrefix("# %%") }
    var cells: [Cell] = []
    var isCode = true
    var current: [String] = []
    var start = 1
    func close() {
      var lines = current
      if !isCode { lines = lines.map { uncommented($0) } }
      let text = lines.joined(separator: "\n")
      let steps = isCode ? carried.take(for: text) : nil
      if !text.trimmed.isEmpty {
        cells.append(Cell(isCode: isCode, text: text, firstLine: start, number: nil, steps: steps))
      }
      current = []
    }
    for (index, line) in lines.enumerated() {
      if hasMarks, line.hasPrefix("# %%") {
        close()
        isCode = !["[markdown]", "[md]"].contains { line.hasSuffix($0) }
        start = index + 2
        continue
      }
      if !hasMarks {
        let isComment = line.hasPrefix("#") && !line.hasPrefix("#!") && !line.hasPrefix("# -*-")
        if isComment == isCode, !line.trimmed.isEmpty || isComment {
          close()
          isCode = !isComment
          start = index + 1
        }
      }
      current.append(line)
    }
    close()
    return cells
  }

  private static func uncommented(_ line: String) -> String {
    guard line.hasPrefix("#") else { return line }
    let rest = line.dropFirst()
    return String(rest.hasPrefix(" ") ? rest.dropFirst() : rest)
  }

  /// Markdown: fenced Python is code, all else prose.
  static func cells(ofMarkdown text: String) -> [Cell] {
    var cells: [Cell] = []
    var prose: [String] = []
    var code: [String]?
    var fence = ""
    var start = 1
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).map({ String($0) }).enumerated()
    {
      let trimmed = line.trimmed
      if let lines = code {
        if trimmed.hasPrefix(fence), trimmed.allSatisfy({ $0 == fence.first }) {
          cells.append(Cell(isCode: true, text: lines.joined(separator: "\n"), firstLine: start, number: nil))
          code = nil
          start = index + 2
        } else {
          code?.append(line)
        }
        continue
      }
      let marks = trimmed.prefix { $0 == "`" || $0 == "~" }
      let info = trimmed.dropFirst(marks.count).lowercased()
      if marks.count >= 3, ["python", "py", "{python", "{.python", "python3"].contains(where: { info.hasPrefix($0) }) {
        cells.append(Cell(isCode: false, text: prose.joined(separator: "\n"), firstLine: start, number: nil))
        prose = []
        fence = String(marks)
        code = []
        start = index + 2
      } else {
        prose.append(line)
      }
    }
    if let lines = code {
      cells.append(Cell(isCode: true, text: lines.joined(separator: "\n"), firstLine: start, number: nil))
    }
    cells.append(Cell(isCode: false, text: prose.joined(separator: "\n"), firstLine: start, number: nil))
    return cells.filter { !$0.text.trimmed.isEmpty }
  }
}
