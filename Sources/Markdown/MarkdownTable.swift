/// A GitHub table whose columns are aligned in plain text too; numbers stand at the right.
package struct MarkdownTable {
  package var textColumns: Set<Int>
  package var header: [String]
  package var rows: [[String]]

  package init(textColumns: Set<Int> = [0], header: [String], rows: [[String]] = []) {
    self.textColumns = textColumns
    self.header = header
    self.rows = rows
  }

  /// One line without strokes that would end the cell.
  package static func cell(_ text: String) -> String {
    text.substituting(" ", for: "\\\n").substituting(" ", for: "\n").substituting("\\|", for: "|")
  }

  package var text: String {
    let lines = ([header] + rows).map { $0.map(MarkdownTable.cell) }
    let widths = header.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    func line(_ cells: [String]) -> String {
      let padded = zip(cells, widths).enumerated().map { column, cell in
        let padding = String(repeating: " ", count: cell.1 - cell.0.count)
        return textColumns.contains(column) ? cell.0 + padding : padding + cell.0
      }
      return "| " + padded.joined(separator: " | ") + " |"
    }
    let rule = widths.enumerated().map { column, width in
      String(repeating: "-", count: max(width, 3) - (textColumns.contains(column) ? 0 : 1))
        + (textColumns.contains(column) ? "" : ":")
    }
    return ([line(lines[0]), "| " + rule.joined(separator: " | ") + " |"] + lines.dropFirst().map(line))
      .joined(separator: "\n")
  }
}
