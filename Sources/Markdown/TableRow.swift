/// A row of a table (GitHub Flavored Markdown 0.29, section 4.10).
enum TableRow {
  /// The trimmed cells of a row; a `|` behind a backslash is part of its cell.
  static func cells(_ row: Range<Int>, in utf8: [UInt8]) -> [Range<Int>] {
    var row = trimmed(row, in: utf8)
    if !row.isEmpty, utf8[row.lowerBound] == "|" { row = (row.lowerBound + 1)..<row.upperBound }
    var cells: [Range<Int>] = []
    var start = row.lowerBound
    for index in row where utf8[index] == "|" && (index == row.lowerBound || utf8[index - 1] != "\\") {
      cells.append(trimmed(start..<index, in: utf8))
      start = index + 1
    }
    if start < row.upperBound || cells.isEmpty { cells.append(trimmed(start..<row.upperBound, in: utf8)) }
    return cells
  }

  /// The columns' alignments where the line is a delimiter row.
  static func alignments(_ row: Range<Int>, in utf8: [UInt8]) -> [Table.Alignment?]? {
    guard utf8[row].allSatisfy({ $0 == "|" || $0 == "-" || $0 == ":" || $0.isSpaceOrTab }) else { return nil }
    var alignments: [Table.Alignment?] = []
    for cell in cells(row, in: utf8) {
      guard let first = utf8[cell].first, let last = utf8[cell].last else { return nil }
      let dashes = utf8[cell].dropFirst(first == ":" ? 1 : 0).dropLast(last == ":" ? 1 : 0)
      guard !dashes.isEmpty, dashes.allSatisfy({ $0 == "-" }) else { return nil }
      switch (first == ":", last == ":") {
      case (true, true): alignments.append(.center)
      case (true, false): alignments.append(.left)
      case (false, true): alignments.append(.right)
      case (false, false): alignments.append(nil)
      }
    }
    return alignments
  }

  private static func trimmed(_ range: Range<Int>, in utf8: [UInt8]) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, utf8[start].isSpaceOrTab { start += 1 }
    while start < end, utf8[end - 1].isSpaceOrTab { end -= 1 }
    return start..<end
  }
}
