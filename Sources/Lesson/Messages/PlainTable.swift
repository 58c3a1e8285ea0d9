/// Columns side by side, for the terminal.
package enum PlainTable {
  /// A line for each row, two spaces between columns.
  /// - Parameter isRight: which columns end in line; the others, and those beyond, start in line.
  package static func text(_ rows: [[String]], isRight: [Bool] = []) -> String {
    let count = rows.map { $0.count }.max() ?? 0
    let widths = (0..<count).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
    return rows.map { row in
      var line = row.enumerated().map { column, text in
        let space = String(repeating: " ", count: widths[column] - text.count)
        return column < isRight.count && isRight[column] ? space + text : text + space
      }.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
