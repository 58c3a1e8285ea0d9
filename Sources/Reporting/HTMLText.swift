import Lesson
import Markdown

/// Writes the lesson's inlines and raw HTML as HTML from which nothing can run or ask another machine.
struct HTMLText {
  private let renderer: HTMLRenderer

  /// - Parameter image: gives an image's data URI; nil where the lesson's picture cannot be had.
  /// - Parameter names: the ids in raw HTML that links lead to. With a dot, as the page's own have, they are no names of
  ///   scripts.
  init(image: @escaping (String) -> String?, names: Set<String>) {
    var hooks = HTMLRenderer.Hooks()
    hooks.image = { HTMLText.image($0, address: image($0.source)) }
    hooks.target = { names.contains($0) ? "name.\($0)" : nil }
    hooks.address = {
      $0.utf8.first == UInt8(ascii: "#") && names.contains(String($0.dropFirst()))
        ? "#name.\($0.dropFirst())" : OtherReport.address($0, file: "report.html")
    }
    hooks.link = { link in
      Blank.read(link.destination).map { state, place in
        let words = state.words.map { " <span class=\"mark\">\($0)</span>" } ?? ""
        let answer =
          link.content.plainText == Handout.blank
          ? "____<span class=\"unseen\"> to be filled in</span>" : link.html
        let isEmpty = state == .open || state == .empty
        let editing = place.map { HTMLText.attributes(of: $0, showing: isEmpty ? "" : link.content.plainText) } ?? ""
        return "<span class=\"gap-\(state.rawValue)\"><span class=\"field\"\(editing)>\(answer)</span>\(words)</span>"
      }
    }
    hooks.codeBlock = { code, _ in "<pre class=\"code\"><code>\(HTMLText.escape(code.literal))</code></pre>\n" }
    renderer = HTMLRenderer(rawHTML: .safe, hooks: hooks)
  }

  /// Where a page that is alive writes what is edited in it, and what is to be edited.
  static func attributes(of place: EditablePlace, showing text: String) -> String {
    " data-start=\"\(place.range.lowerBound)\" data-end=\"\(place.range.upperBound)\""
      + " data-form=\"\(place.form.rawValue)\" data-source=\"\(escape(text))\""
  }

  static func escape(_ text: String) -> String { HTMLRenderer.escaped(text) }

  func html(_ inlines: [Inline]) -> String { renderer.render(inlines) }

  /// A cell without words heads no column.
  private static let emptyHeads = ["", " align=\"left\"", " align=\"right\"", " align=\"center\""]

  func html(_ blocks: [Block]) -> String { page(renderer.render(blocks)) }

  /// A piece for each group, and one with the end tags that are missing.
  func html(groups: [[Block]]) -> [String] { renderer.render(groups: groups).map { page($0) } }

  /// The page has one heading of level 1, its title; tables scroll by themselves, and their heads say that they head columns.
  private func page(_ html: String) -> String {
    guard html.holds("<t") || html.holds("</t") || html.holds("h1") else { return html }
    return Self.emptyHeads.reduce(html) { $0.substituting("<td\($1)></td>", for: "<th\($1)></th>") }
      .substituting("<h2", for: "<h1").substituting("</h2", for: "</h1")
      .substituting("<div class=\"scroll\"><table", for: "<table").substituting("</table></div>", for: "</table>")
      .substituting("<th scope=\"col\">", for: "<th>").substituting("<th scope=\"col\" align=", for: "<th align=")
  }

  /// A picture from elsewhere would be a request: its words stand in its place, linked.
  static func image(_ image: HTMLRenderer.Image, address: String?) -> String {
    if let address {
      let others = [("title", image.title), ("width", image.width), ("height", image.height)].map { name, value in
        value.map { " \(name)=\"\(escape($0))\"" } ?? ""
      }
      return "<img src=\"\(escape(address))\" alt=\"\(escape(image.alternative))\"\(others.joined())>"
    }
    let words = escape("[\(image.alternative.isEmpty ? "image" : image.alternative)]")
    guard image.source.contains(":"), SafeHTML.isSafeAddress(image.source, for: .link) else { return words }
    return "<a href=\"\(HTMLRenderer.escapedAddress(image.source))\">\(words)</a>"
  }
}
