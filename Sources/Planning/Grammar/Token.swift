/// A word, number, quotation or sign of a step's line. `text` is what it means, without quotes and with pasted
/// characters (`×`, `−`, `≥`, smart quotes) replaced by those of the keyboard.
struct Token: Equatable, Sendable {
  enum Kind: Sendable { case word, number, quoted, symbol, blank }
  var kind: Kind
  var text: String
  var range: Range<Int>
  /// Whether white space stands before it.
  var isSpaced: Bool

  func isSymbol(_ symbol: String) -> Bool { kind == .symbol && text == symbol }
  /// Between a setting's name and its value.
  var isSeparator: Bool { isSymbol(":") || isSymbol("=") }
  func isWord(_ word: String) -> Bool { kind == .word && text.lowercased() == word }
}

extension Collection where Element == Token {
  /// What they mean, with a space where there is white space between them.
  var text: String {
    dropFirst().reduce(first?.text ?? "") { $0 + ($1.isSpaced ? " " : "") + $1.text }
  }

  /// From the first token's start to the last one's end.
  var range: Range<Int>? {
    guard let first else { return nil }
    return first.range.lowerBound..<self.reduce(first.range.upperBound) { Swift.max($0, $1.range.upperBound) }
  }
}
