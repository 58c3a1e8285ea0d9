/// The seven ways in which an HTML block begins and ends (CommonMark 0.31.2, section 4.6).
enum HTMLBlockKind {
  case rawText, comment, processingInstruction, declaration, cdata, blockElement, anyTag

  var endsAtBlankLine: Bool { self == .blockElement || self == .anyTag }

  init?(in utf8: [UInt8], line: Range<Int>) {
    let start = line.lowerBound
    guard start < line.upperBound, utf8[start] == "<" else { return nil }
    let next = start + 1 < line.upperBound ? utf8[start + 1] : 0
    switch next {
    case "!":
      if utf8.hasPrefix("--", at: start + 2) {
        self = .comment
      } else if utf8[start..<line.upperBound].starts(with: "<![CDATA[".utf8) {
        self = .cdata
      } else if utf8.byte(at: start + 2).isLetter {
        self = .declaration
      } else {
        return nil
      }
    case "?": self = .processingInstruction
    default:
      let isClosing = next == "/"
      var end = start + (isClosing ? 2 : 1)
      let nameStart = end
      while end < line.upperBound, utf8[end].isAlphanumeric { end += 1 }
      let name = String(decoding: utf8[nameStart..<end].map { $0.lowercased }, as: UTF8.self)
      let byte = end < line.upperBound ? utf8[end] : 0x0A
      let isEnded = byte.isWhitespace || byte == ">"
      if !isClosing, isEnded, HTMLElements.rawText.contains(name) {
        self = .rawText
      } else if isEnded || (byte == "/" && end + 1 < line.upperBound && utf8[end + 1] == ">"),
        HTMLElements.block.contains(name)
      {
        self = .blockElement
      } else if isClosing || !HTMLElements.rawText.contains(name),
        let end = HTMLTag.end(in: utf8, at: start, limit: line.upperBound),
        utf8[end..<line.upperBound].allSatisfy({ $0.isSpaceOrTab })
      {
        self = .anyTag
      } else {
        return nil
      }
    }
  }

  /// Whether the block's end stands in this line.
  func ends(in utf8: [UInt8], line: Range<Int>) -> Bool {
    func contains(_ word: StaticString) -> Bool {
      line.contains { utf8.hasPrefix(word, at: $0) }
    }
    return switch self {
    case .rawText: contains("</script>") || contains("</pre>") || contains("</style>") || contains("</textarea>")
    case .comment: contains("-->")
    case .processingInstruction: contains("?>")
    case .declaration: contains(">")
    case .cdata: contains("]]>")
    case .blockElement, .anyTag: false
    }
  }
}

enum HTMLElements {
  static let rawText: Set<String> = ["script", "pre", "style", "textarea"]

  /// The names of the sixth start condition.
  static let block: Set<String> = [
    "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center", "col", "colgroup",
    "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frame",
    "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "iframe", "legend", "li", "link",
    "main", "menu", "menuitem", "nav", "noframes", "ol", "optgroup", "option", "p", "param", "search", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "track", "ul",
  ]
}
