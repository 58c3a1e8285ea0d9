import Markdown

/// `<pre>` and its like, at the start of raw HTML: they take everything up to their end as it stands, empty lines too.
struct RawTag {
  let name: String
  let isClosed: Bool

  init?(_ html: String) {
    let lower = html.lowercased()
    let name = ["pre", "script", "style", "textarea"].first { name in
      lower.hasPrefix("<\(name)")
        && !(lower.utf8.dropFirst(name.utf8.count + 1).first.map { $0 > 0x2F && $0 != 0x3E } ?? false)
    }
    guard let name else { return nil }
    self.name = name
    isClosed = lower.holds("</\(name)")
  }
}
