/// A word, number, quotation or sign of a step's line. `text` is what it means, without quotes and with pasted
/// characters (`×`, `−`, `≥`, smart quotes) replaced by those of the keyboard.
package struct Token: Equatable, Sendable {
  package enum Kind: Sendable { case word, number, quoted, symbol, blank }
  package var kind: Kind
  package var text: String
  package var range: Range<Int>
  /// Whether white space stands before it.
  package var isSpaced: Bool

  package init(kind: Kind, text: String, range: Range<Int>, isSpaced: Bool) {
    self.kind = kind
    self.text = text
    self.range = range
    self.isSpaced = isSpaced
  }

  package func isSymbol(_ symbol: String) -> Bool { kind == .symbol && text == symbol }
  /// Between a setting's name and its value.
  package var isSeparator: Bool { isSymbol(":") || isSymbol("=") }
  package func isWord(_ word: String) -> Bool { kind == .word && text.lowercased() == word }
}

extension Collection where Element == Token {
  /// What they mean, with a space where there is white space between them.
  package var text: String {
    dropFirst().reduce(first?.text ?? "") { $0 + ($1.isSpaced ? " " : "") + $1.text }
  }

  /// From the first token's start to the last one's end.
  package var range: Range<Int>? {
    guard let first else { return nil }
    return first.range.lowerBound..<self.reduce(first.range.upperBound) { Swift.max($0, $1.range.upperBound) }
  }
}
