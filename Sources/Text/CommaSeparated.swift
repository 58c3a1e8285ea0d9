/// Tables for spreadsheets (RFC 4180).
package enum CommaSeparated {
  /// Each row with its line end; what holds a comma, a quote or a line end stands in quotes.
  package static func text(_ rows: [[String]]) -> String {
    rows.map { row in row.map { cell($0) }.joined(separator: ",") + "\r\n" }.joined()
  }

  private static func cell(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
    }
    guard needsQuotes || text.utf8.first == 0x20 || text.utf8.last == 0x20 else { return text }
    var quoted = "\""
    for character in text { quoted += character == "\"" ? "\"\"" : String(character) }
    return quoted + "\""
  }
}
