/// Reads rendered HTML as strictly as can be: every `<` must begin a tag in the one form that the renderer writes,
/// with names from lists kept here on purpose, apart from the renderer's own.
struct MarkupAudit {
  private(set) var problems: [String] = []

  private static let elements = Set(
    """
    a abbr article b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em
    figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img input ins kbd li mark ol p pre q rp rt ruby s samp section
    small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr
    """.split(whereSeparator: \.isWhitespace).map(String.init))
  private static let void: Set<String> = ["br", "col", "hr", "img", "input", "wbr"]
  private static let attributes = Set(
    """
    abbr align alt checked colspan datetime dir disabled height href lang open reversed rowspan scope span src start
    title type value width class
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  init(_ html: String) {
    var open: [String] = []
    // A browser reads scalars; a combining one must not hide the `>` before it.
    let ascii = String(html.unicodeScalars.map { $0.isASCII ? Character($0) : "?" })
    var rest = ascii[...]
    while let start = rest.firstIndex(of: "<") {
      rest = rest[start...]
      guard let tag = rest.prefixMatch(of: /<(\/?)([a-z][a-z0-9]*)((?: [a-z]+="[^"<>]*")*)( \/)?>/) else {
        problems.append("stray <: \(rest.prefix(30))")
        rest = rest.dropFirst()
        continue
      }
      rest = rest[tag.range.upperBound...]
      let name = String(tag.2)
      if !Self.elements.contains(name) { problems.append("element \(name)") }
      if tag.1 == "/" {
        if open.popLast() != name { problems.append("unbalanced \(tag.0)") }
      } else if !Self.void.contains(name) {
        open.append(name)
      }
      for attribute in tag.3.matches(of: /([a-z]+)="([^"]*)"/) {
        audit(String(attribute.1), String(attribute.2), of: name)
      }
    }
    if !open.isEmpty { problems.append("left open: \(open)") }
  }

  private mutating func audit(_ name: String, _ value: String, of element: String) {
    if !Self.attributes.contains(name) { problems.append("attribute \(name)") }
    if name == "class", element != "code" { problems.append("class") }
    guard name == "href" || name == "src" else { return }
    if value.replacing("&amp;", with: "").contains("&") { problems.append("reference in \(value)") }
    guard let scheme = value.prefixMatch(of: /[^\/?#]*?:/) else { return }
    let allowed = ["http:", "https:", "mailto:", "tel:", "ftp:"]
    if !allowed.contains(String(scheme.0).lowercased()) { problems.append("address \(value)") }
  }
}
