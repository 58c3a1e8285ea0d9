import Markdown
import Lesson
import Steps
import Running
import Text

extension ReportFormat {
  /// What GitHub renders; it links the figures and the lesson's pictures.
  static let markdown = ReportFormat(
    name: "md", isStandard: true, drawsFigures: true, linksPictures: true, text: { MarkdownPage.text($0) })
}

/// Writes `report.md`: lines of CommonMark with GitHub's tables, folded parts as `<details>`.
struct MarkdownPage {
  private let composition: Composition
  private let inlines: MarkdownText

  init(_ composition: Composition) {
    self.composition = composition
    inlines = MarkdownText(image: composition.images.path, names: composition.names)
  }

  static func text(_ composition: Composition) -> String {
    (MarkdownPage(composition).lines().joined(separator: "\n") + "\n").withoutControls
  }

  /// Title, author and date.
  var opening: [String] { separated(head) }

  func lines(of parts: [Part]) -> [String] { separated(blocks(parts)) }

  func lines(of table: OutputTable) -> [String] { separated(self.table(table)) }

  private var head: [[String]] {
    let byline = [composition.author, composition.date].compactMap { $0 }.map(MarkdownText.escape)
    return [["# " + oneLine(inlines.text(composition.title))]]
      + (byline.isEmpty ? [] : [["*" + byline.joined(separator: " · ") + "*"]])
  }

  private func lines() -> [String] {
    var blocks = head
    if let notice = composition.notice { blocks.append(quoted([sentence(notice)])) }
    for failure in composition.failures { blocks.append(self.failure(failure)) }
    blocks += self.blocks(composition.parts)
    blocks.append(provenance())
    return separated(blocks)
  }

  // MARK: Layout

  private func separated(_ blocks: [[String]]) -> [String] {
    Array(blocks.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  private func quoted(_ lines: [String]) -> [String] {
    (lines.isEmpty ? [""] : lines).map { $0.isEmpty ? ">" : "> " + $0 }
  }

  private func split(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private func oneLine(_ text: String) -> String { text.substituting(" ", for: "\\\n").substituting(" ", for: "\n") }

  private func sentence(_ text: String) -> String { MarkdownText.startSafe(MarkdownText.escape(text)) }

  private func folded(_ summary: String, _ blocks: [[String]]) -> [String] {
    ["<details>", "<summary>\(HTMLText.escape(summary))</summary>", ""] + separated(blocks) + ["", "</details>"]
  }

  // MARK: Prose

  /// Two lists in a row take different marks, or they would be read as one. Raw HTML may reach over all that stands
  /// between its tags.
  private func blocks(_ parts: [Part]) -> [[String]] {
    var isSecond = false
    var raw = inlines.htmlBlocks(parts.compactMap { $0.rawHTML })[...]
    let blocks = parts.enumerated().flatMap { index, part -> [[String]] in
      if part.rawHTML != nil, let html = raw.popFirst() { return [htmlLines(html)] }
      if case .list(let start, _, _) = part, index > 0, case .list(let before, _, _) = parts[index - 1] {
        isSecond = (start == nil) == (before == nil) && !isSecond
      } else {
        isSecond = false
      }
      return self.part(part, isSecond: isSecond)
    }
    return blocks + raw.map { htmlLines($0) }
  }

  private func htmlLines(_ html: String) -> [String] { split(html).filter { !$0.allSatisfy { $0.isWhitespace } } }

  private func part(_ part: Part, isSecond: Bool = false) -> [[String]] {
    switch part {
    case .heading(let heading):
      let text = oneLine(inlines.text(heading.content))
      let safe = text.hasSuffix("#") ? text.dropLast() + "\\#" : text
      return [[String(repeating: "#", count: heading.level) + " " + safe]]
    case .leaf(let block): return [leaf(block)]
    case .quote(let parts): return [quoted(separated(blocks(parts)))]
    case .alert(let alert, let parts): return [quoted([alert.mark] + separated(blocks(parts)))]
    case .note(let label, let parts): return [note(label, separated(blocks(parts)))]
    case .list(let start, let isTight, let items): return [list(start, isTight, items, isSecond: isSecond)]
    case .region(let kind, _, let name, _, let parts): return region(kind, name: name, parts)
    case .step(let step): return self.step(step)
    }
  }

  private func leaf(_ block: Block) -> [String] {
    switch block.kind {
    case .paragraph(let content): split(inlines.text(content))
    case .thematicBreak: ["***"]
    case .codeBlock(let code): MarkdownText.fenced(code.literal, info: code.info ?? "")
    case .htmlBlock: htmlLines(inlines.html { $0.render([block]) })
    case .table(let table):
      self.table(
        header: table.header.map { inlines.text($0, inTable: true) }, marks: table.alignments.map(mark),
        rows: table.rows.map { $0.map { inlines.text($0, inTable: true) } })
    case .heading, .blockQuote, .footnote, .list: []
    }
  }

  /// What belongs to a note stands four columns further in.
  private func note(_ label: String, _ lines: [String]) -> [String] {
    let rest = lines.dropFirst().map { $0.isEmpty ? "" : "    " + $0 }
    return ["[^\(label)]: " + (lines.first ?? "")] + rest
  }

  private func mark(_ alignment: Table.Alignment?) -> String {
    switch alignment {
    case .left: ":---"
    case .center: ":---:"
    case .right: "---:"
    case nil: "---"
    }
  }

  private func table(header: [String], marks: [String], rows: [[String]]) -> [String] {
    ([header, marks] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
  }

  private func list(
    _ start: Int?, _ isTight: Bool, _ items: [(task: Bool?, parts: [Part])], isSecond: Bool
  ) -> [String] {
    let entries = items.enumerated().map { index, item -> [String] in
      let marker = start.map { "\($0 + index)\(isSecond ? ")" : ".") " } ?? (isSecond ? "+ " : "- ")
      let task = item.task.map { $0 ? "[x] " : "[ ] " } ?? ""
      let lines = isTight && item.parts.count > 1 ? tight(item.parts) : separated(blocks(item.parts))
      let indent = String(repeating: " ", count: marker.count)
      return lines.isEmpty
        ? [marker + task]
        : lines.enumerated().map { $0 == 0 ? marker + task + $1 : $1.isEmpty ? "" : indent + $1 }
    }
    return isTight ? entries.flatMap { $0 } : separated(entries)
  }

  /// A tight item keeps a list right below its words; a blank line would loosen it.
  private func tight(_ parts: [Part]) -> [String] {
    parts.flatMap { part -> [String] in
      switch part {
      case .leaf, .list, .heading, .quote, .alert, .note: self.part(part).flatMap { $0 }
      case .region, .step: [""] + separated(self.part(part)) + [""]
      }
    }
  }

  private func region(_ kind: Region.Kind, name: String?, _ parts: [Part]) -> [[String]] {
    let blocks = self.blocks(parts)
    switch kind {
    case .question: return blocks
    case .answer:
      return [quoted(separated([["**Answer**"]] + (blocks.isEmpty ? [Self.noAnswer(name)] : blocks)))]
    case .hint: return [folded("Hint", blocks)]
    case .solution: return [folded("Solution", blocks)]
    case .teacher: return [quoted(separated([["**For the teacher**"]] + blocks))]
    }
  }

  private static func noAnswer(_ name: String?) -> [String] {
    ["*\(AnswerText.none)* " + AnswerText.place(AnswerText.marks(name).map { MarkdownText.code($0) })]
  }

  // MARK: Steps

  private func step(_ step: StepPart) -> [[String]] {
    let source = MarkdownText.fenced(step.text, info: "step")
    switch step.state {
    case .ran: return [source] + step.outputs.flatMap(output)
    case .failed(let failure): return [source] + step.outputs.flatMap(output) + [self.failure(failure)]
    case .notRun: return [source, ["*Not run.*"]]
    case .waiting(let reason):
      return [source] + step.outputs.flatMap(output) + [["*Not up to date: \(MarkdownText.escape(reason)).*"]]
    }
  }

  private func output(_ output: Output) -> [[String]] {
    switch output {
    case .text(let text): [MarkdownText.fenced(text, info: "text")]
    case .folded(let title, let text): [folded(title, [MarkdownText.fenced(text, info: "text")])]
    case .sentence(let text): [split(sentence(text))]
    case .remark(let text): [quoted(split("**Note:** " + MarkdownText.escape(text)))]
    case .table(let table): self.table(table)
    case .figure(let figure): composition.figures[figure.name].map { self.figure($0) } ?? []
    }
  }

  private func table(_ table: OutputTable) -> [[String]] {
    let cells = { (row: [String]) in row.map { MarkdownTable.cell(MarkdownText.escape($0)) } }
    let footer = table.rows.count - table.footerRows
    let rows = table.rows.enumerated().map { index, row in
      index < footer ? cells(row) : cells(row).map { $0.isEmpty ? "" : "**\($0)**" }
    }
    let marks = table.alignments.map { $0 == .right ? "---:" : ":---" }
    return [self.table(header: cells(table.header), marks: marks, rows: rows)]
  }

  private func figure(_ figure: ShownFigure) -> [[String]] {
    let alternative = HTMLText.escape(figure.alternativeText).substituting(" ", for: "\n")
    let image =
      "<img src=\"\(figure.path)\" width=\"\(figure.width)\" height=\"\(figure.height)\" alt=\"\(alternative)\">"
    let data = figure.table.map { [folded(figure.tableTitle, table($0))] } ?? []
    let shown = figure.png.isEmpty ? MarkdownText.escape(figure.alternativeText) : "<p>" + image + "</p>"
    return [[shown], ["*\(MarkdownText.escape(figure.caption))*"]] + data
  }

  // MARK: Notices

  private func failure(_ failure: Failure) -> [String] {
    let diagnostic = failure.diagnostic
    var blocks = [
      split("**\(FailureText.kind(diagnostic)).** " + MarkdownText.escape(FailureText.sentence(failure)))
    ]
    if !diagnostic.notes.isEmpty { blocks.append(diagnostic.notes.map { "- " + oneLine(sentence($0)) }) }
    return quoted(separated(blocks))
  }

  private func provenance() -> [String] {
    folded(
      ProvenanceText.title,
      ProvenanceText.tables(composition.outcome, timings: composition.options.timings).flatMap { table($0) })
  }
}
