/// A word of Python.
struct PythonToken: Equatable {
  enum Kind: Equatable { case name, number, string, symbol, end }
  var kind: Kind
  /// A string without its quotes, its escapes resolved; all else as written.
  var text: String
  /// The bytes it stands in.
  var range: Range<Int>
}

/// Cuts a logical line into words (<https://docs.python.org/3/reference/lexical_analysis.html>).
struct PythonLexer {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  static func tokens(_ text: String) -> [PythonToken] {
    var lexer = PythonLexer(text)
    var tokens: [PythonToken] = []
    while let token = lexer.next() { tokens.append(token) }
    tokens.append(PythonToken(kind: .end, text: "", range: lexer.bytes.count..<lexer.bytes.count))
    return tokens
  }

  private func byte(_ offset: Int = 0) -> UInt8 {
    position + offset < bytes.count ? bytes[position + offset] : 0
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (97...122).contains(byte | 32) || byte == UInt8(ascii: "_") || byte >= 128
  }
  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  private mutating func next() -> PythonToken? {
    while position < bytes.count {
      switch byte() {
      case UInt8(ascii: " "), 9, 10, 13, 12: position += 1
      case UInt8(ascii: "\\"): position += 1
      case UInt8(ascii: "#"): while position < bytes.count, byte() != 10 { position += 1 }
      default: return token()
      }
    }
    return nil
  }

  private mutating func token() -> PythonToken {
    let start = position
    func made(_ kind: PythonToken.Kind) -> PythonToken {
      PythonToken(
        kind: kind, text: String(decoding: bytes[start..<position], as: UTF8.self), range: start..<position)
    }
    if Self.isLetter(byte()) {
      while Self.isLetter(byte()) || Self.isDigit(byte()) { position += 1 }
      // A letter or two right before a quote belong to the string.
      if byte() == UInt8(ascii: "\"") || byte() == UInt8(ascii: "'"), position - start <= 2 {
        let prefix = String(decoding: bytes[start..<position], as: UTF8.self).lowercased()
        return string(from: start, isRaw: prefix.utf8.contains(UInt8(ascii: "r")))
      }
      return made(.name)
    }
    if Self.isDigit(byte()) || byte() == UInt8(ascii: ".") && Self.isDigit(byte(1)) {
      while Self.isLetter(byte()) || Self.isDigit(byte()) || byte() == UInt8(ascii: ".")
        || "+-".utf8.contains(byte()) && bytes[position - 1] | 32 == UInt8(ascii: "e")
      {
        position += 1
      }
      return made(.number)
    }
    if byte() == UInt8(ascii: "\"") || byte() == UInt8(ascii: "'") { return string(from: start, isRaw: false) }
    for symbol in [
      "**=", "//=", ">>=", "<<=", "...", "**", "//", "==", "!=", "<=", ">=", "->", "+=", "-=", "*=", "/=", ":=",
    ]
    where bytes[position...].starts(with: symbol.utf8) {
      position += symbol.utf8.count
      return made(.symbol)
    }
    position += 1
    return made(.symbol)
  }

  private mutating func string(from start: Int, isRaw: Bool) -> PythonToken {
    let quote = byte()
    let isTriple = byte(1) == quote && byte(2) == quote
    position += isTriple ? 3 : 1
    var content: [UInt8] = []
    while position < bytes.count {
      if byte() == quote, !isTriple || byte(1) == quote && byte(2) == quote {
        position += isTriple ? 3 : 1
        break
      }
      if byte() == UInt8(ascii: "\\"), !isRaw, position + 1 < bytes.count {
        let next = byte(1)
        position += 2
        switch next {
        case UInt8(ascii: "n"): content.append(10)
        case UInt8(ascii: "t"): content.append(9)
        case 10: break
        default: content.append(next)
        }
      } else {
        content.append(byte())
        position += 1
      }
    }
    return PythonToken(kind: .string, text: String(decoding: content, as: UTF8.self), range: start..<position)
  }
}
