/// Parses a block's text into inlines (CommonMark 0.31.2, appendix "A parsing strategy", phase 2):
/// one pass cuts it into tokens and pairs brackets and delimiters, a second builds the tree.
struct InlineParser {
  let text: InlineText
  let bytes: [UInt8]
  let scanner: LinkScanner
  let extensions: Extensions
  var references: References

  var tokens: [InlineToken] = []
  var delimiters: [Delimiter] = []
  /// The last delimiter run still unmatched, as an index of `delimiters`; -1 for none.
  var lastDelimiter = -1
  var brackets: [Bracket] = []
  /// The brackets below this index cannot begin a link any more, since links do not nest.
  var inactiveBrackets = 0
  var index = 0
  /// Where the text begins that no token holds yet.
  private var textStart = 0
  /// The last backtick run of each length; nil until the first is met.
  private var lastBackticks: [Int: Int]?
  /// Before this no mathematics ends, of one and of two dollar signs, so that it is looked for once.
  var unmatchedMath = [0, 0]
  /// Ends of raw HTML that were looked for in vain; they are not in the rest of the text either.
  private var missingEnds: Set<String> = []

  init(_ text: InlineText, references: References, extensions: Extensions) {
    self.text = text
    bytes = text.bytes
    scanner = LinkScanner(bytes: text.bytes)
    self.references = references
    self.extensions = extensions
  }

  mutating func parse() -> [Inline] {
    while index < bytes.count {
      let start = index
      if !parseToken() { index = max(index, start + 1) }
    }
    flushText(upTo: index)
    matchDelimiters(above: -1)
    var tree = InlineTree(text: text, findsAddresses: extensions.contains(.autolinks))
    return tree.build(tokens, delimiters)
  }

  /// Makes a token of what begins at `index` and goes behind it; false where it is plain text.
  private mutating func parseToken() -> Bool {
    switch bytes[index] {
    case 0x0A: return parseLineEnd()
    case "\\": return parseEscape()
    case "`": return parseCode()
    case "*", "_": return parseDelimiters()
    case "~": return extensions.contains(.strikethrough) && parseDelimiters()
    case "$": return extensions.contains(.math) && parseMath()
    case "[" where bytes.byte(at: index + 1) == "^" && parseFootnote(): return true
    case "[": return openBracket(isImage: false)
    case "!": return bytes.byte(at: index + 1) == "[" && openBracket(isImage: true)
    case "]": return closeBracket()
    case "<": return parsePointed()
    case "&":
      guard let reference = Entities.reference(in: bytes[...], at: index) else { return false }
      return add(.replaced(reference.text), upTo: reference.end)
    case "w", "h", "f", "W", "H", "F":
      guard extensions.contains(.autolinks), brackets.isEmpty,
        let link = Autolink.beginning(at: index, in: bytes)
      else { return false }
      return add(.autolink(destination: link.destination, content: index..<link.end), upTo: link.end)
    default: return false
    }
  }

  /// Adds the token of `index..<end`, with the plain text before it; `textEnd` where some of that is not wanted.
  mutating func add(_ kind: InlineToken.Kind, upTo end: Int, textEnd: Int? = nil) -> Bool {
    flushText(upTo: textEnd ?? index)
    tokens.append(InlineToken(kind: kind, range: (textEnd ?? index)..<end))
    index = end
    textStart = end
    return true
  }

  private mutating func flushText(upTo end: Int) {
    guard textStart < end else { return }
    tokens.append(InlineToken(kind: .text, range: textStart..<end))
    textStart = end
  }

  private mutating func parseLineEnd() -> Bool {
    var spaces = index
    while spaces > textStart, bytes[spaces - 1].isSpaceOrTab { spaces -= 1 }
    let isHard = index - spaces >= 2 && bytes[index - 1] == 0x20 && bytes[index - 2] == 0x20
    return add(isHard ? .lineBreak : .softBreak, upTo: index + 1, textEnd: spaces)
  }

  private mutating func parseEscape() -> Bool {
    let next = bytes.byte(at: index + 1)
    if next == 0x0A { return add(.lineBreak, upTo: index + 2) }
    guard next.isPunctuation else { return false }
    return add(.replaced(String(Character(Unicode.Scalar(next)))), upTo: index + 2)
  }

  private mutating func parseCode() -> Bool {
    let length = run(at: index)
    let start = index + length
    if lastBackticks == nil { lastBackticks = findBackticks() }
    guard let last = lastBackticks?[length], last >= start else {
      index = start
      return false
    }
    var end = start
    while true {
      while bytes[end] != "`" { end += 1 }
      let closing = run(at: end)
      if closing == length { break }
      end += closing
    }
    var code = start..<end
    let content = bytes[code]
    func isSpace(_ byte: UInt8?) -> Bool { byte == 0x20 || byte == 0x0A }
    if code.count >= 2, isSpace(content.first), isSpace(content.last), !content.allSatisfy(isSpace) {
      code = (start + 1)..<(end - 1)
    }
    var literal: [UInt8] = []
    for byte in bytes[code] {
      if byte == 0 {
        literal.append(contentsOf: [0xEF, 0xBF, 0xBD])
      } else {
        literal.append(byte == 0x0A ? 0x20 : byte)
      }
    }
    return add(.code(String(decoding: literal, as: UTF8.self)), upTo: end + length)
  }

  func run(at start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] == bytes[start] { end += 1 }
    return end - start
  }

  private func findBackticks() -> [Int: Int] {
    var last: [Int: Int] = [:]
    var start = index
    while start < bytes.count {
      guard bytes[start] == "`" else {
        start += 1
        continue
      }
      let length = run(at: start)
      last[length] = start
      start += length
    }
    return last
  }

  /// An autolink or raw HTML.
  private mutating func parsePointed() -> Bool {
    if let link = Autolink.pointed(at: index, in: bytes) {
      return add(.autolink(destination: link.destination, content: (index + 1)..<(link.end - 1)), upTo: link.end)
    }
    guard let end = rawHTMLEnd() else { return false }
    return add(.html, upTo: end)
  }

  private mutating func rawHTMLEnd() -> Int? {
    switch bytes.byte(at: index + 1) {
    case "?": return end(at: "?>", from: index + 2)
    case "!":
      let rest = bytes[(index + 2)...]
      if rest.starts(with: "-->".utf8) { return index + 5 }
      if rest.starts(with: "--->".utf8) { return index + 6 }
      if rest.starts(with: "--".utf8) { return end(at: "-->", from: index + 4) }
      if rest.starts(with: "[CDATA[".utf8) { return end(at: "]]>", from: index + 9) }
      return bytes.byte(at: index + 2).isLetter ? end(at: ">", from: index + 3) : nil
    default: return HTMLTag.end(in: bytes, at: index, limit: bytes.count)
    }
  }

  private mutating func end(at pattern: StaticString, from start: Int) -> Int? {
    guard !missingEnds.contains(pattern.description) else { return nil }
    guard let found = bytes.firstIndex(of: pattern, from: start) else {
      missingEnds.insert(pattern.description)
      return nil
    }
    return found + pattern.utf8CodeUnitCount
  }

  /// `$x_1$` or `$$x_1$$`: no white space stands inside a single dollar sign, nor a digit or letter right beside it, so
  /// that prices are none.
  private mutating func parseMath() -> Bool {
    let length = run(at: index)
    let start = index + length
    let before = index > 0 ? bytes[index - 1] : 0x20
    guard length <= 2, index >= unmatchedMath[length - 1], !before.isAlphanumeric, start < bytes.count,
      length == 2 || !bytes[start].isWhitespace
    else {
      index = start
      return false
    }
    var end = start
    // Code and white space before a lone dollar sign end the search.
    while end < bytes.count, bytes[end] != "`", bytes[end] != 0 {
      guard bytes[end] == "$" else {
        end += bytes[end] == "\\" ? 2 : 1
        continue
      }
      let closing = run(at: end)
      let isBehindSpace = bytes[end - 1].isWhitespace
      if closing == length, length == 2 || !(isBehindSpace || bytes.byte(at: end + 1).isAlphanumeric) {
        return add(.math, upTo: end + length)
      }
      if length == 1, closing == 1, isBehindSpace { break }
      end += closing
    }
    unmatchedMath[length - 1] = end
    index = start
    return false
  }

  /// `[^1]`, where such a note is defined.
  private mutating func parseFootnote() -> Bool {
    guard extensions.contains(.footnotes), let label = References.footnote(in: bytes, at: index),
      references.footnotes.contains(label.text)
    else { return false }
    return add(.footnote(label.text), upTo: label.end)
  }
}

/// A piece of a block's text.
struct InlineToken {
  enum Kind {
    case text
    /// A backslash escape or a character reference, and what it stands for.
    case replaced(String)
    case softBreak
    case lineBreak
    case code(String)
    case math
    case footnote(String)
    case html
    case autolink(destination: String, content: Range<Int>)
    /// An index of `delimiters`.
    case delimiters(Int)
    case opening(InlineTree.Container)
    case closing
  }

  var kind: Kind
  var range: Range<Int>
}
