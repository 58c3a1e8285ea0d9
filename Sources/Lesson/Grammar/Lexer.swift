package import Markdown

/// Splits one line into tokens, up to its comment. Never fails: what cannot be read is reported, and skipped or kept
/// as a symbol.
package struct Lexer {
  private let source: SourceText
  private let end: Int
  private var index: Int
  private var isSpaced = false
  package private(set) var tokens: [Token] = []
  package private(set) var problems: [Diagnostic] = []
  /// The bytes of each `[[…]]`, brackets included.
  package private(set) var blanks: [Range<Int>] = []
  /// Whether it goes on behind what only looks like its end, which `LineSeparators` tells.
  private(set) var isSeparated = false
  /// From its `#` to the line's end.
  package private(set) var comment: Range<Int>?

  package init(_ source: SourceText, _ range: Range<Int>) {
    self.source = source
    index = range.lowerBound
    end = min(range.upperBound, source.utf8.count)
    while index < end { next() }
  }

  /// The scalar at `offset` and its width in bytes; a byte that is no UTF-8 counts as one strange character.
  private func scalar(at offset: Int) -> (Unicode.Scalar, Int) {
    source.scalar(at: offset, before: end)
  }

  private func peek(_ distance: Int = 1) -> Unicode.Scalar? {
    var offset = index
    for _ in 0..<distance where offset < end { offset += scalar(at: offset).1 }
    return offset < end ? scalar(at: offset).0 : nil
  }

  private mutating func append(_ kind: Token.Kind, _ text: String, from start: Int) {
    tokens.append(Token(kind: kind, text: text, range: start..<index, isSpaced: isSpaced))
    isSpaced = false
  }

  private mutating func next() {
    let start = index
    let (character, width) = scalar(at: index)
    if character.isLineSeparator {
      isSeparated = true
      index = end
    } else if character.isBlankSpace {
      index += width
      isSpaced = true
    } else if character == "#" {
      comment = index..<end
      index = end
    } else if character == "/", peek() == "/", isSpaced || tokens.isEmpty {
      foreignComment(start)
    } else if let (escaped, length) = escape(at: index) {
      // What an editor has put before a sign, or written for it.
      index += escaped == "\u{A0}" ? length : length - 1
      if escaped == "\u{A0}" { isSpaced = true } else { symbolOrWord(escaped, start) }
    } else if Self.doubleQuotes.contains(character) || (Self.singleQuotes.contains(character) && canQuote) {
      quotation(start, width)
    } else if character.isNameStart {
      word(start)
    } else if character.isDigit || (character == "." && peek()?.isDigit == true) {
      number(start)
    } else if character == "[", startsBlank {
      blank(start)
    } else {
      symbol(start, character, width)
    }
  }

  /// `// words`, as other languages have them; they are passed over all the same.
  private mutating func foreignComment(_ start: Int) {
    problems.append(
      Diagnostic(
        id: .foreignComment, at: start..<end, "a comment starts with '#', not with '//'",
        hint: "write '# \(source.text(start + 2..<end).drop { $0 == " " })'"))
    index = end
  }

  /// `\_` and `&lt;`, as editors of formatted text save `_` and `<`: the sign that is meant, and how many bytes it takes.
  private func escape(at offset: Int) -> (sign: Unicode.Scalar, length: Int)? {
    let bytes = source.utf8[offset..<end]
    if bytes.first == UInt8(ascii: "\\"), bytes.count > 1 {
      let next = Unicode.Scalar(bytes[offset + 1])
      return Self.escapable.contains(next) ? (next, 2) : nil
    }
    guard bytes.first == UInt8(ascii: "&") else { return nil }
    return Self.entities.first { bytes.starts(with: $0.name.utf8) }.map { ($0.sign, $0.name.utf8.count) }
  }

  private static let escapable: Set<Unicode.Scalar> = ["_", "[", "]", "*", "#", "-", "<", ">", "(", ")"]
  private static let entities: [(name: String, sign: Unicode.Scalar)] = [
    ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u{A0}"),
  ]

  /// Reads on from the last byte of an escaped sign.
  private mutating func symbolOrWord(_ sign: Unicode.Scalar, _ start: Int) {
    if sign == "_" {
      word(start)
    } else if sign == "#" {
      comment = start..<end
      index = end
    } else {
      symbol(start, sign, 1)
    }
  }

  /// Of three brackets the first one is an operand's, as in `x[[[0]]:4]`; four and more are a printed array's.
  private var startsBlank: Bool {
    guard peek() == "[", peek(2) != "[" else { return false }
    func isBracket(_ distance: Int) -> Bool { index >= distance && source.utf8[index - distance] == UInt8(ascii: "[") }
    return !(isBracket(1) && isBracket(2))
  }

  /// Behind a word, `'` is an apostrophe.
  private var canQuote: Bool {
    guard let last = tokens.last, !isSpaced else { return true }
    return last.kind == .symbol
  }

  private mutating func word(_ start: Int) {
    while index < end {
      let (character, width) = scalar(at: index)
      if character == "\\", let (sign, length) = escape(at: index), sign == "_" {
        index += length
        continue
      }
      let joins = character == "-" || character == "."
      guard character.isNameStart || character.isDigit || (joins && peek()?.isNamePart == true) else { break }
      index += width
    }
    let written = source.text(start..<index)
    let text = written.utf8.contains(UInt8(ascii: "\\")) ? written.filter { $0 != "\\" } : written
    append(text.allSatisfy { $0 == "_" } && text.count > 1 ? .blank : .word, text, from: start)
  }

  private mutating func number(_ start: Int) {
    while index < end {
      let (character, width) = scalar(at: index)
      let isExponentSign =
        (character == "-" || character == "+") && index > start
        && (source.utf8[index - 1] | 0x20) == UInt8(ascii: "e") && peek()?.isDigit == true
      guard character.isNamePart || isExponentSign || (character == "." && peek()?.isDigit == true) else { break }
      index += width
    }
    append(.number, source.text(start..<index), from: start)
  }

  private mutating func quotation(_ start: Int, _ width: Int) {
    let opening = scalar(at: start).0
    let closing = Self.doubleQuotes.contains(opening) ? Self.doubleQuotes : Self.singleQuotes
    index += width
    while index < end {
      let (character, width) = scalar(at: index)
      if closing.contains(character) {
        let inside = source.text((start + self.scalar(at: start).1)..<index)
        index += width
        append(.quoted, inside, from: start)
        return
      }
      index += width
    }
    // Most likely it ends with its first word.
    index = start + width
    while index < end, !scalar(at: index).0.isBlankSpace { index += scalar(at: index).1 }
    problems.append(
      Diagnostic(
        id: .unclosedQuote, at: start..<index, "the quotation that starts here is never closed",
        hint: "put a \" at its end"))
    append(.quoted, source.text((start + width)..<index), from: start)
  }

  /// `[[20]]` stands for 20; `[[ ]]` is a blank that nobody has filled in.
  private mutating func blank(_ start: Int) {
    var close = index + 2
    while close + 1 < end, !(source.utf8[close] == 0x5D && source.utf8[close + 1] == 0x5D) { close += 1 }
    guard close + 1 < end else {
      index += 2
      problems.append(
        Diagnostic(
          id: .unclosedBlank, at: start..<end, "the blank that starts here is never closed", hint: "put ]] at its end"
        ))
      append(.blank, "", from: start)
      index = end
      return
    }
    // `[[x[3]]]`: the first of three brackets is the selection's.
    let brackets = source.utf8[(start + 2)..<close].reduce(0) { $0 + ($1 == 0x5B ? 1 : $1 == 0x5D ? -1 : 0) }
    if brackets > 0, close + 2 < end, source.utf8[close + 2] == 0x5D { close += 1 }
    let inner = Lexer(source, (start + 2)..<close)
    blanks.append(start..<(close + 2))
    problems += inner.problems
    let isFilled = inner.tokens.contains { $0.kind != .blank && ![".", "..", "...", "?"].contains($0.text) }
    if isFilled {
      var filled = inner.tokens
      filled[0].isSpaced = isSpaced
      tokens += filled
      index = close + 2
      isSpaced = false
    } else {
      index = close + 2
      append(.blank, "", from: start)
    }
  }

  private mutating func symbol(_ start: Int, _ character: Unicode.Scalar, _ width: Int) {
    index += width
    let text = Self.keyboard[character] ?? String(character)
    if text == "…" {
      // Word processors make it of the dots in `0...1`.
      let isRange = tokens.last?.kind == .number && index < end && scalar(at: index).0.isDigit
      return isRange ? append(.symbol, "..", from: start) : append(.blank, text, from: start)
    }
    if index < end, let second = Self.pairs[text + String(scalar(at: index).0)] {
      index += scalar(at: index).1
      if second == "..", index < end, source.utf8[index] == UInt8(ascii: ".") { index += 1 }
      return append(.symbol, second, from: start)
    }
    append(.symbol, text, from: start)
  }

  private static let doubleQuotes: Set<Unicode.Scalar> = ["\"", "\u{201C}", "\u{201D}", "\u{201E}", "\u{AB}", "\u{BB}"]
  private static let singleQuotes: Set<Unicode.Scalar> = [
    "'", "\u{2018}", "\u{2019}", "\u{201A}", "\u{2039}", "\u{203A}",
  ]
  private static let keyboard: [Unicode.Scalar: String] = [
    "\u{D7}": "x", "\u{2212}": "-", "\u{2013}": "-", "\u{2014}": "-", "\u{2265}": ">=", "\u{2264}": "<=",
    "\u{2260}": "!=", "\u{FF1A}": ":", "\u{FF0C}": ",", "\u{FF1D}": "=",
  ]
  private static let pairs = [
    "..": "..", ">=": ">=", "=>": ">=", "<=": "<=", "=<": "<=", "==": "=", "!=": "!=", "<>": "!=",
  ]
}

extension Unicode.Scalar {
  /// White space of any width, and the invisible characters that pasted text brings along.
  package var isBlankSpace: Bool {
    switch value {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0xAD, 0x1680, 0x2000...0x200F, 0x2028...0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF:
      true
    default: false
    }
  }
  /// Looks like a line's end in an editor, and is none in a file.
  var isLineSeparator: Bool { value == 0x0B || value == 0x2028 || value == 0x2029 }
  package var isDigit: Bool { value >= 0x30 && value <= 0x39 }
  package var isNameStart: Bool { self == "_" || properties.isAlphabetic }
  package var isNamePart: Bool { isNameStart || isDigit }
}
