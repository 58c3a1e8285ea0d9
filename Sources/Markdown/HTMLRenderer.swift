/// Renders blocks and inlines as HTML, in the form of the CommonMark specification's examples.
///
/// What a report shows in its own way (code, headings, links, images, raw HTML) goes through `hooks`; a hook that gives
/// nil leaves its node to the default.
package struct HTMLRenderer {
  /// What becomes of HTML in the Markdown.
  package enum RawHTML: Sendable {
    /// Stays as it is: for conformance with CommonMark, never for text of unknown origin.
    case verbatim
    /// Stays but for GitHub's nine disallowed elements, whose `<` is escaped; not safe either.
    case tagFilter
    /// Only what `SafeHTML` allows, balanced within the enclosing Markdown block; addresses of Markdown links and images
    /// are checked too.
    case safe
  }

  package struct Hooks {
    package var codeBlock: (CodeBlock, _ range: Range<Int>) -> String? = { _, _ in nil }
    package var heading: (Heading) -> String? = { _ in nil }
    package var link: (Link) -> String? = { _ in nil }
    /// The id of an element that raw HTML names, by an id or as `<a name>`; nil leaves the name out.
    package var target: (String) -> String? = { _ in nil }
    /// Where a Markdown link leads, by its destination as written.
    package var address: (String) -> String = { $0 }
    /// For Markdown's images and the `<img>` tags that pass the filter.
    package var image: (Image) -> String? = { _ in nil }
    /// For an HTML block or an inline tag or comment, as written; what it gives is not filtered again.
    package var html: (String, _ isBlock: Bool, _ range: Range<Int>) -> String? = { _, _, _ in nil }
    /// The box of a task list's item.
    package var task: (_ isDone: Bool) -> String? = { _ in nil }
    package init() {}
  }

  package struct Heading {
    package var level: Int
    package var content: [Inline]
    /// The content rendered.
    package var html: String
    package var range: Range<Int>
  }

  package struct Link {
    package var destination: String
    package var title: String?
    package var content: [Inline]
    package var html: String
    package var range: Range<Int>
  }

  package struct Image {
    package var source: String
    package var title: String?
    /// The alternative as plain text, not escaped.
    package var alternative: String
    /// As an `<img>` has them: digits, perhaps with `%`.
    package var width: String?
    package var height: String?
    package var range: Range<Int>
  }

  package var rawHTML: RawHTML
  package var hooks: Hooks

  package init(rawHTML: RawHTML = .safe, hooks: Hooks = Hooks()) {
    self.rawHTML = rawHTML
    self.hooks = hooks
  }

  package func render(_ blocks: [Block]) -> String {
    var writer = HTMLWriter(renderer: self)
    writer.write(blocks)
    return String(decoding: writer.output, as: UTF8.self)
  }

  /// Groups of blocks between which something else stands: raw HTML that one opens and a later one closes stays open.
  /// Behind the groups' own pieces comes one with the end tags that are missing.
  package func render(groups: [[Block]]) -> [String] {
    var writer = HTMLWriter(renderer: self)
    return writer.write(groups: groups)
  }

  /// - Parameter replacement: what to write instead of an inline, told by its index.
  package func render(_ inlines: [Inline], replacement: (Int) -> String? = { _ in nil }) -> String {
    var writer = HTMLWriter(renderer: self)
    writer.write(inlines, replacement: replacement)
    return String(decoding: writer.output, as: UTF8.self)
  }

  /// `text` with `&`, `<`, `>` and `"` as references: for text and for attributes in double quotes.
  package static func escaped(_ text: String) -> String {
    var output: [UInt8] = []
    output.appendEscaped(text)
    return String(decoding: output, as: UTF8.self)
  }

  /// `address` for an attribute in double quotes: what no URL may hold is percent-encoded, `&` is a reference.
  package static func escapedAddress(_ address: String) -> String {
    var output: [UInt8] = []
    output.appendAddress(address)
    return String(decoding: output, as: UTF8.self)
  }
}

extension Array where Element == UInt8 {
  mutating func append(_ text: String) { append(contentsOf: text.utf8) }

  mutating func appendEscaped(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case "&": append("&amp;")
      case "<": append("&lt;")
      case ">": append("&gt;")
      case "\"": append("&quot;")
      default: append(byte)
      }
    }
  }

  mutating func appendAddress(_ address: String) {
    let hexadecimal = Array("0123456789ABCDEF".utf8)
    for byte in address.utf8 {
      if byte == "&" {
        append("&amp;")
      } else if byte.isAlphanumeric || "-_.!~*'();/?:@=+$,#%".utf8.contains(byte) {
        append(byte)
      } else {
        append(contentsOf: [0x25, hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]])
      }
    }
  }
}
