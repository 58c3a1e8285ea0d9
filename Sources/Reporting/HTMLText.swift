import Markdown

/// Writes the lesson's inlines and raw HTML as HTML from which nothing can run or ask another machine.
struct HTMLText {
  private let renderer: HTMLRenderer

  /// - Parameter image: gives an image's data URI; nil where the lesson's picture cannot be had.
  init(image: @escaping (String) -> String?) {
    var hooks = HTMLRenderer.Hooks()
    hooks.link = { HTMLText.link($0.destination, $0.title, $0.html) }
    hooks.image = { HTMLText.image($0, data: image($0.source)) }
    renderer = HTMLRenderer(rawHTML: .safe, hooks: hooks)
  }

  static func escape(_ text: String) -> String { HTMLRenderer.escaped(text) }

  func html(_ inlines: [Inline]) -> String { renderer.render(inlines) }

  func html(_ block: Block) -> String { renderer.render([block]) }

  private static func link(_ destination: String, _ title: String?, _ html: String) -> String {
    guard SafeAddress.isSafe(destination) else { return html }
    let title = title.map { " title=\"\(escape($0))\"" } ?? ""
    return "<a href=\"\(HTMLRenderer.escapedAddress(destination))\"\(title)>\(html)</a>"
  }

  /// A picture from elsewhere would be a request: its words stand in its place, linked.
  private static func image(_ image: HTMLRenderer.Image, data: String?) -> String {
    if let data {
      let title = image.title.map { " title=\"\(escape($0))\"" } ?? ""
      return "<img src=\"\(data)\" alt=\"\(escape(image.alternative))\"\(title)>"
    }
    let words = escape("[\(image.alternative.isEmpty ? "image" : image.alternative)]")
    return image.source.contains(":") ? link(image.source, image.title, words) : words
  }
}
