/// What HTML of unknown origin may hold: elements and attributes by allow-list, addresses by their scheme.
/// `HTMLFilter` applies it.
package enum SafeHTML {
  package enum AddressUse: Sendable { case link, image }

  private static let linkSchemes: Set<String> = ["http", "https", "mailto", "tel", "ftp"]
  private static let imageSchemes: Set<String> = ["http", "https"]
  private static let imageTypes = ["image/png", "image/jpeg", "image/gif", "image/webp"]

  /// Whether `address` (character references resolved) is relative or has a scheme that runs nothing.
  ///
  /// What stands before the first colon must be an allowed scheme to the letter, so that white space, control
  /// characters or anything else that a browser would skip make it unsafe.
  package static func isSafeAddress(_ address: String, for use: AddressUse) -> Bool {
    let bytes = Array(address.utf8)
    let start = bytes.firstIndex { $0 > 0x20 } ?? bytes.count
    guard let end = bytes[start...].firstIndex(where: { ":/?#".utf8.contains($0) }), bytes[end] == ":" else {
      return true
    }
    let scheme = String(decoding: bytes[start..<end].map { $0.lowercased }, as: UTF8.self)
    switch use {
    case .link: return linkSchemes.contains(scheme)
    case .image: return imageSchemes.contains(scheme) || (scheme == "data" && isImageData(bytes[(end + 1)...]))
    }
  }

  private static func isImageData(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let comma = bytes.firstIndex(of: 0x2C) else { return false }
    let parameters = String(decoding: bytes[..<comma].map { $0.lowercased }, as: UTF8.self)
    return imageTypes.contains { parameters == $0 + ";base64" }
      && bytes[(comma + 1)...].allSatisfy { $0.isAlphanumeric || $0 == "+" || $0 == "/" || $0 == "=" }
  }

  /// A link's target of the text's own; the page's have a dot in them.
  static func isName(_ value: String) -> Bool {
    (1...200).contains(value.utf8.count) && value.utf8.allSatisfy { $0.isAlphanumeric || $0 == "-" || $0 == "_" }
  }

  /// The addresses of the pictures in raw HTML, whether or not they may stay.
  package static func pictures(in html: String) -> [String] { values(of: "src", in: "img", html) }

  /// Where its links lead.
  package static func links(in html: String) -> [String] { values(of: "href", in: "a", html) }

  private static func values(of attribute: String, in element: String, _ html: String) -> [String] {
    var values: [String] = []
    var tokenizer = HTMLTokenizer(html)
    while let token = tokenizer.next() {
      guard case .start(let name, let attributes) = token, name == element else { continue }
      values += attributes.filter { $0.name == attribute }.prefix(1).map { $0.value }
    }
    return values
  }

  /// How an element stands among others.
  enum Content {
    /// Stands within a line of text.
    case phrasing
    /// A block: it ends an open paragraph or heading.
    case flow
    /// A block without an end tag, or one within text.
    case void
  }

  static let elements: [String: Content] = {
    var elements: [String: Content] = [:]
    let phrasing = """
      a abbr b bdi bdo big cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strike strong sub sup time \
      tt u var
      """
    let flow = """
      article blockquote caption center colgroup dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 \
      header li ol p pre section summary table tbody td tfoot th thead tr ul
      """
    for name in phrasing.split(separator: " ") { elements[String(name)] = .phrasing }
    for name in flow.split(separator: " ") { elements[String(name)] = .flow }
    for name in ["br", "col", "hr", "img", "wbr"] { elements[name] = .void }
    return elements
  }()

  /// Elements that go with all they hold.
  static let dropped: Set<String> = [
    "applet", "iframe", "math", "noembed", "noframes", "noscript", "object", "plaintext", "script", "style", "svg",
    "template", "textarea", "title", "xmp",
  ]

  /// In which elements these may stand; elsewhere they could end what encloses the raw HTML.
  static let parents: [String: Set<String>] = [
    "li": ["ul", "ol"], "dt": ["dl"], "dd": ["dl"], "summary": ["details"], "figcaption": ["figure"],
    "caption": ["table"], "colgroup": ["table"], "col": ["colgroup"], "thead": ["table"], "tbody": ["table"],
    "tfoot": ["table"], "tr": ["table", "thead", "tbody", "tfoot"], "td": ["tr"], "th": ["tr"], "rt": ["ruby"],
    "rp": ["ruby"],
  ]

  /// Elements whose end tag is often left out.
  static let impliedEnds: Set<String> = [
    "caption", "colgroup", "dd", "dt", "li", "p", "rp", "rt", "tbody", "td", "tfoot", "th", "thead", "tr",
  ]

  static let endedByFlow: Set<String> = ["p", "h1", "h2", "h3", "h4", "h5", "h6"]

  /// The attribute's value in the form in which it may stay; nil where it may not.
  static func attribute(_ name: String, _ value: String, of element: String) -> String? {
    func one(of values: String...) -> String? {
      let value = value.lowercased()
      return values.contains(value) ? value : nil
    }
    func number(upTo limit: Int) -> String? {
      Int(value).flatMap { (-limit...limit).contains($0) ? String($0) : nil }
    }
    switch (element, name) {
    case (_, "title"), (_, "lang"), ("img", "alt"), ("time", "datetime"), ("del", "datetime"), ("ins", "datetime"),
      ("th", "abbr"):
      return value
    case (_, "dir"): return one(of: "ltr", "rtl", "auto")
    case ("a", "href"): return isSafeAddress(value, for: .link) ? value : nil
    case ("img", "src"): return isSafeAddress(value, for: .image) ? value : nil
    case ("img", "width"), ("img", "height"), ("table", "width"), ("td", "width"), ("th", "width"):
      let digits = value.hasSuffix("%") ? value.dropLast() : value[...]
      return (1...4).contains(digits.utf8.count) && digits.utf8.allSatisfy { $0.isDigit } ? value : nil
    case ("img", "align"), (_, "align"): return one(of: "left", "right", "center", "justify")
    case ("td", "colspan"), ("td", "rowspan"), ("th", "colspan"), ("th", "rowspan"), ("colgroup", "span"),
      ("col", "span"):
      return number(upTo: 1000)
    case ("th", "scope"): return one(of: "row", "col", "rowgroup", "colgroup")
    case ("ol", "start"), ("li", "value"): return number(upTo: 1_000_000_000)
    case ("ol", "type"): return ["1", "a", "A", "i", "I"].contains(value) ? value : nil
    case ("ol", "reversed"), ("details", "open"): return ""
    default: return nil
    }
  }
}
