extension JSON {
  /// Reads one JSON text to RFC 8259, in time and memory proportional to its length.
  ///
  /// - Parameter depth: how deeply arrays and objects may be nested.
  package init(parsing bytes: some Collection<UInt8>, depth: Int = 64) throws(Problem) {
    var parser = JSONParser(bytes: Array(bytes), depth: depth)
    self = try parser.document()
  }
}

private struct JSONParser {
  let bytes: [UInt8]
  let depth: Int
  var position = 0

  init(bytes: [UInt8], depth: Int) {
    self.bytes = bytes
    self.depth = depth
  }

  mutating func document() throws(JSON.Problem) -> JSON {
    let value = try value(depth: depth)
    skipSpace()
    guard position == bytes.count else { throw problem("there is more text after the end of the JSON value") }
    return value
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func problem(_ message: String, at offset: Int? = nil) -> JSON.Problem {
    JSON.Problem(message: message, offset: offset ?? position)
  }

  private func unexpected(_ wanted: String) -> JSON.Problem {
    guard let next else { return problem("the JSON text ends where \(wanted) should stand") }
    let found = (0x21...0x7E).contains(next) ? "'\(Character(UnicodeScalar(next)))'" : "byte \(next)"
    return problem("\(found) stands where \(wanted) should")
  }

  private mutating func skipSpace() {
    while let next, next == 0x20 || next == 0x0A || next == 0x0D || next == 0x09 { position += 1 }
  }

  private mutating func take(_ byte: Character) -> Bool {
    guard let next, next == byte.asciiValue else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(JSON.Problem) -> JSON {
    skipSpace()
    switch next {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard depth > 0 else { throw problem("arrays and objects are nested more than \(self.depth) deep") }
      return next == UInt8(ascii: "{") ? try object(depth: depth - 1) : try array(depth: depth - 1)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return try number()
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: throw unexpected("a JSON value")
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSON.Problem) -> JSON {
    let text = "\(word)"
    guard bytes[position...].starts(with: text.utf8) else { throw unexpected("a JSON value") }
    position += text.utf8.count
    return value
  }

  private mutating func array(depth: Int) throws(JSON.Problem) -> JSON {
    position += 1
    skipSpace()
    if take("]") { return .array([]) }
    var elements: [JSON] = []
    while true {
      elements.append(try value(depth: depth))
      skipSpace()
      if take("]") { return .array(elements) }
      guard take(",") else { throw unexpected("',' or ']'") }
    }
  }

  private mutating func object(depth: Int) throws(JSON.Problem) -> JSON {
    position += 1
    skipSpace()
    if take("}") { return .object([]) }
    var members: [JSON.Member] = []
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw unexpected("a name in quotation marks") }
      let name = try string()
      skipSpace()
      guard take(":") else { throw unexpected("':'") }
      members.append(JSON.Member(name, try value(depth: depth)))
      skipSpace()
      if take("}") { return .object(members) }
      guard take(",") else { throw unexpected("',' or '}'") }
    }
  }

  private mutating func number() throws(JSON.Problem) -> JSON {
    let start = position
    var isInteger = true
    _ = take("-")
    if !take("0") { try digits() }
    if take(".") {
      isInteger = false
      try digits()
    }
    if take("e") || take("E") {
      isInteger = false
      _ = take("+") || take("-")
      try digits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isInteger, let integer = Int(text) { return .integer(integer) }
    guard let number = Double(text), number.isFinite else { throw problem("the number is too large", at: start) }
    return .number(number)
  }

  private mutating func digits() throws(JSON.Problem) {
    let start = position
    while let next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next) { position += 1 }
    guard position > start else { throw unexpected("a digit") }
  }

  private mutating func string() throws(JSON.Problem) -> String {
    let start = position
    position += 1
    var text: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw problem("the text is not valid UTF-8", at: start)
        }
        return string
      case UInt8(ascii: "\\"): text.append(contentsOf: try escape())
      case 0..<0x20: throw problem("a control character stands in a text; write it as an escape", at: position - 1)
      default: text.append(byte)
      }
    }
    throw problem("the text that starts here has no closing quotation mark", at: start)
  }

  private mutating func escape() throws(JSON.Problem) -> [UInt8] {
    guard let byte = next else { throw unexpected("the rest of an escape") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"):
      let start = position - 2
      var code = try codeUnit()
      if (0xD800..<0xDC00).contains(code), take("\\"), take("u") {
        let low = try codeUnit()
        if (0xDC00..<0xE000).contains(low) { code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00) }
      }
      guard let scalar = UnicodeScalar(code) else { throw problem("half of a surrogate pair stands alone", at: start) }
      return Array(String(Character(scalar)).utf8)
    default:
      position -= 1
      throw unexpected("one of \" \\ / b f n r t u after '\\'")
    }
  }

  /// The four hexadecimal digits after `\u`.
  private mutating func codeUnit() throws(JSON.Problem) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let next, let digit = Character(UnicodeScalar(next)).hexDigitValue else {
        throw unexpected("a hexadecimal digit")
      }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }
}
