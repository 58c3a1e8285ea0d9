/// Tables of text as spreadsheets exchange them (RFC 4180).
package enum CSV {
  package static func text(_ rows: [[String]]) -> String {
    rows.map { row in row.map { cell($0) }.joined(separator: ",") + "\n" }.joined()
  }

  /// A cell that a spreadsheet would take for a formula gets an apostrophe.
  private static func cell(_ text: String) -> String {
    let isNumber = Double(text) != nil
    let isFormula = !isNumber && ["=", "+", "-", "@", "\t", "\r"].contains(text.first.map { String($0) } ?? "")
    let shown = isFormula ? "'" + text : text
    guard shown.utf8.contains(where: { [0x22, 0x2C, 0x3B, 0x0A, 0x0D].contains($0) }) else { return shown }
    return "\"" + shown.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }

  /// Separated by commas, semicolons or tabs, as the first line has them.
  package static func read(_ text: String) -> [[String]] {
    var text = Array(text.unicodeScalars)
    if text.first == "\u{FEFF}" { text.removeFirst() }
    let separator = separator(text)
    var rows: [[String]] = []
    var row: [String] = []
    var cell = String.UnicodeScalarView()
    var isQuoted = false
    var index = 0
    func endCell() {
      row.append(String(cell))
      cell = String.UnicodeScalarView()
    }
    func endRow() {
      endCell()
      if row.count > 1 || row.first?.isEmpty == false { rows.append(row) }
      row = []
    }
    while index < text.count {
      let scalar = text[index]
      index += 1
      if isQuoted {
        guard scalar == "\"" else {
          cell.append(scalar)
          continue
        }
        if index < text.count, text[index] == "\"" {
          cell.append("\"")
          index += 1
        } else {
          isQuoted = false
        }
      } else if scalar == "\"", cell.isEmpty {
        isQuoted = true
      } else if scalar == separator {
        endCell()
      } else if scalar == "\n" || scalar == "\r" {
        if scalar == "\r", index < text.count, text[index] == "\n" { index += 1 }
        endRow()
      } else {
        cell.append(scalar)
      }
    }
    if !cell.isEmpty || !row.isEmpty { endRow() }
    return rows
  }

  private static func separator(_ text: [Unicode.Scalar]) -> Unicode.Scalar {
    let line = text.prefix { $0 != "\n" && $0 != "\r" }
    let counts = [",", ";", "\t"].map { sign in (sign, line.count { $0 == sign.unicodeScalars.first }) }
    return counts.max { $0.1 < $1.1 }.flatMap { $0.1 > 0 ? $0.0.unicodeScalars.first : nil } ?? ","
  }
}
