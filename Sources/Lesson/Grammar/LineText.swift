package import Markdown

/// A line of a step as it is best written: names in their usual spelling, one space where there is any, `key: value`.
package struct LineText {
  package let tokens: [Token]
  /// Without white space at its ends; as it was where the line cannot be read.
  package private(set) var code: String
  /// With its `#`; empty where there is none.
  package let comment: String
  /// Characters before the comment.
  package let commentColumn: Int
  /// Characters of white space before it.
  package let indentation: Int
  private let source: SourceText
  private let blanks: [Range<Int>]
  private let isRead: Bool
  /// Where the comment and the white space before it start.
  private let end: Int

  /// - Parameter line: bytes of `source`, which `lexer` has read.
  package init(of line: Range<Int>, in source: SourceText, _ lexer: Lexer) {
    self.source = source
    tokens = lexer.tokens
    blanks = lexer.blanks
    end = (lexer.blanks.map { $0.upperBound } + [lexer.tokens.range?.upperBound ?? line.lowerBound]).max() ?? 0
    isRead = lexer.problems.isEmpty
    indentation = source.text(line).unicodeScalars.prefix { $0.isBlankSpace }.count
    code = source.text(isRead ? line.lowerBound..<end : line).trimmingBlankSpace
    commentColumn = source.text(line).count - source.text(end..<line.upperBound).drop { $0 != "#" }.count
    comment = isRead ? source.text(end..<line.upperBound).trimmingBlankSpace : ""
  }

  package enum Value {
    case none
    /// Behind a colon, as it is written.
    case text
    /// Behind a colon, of numbers, names and signs.
    case tokens
  }

  /// - Parameters:
  ///   - name: what the line's first word is called.
  ///   - words: those that have no capitals; all others may be names of the lesson's own.
  package mutating func spell(_ name: String, _ value: Value, words: Set<String>) {
    guard isRead else { return }
    let separator = value == .none ? 0 : tokens.firstIndex { $0.isSeparator } ?? 0
    var text = name + (value == .none ? "" : ":")
    var rest = tokens[(separator + 1)...]
    if value == .text, let first = rest.first {
      text += " " + source.text(first.range.lowerBound..<end)
      rest = []
    }
    var previous = tokens[separator]
    for token in rest {
      let blank = blanks.first { $0.contains(token.range.lowerBound) }
      // A blank is written as it stands, once.
      if blank?.contains(previous.range.lowerBound) != true {
        let isFirst = token == rest.first && value != .none
        text += (isFirst ? " " : gap(previous, token)) + (blank.map(source.text) ?? written(token, words))
      }
      previous = token
    }
    // What is written differently must be read alike.
    let line = SourceText(text)
    let lexer = Lexer(line, 0..<line.utf8.count)
    let isAlike = Self.meaning(lexer.tokens) == Self.meaning(tokens) && lexer.blanks.count == blanks.count
    if lexer.problems.isEmpty, isAlike { code = text }
  }

  /// `3×3` and `3x3` are cut differently, `Batch Size` may have become `batch_size`, and `=` a `:`.
  private static func meaning(_ tokens: [Token]) -> String {
    tokens.map { token in
      if token.isSymbol("=") { return ":" }
      return token.kind == .quoted ? "\"\(token.text)\"" : Spelling.fold(token.text).substituting("", for: "_")
    }.joined()
  }

  private func gap(_ previous: Token, _ next: Token) -> String {
    if next.isSymbol(",") { return "" }
    if next.isSymbol(")") || next.isSymbol("]"), previous.isSymbol(",") { return "" }
    let isWide = previous.isSymbol(",") || Self.isComparison(previous) || Self.isComparison(next)
    return isWide || next.isSpaced ? " " : ""
  }

  private static func isComparison(_ token: Token) -> Bool {
    token.kind == .symbol && ["=", "!=", "<", "<=", ">", ">="].contains(token.text)
  }

  private func written(_ token: Token, _ words: Set<String>) -> String {
    switch token.kind {
    case .quoted where !token.text.contains("\""): "\"" + token.text + "\""
    case .symbol: token.text
    case .word where words.contains(token.text.lowercased()): token.text.lowercased()
    case .word, .number, .blank, .quoted: source.text(token.range)
    }
  }
}

extension String {
  fileprivate var trimmingBlankSpace: String {
    let start = unicodeScalars.drop { $0.isBlankSpace }
    guard let last = start.lastIndex(where: { !$0.isBlankSpace }) else { return "" }
    return String(start[...last])
  }
}
