/// Reads expressions by precedence; nil where a word fits nowhere.
struct PythonExpressionReader {
  let tokens: [PythonToken]
  /// The tokens' ranges count in it.
  let text: String
  private var place = 0
  private var depth = 0
  /// Signs and members that follow one another; more are none of a tutorial's.
  private static let longest = 300

  init(tokens: [PythonToken], text: String) {
    self.tokens = tokens
    self.text = text
  }

  var isAtEnd: Bool { tokens[place].kind == .end }

  private var next: PythonToken { tokens[place] }

  private func isNext(_ symbol: String) -> Bool { next.kind == .symbol && next.text == symbol }
  private func isWord(_ word: String) -> Bool { next.kind == .name && next.text == word }

  mutating func takeSymbol(of symbols: [String]) -> String? {
    guard next.kind == .symbol, symbols.contains(next.text) else { return nil }
    place += 1
    return tokens[place - 1].text
  }

  private mutating func take(_ symbol: String) -> Bool { takeSymbol(of: [symbol]) != nil }

  /// One, or several with commas between them as a tuple.
  mutating func expressions() -> PythonExpression? {
    guard let first = expression() else { return nil }
    guard isNext(",") else { return first }
    var parts = [first]
    while take(",") {
      if isAtEnd || next.kind == .symbol && ["=", ")", "]", ":"].contains(next.text) { break }
      guard let part = expression() else { return nil }
      parts.append(part)
    }
    return .tuple(parts)
  }

  private static let levels: [[String]] = [
    ["or"], ["and"], ["in", "not in", "is", "==", "!=", "<", ">", "<=", ">="], ["|"], ["^"], ["&"], ["+", "-"],
    ["*", "/", "//", "%", "@"],
  ]

  mutating func expression() -> PythonExpression? {
    depth += 1
    defer { depth -= 1 }
    guard depth < 60 else { return nil }
    if isWord("lambda") { return rest() }
    if take("*") || take("**") { return expression() }
    guard let value = binary(level: 0) else { return nil }
    if isWord("if") {
      let start = place
      place += 1
      guard binary(level: 0) != nil, isWord("else") else { return nil }
      place += 1
      guard expression() != nil else { return nil }
      return .other(written(from: start))
    }
    return value
  }

  private func written(from start: Int) -> String {
    let bytes = Array(text.utf8)
    let end = place > 0 ? tokens[place - 1].range.upperBound : 0
    let first = tokens[start].range.lowerBound
    return first < end && end <= bytes.count ? String(decoding: bytes[first..<end], as: UTF8.self) : ""
  }

  /// A lambda, to the comma or bracket that ends it.
  private mutating func rest() -> PythonExpression? {
    let start = place
    var open = 0
    while !isAtEnd {
      if next.kind == .symbol {
        if ["(", "[", "{"].contains(next.text) { open += 1 }
        if [")", "]", "}"].contains(next.text) {
          if open == 0 { break }
          open -= 1
        }
        if next.text == ",", open == 0, place > start + 1, tokens[start..<place].contains(where: { $0.text == ":" }) {
          break
        }
      }
      place += 1
    }
    return .other(written(from: start))
  }

  private mutating func operatorAt(_ level: Int) -> String? {
    let signs = Self.levels[level]
    if next.kind == .symbol, signs.contains(next.text) {
      place += 1
      return tokens[place - 1].text
    }
    guard next.kind == .name else { return nil }
    if signs.contains(next.text) {
      place += 1
      return tokens[place - 1].text
    }
    if next.text == "not", signs.contains("not in"), tokens[place + 1].text == "in" {
      place += 2
      return "not in"
    }
    return nil
  }

  private mutating func binary(level: Int) -> PythonExpression? {
    guard level < Self.levels.count else { return unary() }
    if level == 2, isWord("not") {
      place += 1
      depth += 1
      defer { depth -= 1 }
      guard depth < 60 else { return nil }
      return binary(level: 2).map { .unary("not", $0) }
    }
    guard var left = binary(level: level + 1) else { return nil }
    var count = 0
    while let sign = operatorAt(level) {
      count += 1
      guard count < Self.longest, let right = binary(level: level + 1) else { return nil }
      left = .binary(left, sign, right)
    }
    return left
  }

  private mutating func unary() -> PythonExpression? {
    depth += 1
    defer { depth -= 1 }
    guard depth < 60 else { return nil }
    if let sign = takeSymbol(of: ["-", "+", "~"]) { return unary().map { .unary(sign, $0) } }
    guard let base = postfix() else { return nil }
    if take("**") { return unary().map { .binary(base, "**", $0) } }
    return base
  }

  private mutating func postfix() -> PythonExpression? {
    guard var value = atom() else { return nil }
    for _ in 0..<Self.longest {
      if take(".") {
        guard next.kind == .name else { return nil }
        value = .attribute(value, next.text)
        place += 1
      } else if take("(") {
        guard let call = call(of: value) else { return nil }
        value = call
      } else if take("[") {
        guard let places = subscripts() else { return nil }
        value = .subscripted(value, places)
      } else {
        return value
      }
    }
    return nil
  }

  private mutating func call(of function: PythonExpression) -> PythonExpression? {
    var arguments: [PythonExpression] = []
    var keywords: [PythonKeyword] = []
    while !take(")") {
      if isAtEnd { return nil }
      if next.kind == .name, tokens[place + 1].kind == .symbol, tokens[place + 1].text == "=" {
        let name = next.text
        place += 2
        guard let value = expression() else { return nil }
        keywords.append(PythonKeyword(name: name, value: value))
      } else if isNext("*") || isNext("**") {
        guard let value = expression() else { return nil }
        keywords.append(PythonKeyword(name: nil, value: value))
      } else {
        let start = place
        guard let value = expression() else { return nil }
        // A generator.
        if isWord("for") {
          guard skip(to: ")") else { return nil }
          arguments.append(.other(written(from: start)))
        } else {
          arguments.append(value)
        }
      }
      if !take(","), !isNext(")") { return nil }
    }
    return .call(function, arguments, keywords: keywords)
  }

  /// To the bracket that closes what is open, which is not taken.
  private mutating func skip(to end: String) -> Bool {
    var open = 0
    while !isAtEnd {
      if next.kind == .symbol {
        if ["(", "[", "{"].contains(next.text) { open += 1 }
        if open == 0, next.text == end { return true }
        if [")", "]", "}"].contains(next.text) { open -= 1 }
      }
      place += 1
    }
    return false
  }

  private mutating func subscripts() -> [PythonExpression]? {
    var places: [PythonExpression] = []
    while !take("]") {
      if isAtEnd { return nil }
      var bounds: [PythonExpression?] = []
      var bound: PythonExpression?
      var isSlice = false
      while !isNext(","), !isNext("]") {
        if take(":") {
          bounds.append(bound)
          bound = nil
          isSlice = true
        } else {
          guard bound == nil, let value = expression() else { return nil }
          bound = value
        }
      }
      bounds.append(bound)
      if isSlice {
        places.append(.slice(bounds[0], bounds.count > 1 ? bounds[1] : nil, step: bounds.count > 2 ? bounds[2] : nil))
      } else if let bound {
        places.append(bound)
      }
      if !take(","), !isNext("]") { return nil }
    }
    return places
  }

  private mutating func atom() -> PythonExpression? {
    let token = next
    let start = place
    switch token.kind {
    case .end: return nil
    case .name:
      place += 1
      return .name(token.text)
    case .number:
      place += 1
      return .number(token.text)
    case .string:
      place += 1
      var text = token.text
      while next.kind == .string {
        text += next.text
        place += 1
      }
      return .string(text)
    case .symbol: break
    }
    switch token.text {
    case "...":
      place += 1
      return .name("...")
    case "{":
      place += 1
      guard skip(to: "}"), take("}") else { return nil }
      return .other(written(from: start))
    case "(", "[":
      let end = token.text == "(" ? ")" : "]"
      place += 1
      var parts: [PythonExpression] = []
      var hasComma = false
      while !take(end) {
        guard let part = expression() else { return nil }
        if isWord("for") || isWord("async") {
          guard skip(to: end), take(end) else { return nil }
          return .other(written(from: start))
        }
        parts.append(part)
        guard take(",") else {
          guard take(end) else { return nil }
          break
        }
        hasComma = true
      }
      if end == "]" { return .list(parts) }
      return parts.count == 1 && !hasComma ? parts[0] : .tuple(parts)
    default: return nil
    }
  }
}
