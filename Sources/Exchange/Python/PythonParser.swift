/// Reads the statements of a script or a notebook's cell. What it does not know stays as text; nothing is refused.
struct PythonParser {
  private let lines: [Substring]
  private var index = 0
  /// How many blocks stand around; more than these are read as one.
  private var depth = 0
  private static let deepest = 50
  private let firstLine: Int

  /// - Parameter firstLine: which line of its file the text starts on.
  static func statements(_ text: String, firstLine: Int = 1) -> [PythonStatement] {
    var parser = PythonParser(
      lines: text.split(separator: "\n", omittingEmptySubsequences: false), firstLine: firstLine)
    return parser.block(indent: 0)
  }

  private init(lines: [Substring], firstLine: Int) {
    self.lines = lines
    self.firstLine = firstLine
  }

  private static func indent(_ line: Substring) -> Int {
    line.utf8.prefix { $0 == UInt8(ascii: " ") || $0 == 9 }.reduce(0) { $1 == 9 ? ($0 / 8 + 1) * 8 : $0 + 1 }
  }

  private static func isBlank(_ line: Substring) -> Bool {
    let first = line.utf8.first { $0 != UInt8(ascii: " ") && $0 != 9 && $0 != 13 }
    return first == nil || first == UInt8(ascii: "#")
  }

  private mutating func block(indent: Int) -> [PythonStatement] {
    var statements: [PythonStatement] = []
    while index < lines.count {
      let line = lines[index]
      if Self.isBlank(line) {
        index += 1
        continue
      }
      guard Self.indent(line) >= indent else { break }
      statements += statement(indent: Self.indent(line))
    }
    return statements
  }

  /// The lines of a logical line: brackets, triple quotes and backslashes join them.
  private mutating func logicalLine() -> Range<Int> {
    let start = index
    var depth = 0
    var quote: UInt8?
    while index < lines.count {
      let bytes = Array(lines[index].utf8)
      index += 1
      Self.scan(bytes, &depth, &quote)
      if depth <= 0, quote == nil, bytes.last != UInt8(ascii: "\\") { break }
    }
    return start..<index
  }

  /// What is open behind a line: how many brackets, and the quote of a triple-quoted string.
  private static func scan(_ bytes: [UInt8], _ depth: inout Int, _ quote: inout UInt8?) {
    var place = 0
    func isTriple(_ mark: UInt8) -> Bool {
      place + 2 < bytes.count && bytes[place] == mark && bytes[place + 1] == mark && bytes[place + 2] == mark
    }
    while place < bytes.count {
      let byte = bytes[place]
      if let mark = quote {
        if isTriple(mark) { (quote, place) = (nil, place + 2) } else if byte == UInt8(ascii: "\\") { place += 1 }
      } else {
        switch byte {
        case UInt8(ascii: "#"): return
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
          if isTriple(byte) {
            (quote, place) = (byte, place + 2)
          } else {
            place += 1
            while place < bytes.count, bytes[place] != byte { place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1 }
          }
        default: break
        }
      }
      place += 1
    }
  }

  private func text(_ range: Range<Int>, indent: Int) -> String {
    range.map { place in
      var line = lines[place]
      var rest = indent
      while rest > 0, let first = line.utf8.first, first == UInt8(ascii: " ") || first == 9 {
        rest -= first == 9 ? 8 : 1
        line.removeFirst()
      }
      return String(line)
    }.joined(separator: "\n")
  }

  private static let compounds: Set<String> = [
    "for", "while", "if", "elif", "else", "try", "except", "finally", "with", "def", "class", "async",
  ]

  private mutating func statement(indent: Int) -> [PythonStatement] {
    let start = index
    let range = logicalLine()
    let text = text(range, indent: indent)
    let place = firstLine + start
    let tokens = PythonLexer.tokens(text)
    guard let first = tokens.first else { return [] }
    if first.kind == .symbol, "%!@".utf8.contains(first.text.utf8.first ?? 0) {
      return [PythonStatement(kind: .other, text: text, line: place)]
    }
    if first.kind == .name, Self.compounds.contains(first.text) {
      var body: [PythonStatement] = []
      // Below it, or behind its colon.
      if index < lines.count, let next = lines[index...].first(where: { !Self.isBlank($0) }), Self.indent(next) > indent
      {
        depth += 1
        if depth < Self.deepest {
          body = block(indent: Self.indent(next))
        } else {
          while index < lines.count, Self.isBlank(lines[index]) || Self.indent(lines[index]) > indent { index += 1 }
        }
        depth -= 1
      } else if let colon = tokens.last(where: { $0.kind == .symbol && $0.text == ":" }) {
        let rest = String(decoding: Array(text.utf8)[colon.range.upperBound...], as: UTF8.self)
        body = PythonParser.statements(rest.trimmed, firstLine: place)
      }
      var end = index
      while end > range.upperBound, Self.isBlank(lines[end - 1]) { end -= 1 }
      return [
        PythonStatement(
          kind: .compound(keyword: first.text, head: text, body: body), text: self.text(start..<end, indent: indent),
          line: place)
      ]
    }
    return Self.parts(tokens).map { part in
      let inner = Array(part) + [PythonToken(kind: .end, text: "", range: 0..<0)]
      let own =
        part.isEmpty
        ? text
        : String(
          decoding: Array(text.utf8)[part[part.startIndex].range.lowerBound..<part[part.endIndex - 1].range.upperBound],
          as: UTF8.self)
      return PythonStatement(kind: Self.simple(inner, text), text: own, line: place)
    }
  }

  /// At semicolons outside brackets.
  private static func parts(_ tokens: [PythonToken]) -> [ArraySlice<PythonToken>] {
    var parts: [ArraySlice<PythonToken>] = []
    var depth = 0
    var start = 0
    for (place, token) in tokens.enumerated() {
      if token.kind == .symbol, ["(", "[", "{"].contains(token.text) { depth += 1 }
      if token.kind == .symbol, [")", "]", "}"].contains(token.text) { depth -= 1 }
      if token.kind == .end || token.kind == .symbol && token.text == ";" && depth == 0 {
        if start < place { parts.append(tokens[start..<place]) }
        start = place + 1
      }
    }
    return parts
  }

  private static func simple(_ tokens: [PythonToken], _ text: String) -> PythonStatement.Kind {
    if tokens[0].kind == .name, tokens[0].text == "import" || tokens[0].text == "from" { return .imports }
    let isReturn = tokens[0].kind == .name && tokens[0].text == "return"
    // `print "accuracy", score`, as Python 2 has it.
    if tokens[0].kind == .name, tokens[0].text == "print", [.string, .name, .number].contains(tokens[1].kind) {
      var reader = PythonExpressionReader(tokens: Array(tokens.dropFirst()), text: text)
      guard let printed = reader.expressions(), reader.isAtEnd else { return .other }
      let arguments = if case .tuple(let parts) = printed { parts } else { [printed] }
      return .expression(.call(.name("print"), arguments, keywords: []))
    }
    var reader = PythonExpressionReader(tokens: isReturn ? Array(tokens.dropFirst()) : tokens, text: text)
    guard let first = reader.expressions() else { return .other }
    if reader.isAtEnd { return .expression(first) }
    if let sign = reader.takeSymbol(of: ["+=", "-=", "*=", "/=", "//=", "**="]) {
      guard let value = reader.expressions(), reader.isAtEnd else { return .other }
      return .augmented(first, String(sign.dropLast()), value)
    }
    var targets = [first]
    while reader.takeSymbol(of: ["="]) != nil {
      guard let next = reader.expressions() else { return .other }
      targets.append(next)
    }
    guard reader.isAtEnd, targets.count > 1 else { return .other }
    return .assignment(Array(targets.dropLast()), targets[targets.count - 1])
  }
}

extension String {
  var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
