/// Cuts HTML into text and tags as a browser does (HTML standard, section 13.2.5), whatever its errors.
/// Comments, declarations, what a dropped element holds and a tag that never ends give nothing.
struct HTMLTokenizer {
  enum Token {
    case text(Range<Int>)
    case start(String, [(name: String, value: String)])
    case end(String)
  }

  private let bytes: [UInt8]
  private var index = 0

  init(_ html: String) { bytes = Array(html.utf8) }

  func text(_ range: Range<Int>) -> ArraySlice<UInt8> { bytes[range] }

  mutating func next() -> Token? {
    while index < bytes.count {
      guard bytes[index] == "<", isMarkup else {
        let start = index
        index += 1
        while index < bytes.count, !(bytes[index] == "<" && isMarkup) { index += 1 }
        return .text(start..<index)
      }
      switch bytes[index + 1] {
      case "!" where bytes.hasPrefix("--", at: index + 2): skipComment()
      case "!", "?": skip(behind: ">")
      case "/":
        guard bytes.byte(at: index + 2).isLetter else {
          skip(behind: ">")
          continue
        }
        index += 2
        let name = tagName()
        guard attributes() != nil else { return nil }
        return .end(name)
      default:
        index += 1
        let name = tagName()
        guard let attributes = attributes() else { return nil }
        guard SafeHTML.dropped.contains(name) else { return .start(name, attributes) }
        skipContent(of: name)
      }
    }
    return nil
  }

  private var isMarkup: Bool {
    let next = bytes.byte(at: index + 1)
    return next.isLetter || next == "!" || next == "?" || next == "/" && index + 2 < bytes.count
  }

  private mutating func skip(behind pattern: StaticString) {
    index = bytes.firstIndex(of: pattern, from: index).map { $0 + pattern.utf8CodeUnitCount } ?? bytes.count
  }

  private mutating func skipComment() {
    index += 4
    if bytes.hasPrefix(">", at: index) || bytes.hasPrefix("->", at: index) { return skip(behind: ">") }
    skip(behind: "-->")
  }

  private mutating func skipContent(of name: String) {
    let name = Array(name.utf8)
    while let start = bytes.firstIndex(of: "</", from: index) {
      index = start + 2
      let end = index + name.count
      if end <= bytes.count, bytes[index..<end].map({ $0.lowercased }) == name {
        return skip(behind: ">")
      }
    }
    index = bytes.count
  }

  private mutating func tagName() -> String {
    let start = index
    while index < bytes.count, !bytes[index].isWhitespace, bytes[index] != "/", bytes[index] != ">" { index += 1 }
    return String(decoding: bytes[start..<index].map { $0.lowercased }, as: UTF8.self)
  }

  /// The rest of a tag; nil where it never ends.
  private mutating func attributes() -> [(name: String, value: String)]? {
    var attributes: [(name: String, value: String)] = []
    while true {
      while index < bytes.count, bytes[index].isWhitespace || bytes[index] == "/" { index += 1 }
      guard index < bytes.count else { return nil }
      if bytes[index] == ">" {
        index += 1
        return attributes
      }
      let start = index
      index += 1
      while index < bytes.count, !bytes[index].isWhitespace, !"/>=".utf8.contains(bytes[index]) { index += 1 }
      let name = String(decoding: bytes[start..<index].map { $0.lowercased }, as: UTF8.self)
      while index < bytes.count, bytes[index].isWhitespace { index += 1 }
      guard index < bytes.count else { return nil }
      var value = ""
      if bytes[index] == "=" {
        index += 1
        value = attributeValue()
      }
      attributes.append((name, value))
    }
  }

  private mutating func attributeValue() -> String {
    while index < bytes.count, bytes[index].isWhitespace { index += 1 }
    guard index < bytes.count, bytes[index] != ">" else { return "" }
    let quote = bytes[index]
    let isQuoted = quote == "\"" || quote == "'"
    if isQuoted { index += 1 }
    let start = index
    while index < bytes.count {
      if isQuoted ? bytes[index] == quote : bytes[index].isWhitespace || bytes[index] == ">" { break }
      index += 1
    }
    let value = bytes[start..<index]
    if isQuoted, index < bytes.count { index += 1 }
    return Entities.resolvedReferences(value)
  }
}
