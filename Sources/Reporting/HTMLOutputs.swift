import Running
import Steps

/// Writes what a step has to show as HTML.
struct HTMLOutputs {
  /// By their names.
  let figures: [String: ShownFigure]
  private static let widestLine = 88
  private static let (mostLines, keptLines) = (30, 20)

  func html(_ output: Output, step: String) -> String {
    switch output {
    case .text(let text):
      self.text(text, of: step)
    case .folded(let title, let text):
      "<details class=\"more\"><summary>\(HTMLText.escape(title))</summary>\n\(self.text(text, of: step))\n</details>"
    case .sentence(let text): "<p>\(HTMLText.escape(text))</p>"
    case .remark(let text): "<p class=\"remark\"><strong>Note:</strong> \(HTMLText.escape(text))</p>"
    case .table(let table): HTMLOutputs.table(table)
    case .figure(let figure): figures[figure.name].map { self.figure($0) } ?? ""
    }
  }

  /// On paper a wide text is written smaller, and of a long one the beginning stands for the rest.
  private func text(_ text: String, of step: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let isWide = lines.contains { $0.count > HTMLOutputs.widestLine }
    var content = HTMLText.escape(text)
    if lines.count > HTMLOutputs.mostLines {
      let kept = lines[..<HTMLOutputs.keptLines].joined(separator: "\n")
      let rest = lines[HTMLOutputs.keptLines...].joined(separator: "\n")
      content =
        HTMLText.escape(kept) + "<span class=\"rest\">\n" + HTMLText.escape(rest) + "</span>"
        + "<span class=\"cut\">\n… and \(lines.count - HTMLOutputs.keptLines) more lines on the page</span>"
    }
    return
      "<pre class=\"text\(isWide ? " wide" : "")\" role=\"group\" aria-label=\"Output of \(HTMLText.escape(step))\">\(content)</pre>"
  }

  /// The first column heads its row.
  static func table(_ table: OutputTable) -> String {
    func cell(_ text: String, _ column: Int, isHead: Bool) -> String {
      let place = column < table.alignments.count && table.alignments[column] == .right ? " class=\"right\"" : ""
      let text = HTMLText.escape(text)
      if isHead { return text.isEmpty ? "<td\(place)></td>" : "<th scope=\"col\"\(place)>\(text)</th>" }
      return column == 0 && !text.isEmpty ? "<th scope=\"row\"\(place)>\(text)</th>" : "<td\(place)>\(text)</td>"
    }
    func rows(_ rows: some Sequence<[String]>, isHead: Bool = false) -> String {
      rows.map { row in
        "<tr>" + row.enumerated().map { cell($1, $0, isHead: isHead) }.joined() + "</tr>"
      }.joined(separator: "\n")
    }
    let footer = max(0, min(table.footerRows, table.rows.count))
    let foot = footer == 0 ? "" : "\n<tfoot>\n\(rows(table.rows.suffix(footer)))\n</tfoot>"
    return """
      <div class="scroll"><table>
      <thead>
      \(rows([table.header], isHead: true))
      </thead>
      <tbody>
      \(rows(table.rows.dropLast(footer)))
      </tbody>\(foot)</table></div>
      """
  }

  private func figure(_ figure: ShownFigure) -> String {
    // The page's script makes a dark picture of it, so that the page holds each only once.
    let dark = figure.darkPalette.isEmpty ? "" : " data-dark=\"\(Base64.text(figure.darkPalette))\""
    let data = figure.table.map {
      "\n<details class=\"data\"><summary>\(figure.tableTitle)</summary>\n\(HTMLOutputs.table($0))\n</details>"
    }
    // Of a figure that is left out, its words stand.
    if figure.png.isEmpty {
      let words = HTMLText.escape(figure.alternativeText)
      return
        "<figure>\n<p>\(words)</p>\n<figcaption>\(HTMLText.escape(figure.caption))</figcaption>\(data ?? "")\n</figure>"
    }
    return """
      <figure>
      <img class="card" src="data:image/png;base64,\(Base64.text(figure.png))" width="\(figure.width)" \
      height="\(figure.height)" alt="\(HTMLText.escape(figure.alternativeText))"\(dark)>
      <figcaption>\(HTMLText.escape(figure.caption))</figcaption>\(data ?? "")
      </figure>
      """
  }
}
