extension HTMLWriter {
  /// - Parameter replacement: what to write instead of an inline, told by its index.
  mutating func write(_ inlines: [Inline], replacement: (Int) -> String? = { _ in nil }) {
    filter.beginScope(htmlBlocks: [])
    for (index, inline) in inlines.enumerated() {
      if let text = replacement(index) { output.append(text) } else { write(inline) }
    }
    filter.endScope(to: &output)
  }

  private mutating func write(_ inline: Inline) {
    switch inline.kind {
    case .text(let text): output.appendEscaped(text)
    case .softBreak: output.append(0x0A)
    case .lineBreak: output.append("<br />\n")
    case .code(let code):
      output.append("<code>")
      output.appendEscaped(code)
      output.append("</code>")
    case .math(let text): output.appendEscaped(text)
    // The label holds nothing that would need an escape.
    case .footnote(let label):
      let isLink = links == 0 && !filter.isInLink
      output.append(isLink ? "<sup><a href=\"#note.\(label)\">\(label)</a></sup>" : "<sup>\(label)</sup>")
    case .emphasis(let content): write(content, in: "em")
    case .strong(let content): write(content, in: "strong")
    case .strikethrough(let content): write(content, in: "del")
    case .link(let destination, let title, let content):
      let html = captured {
        $0.links += 1
        $0.write(content)
        $0.links -= 1
      }
      let link = HTMLRenderer.Link(
        destination: renderer.hooks.address(destination), title: title, content: content, html: html,
        range: inline.range)
      write(link)
    case .image(let source, let title, let alternative):
      let image = HTMLRenderer.Image(
        source: source, title: title, alternative: alternative.plainText, width: nil, height: nil,
        range: inline.range)
      write(image)
    case .html(let html): writeHTML(html, isBlock: false, inline.range)
    }
  }

  private mutating func write(_ content: [Inline], in name: String) {
    output.append("<\(name)>")
    write(content)
    output.append("</\(name)>")
  }

  private mutating func write(_ link: HTMLRenderer.Link) {
    if let replacement = renderer.hooks.link(link) { return output.append(replacement) }
    if renderer.rawHTML == .safe, filter.isInLink || !SafeHTML.isSafeAddress(link.destination, for: .link) {
      return output.append(link.html)
    }
    output.append("<a href=\"")
    output.appendAddress(link.destination)
    output.append("\"")
    writeTitle(link.title)
    output.append(">\(link.html)</a>")
  }

  private mutating func write(_ image: HTMLRenderer.Image) {
    if let replacement = renderer.hooks.image(image) { return output.append(replacement) }
    if renderer.rawHTML == .safe, !SafeHTML.isSafeAddress(image.source, for: .image) {
      return output.appendEscaped(image.alternative)
    }
    output.append("<img src=\"")
    output.appendAddress(image.source)
    output.append("\" alt=\"")
    output.appendEscaped(image.alternative)
    output.append("\"")
    writeTitle(image.title)
    output.append(" />")
  }

  private mutating func writeTitle(_ title: String?) {
    guard let title else { return }
    output.append(" title=\"")
    output.appendEscaped(title)
    output.append("\"")
  }

  mutating func writeHTML(_ html: String, isBlock: Bool, _ range: Range<Int>) {
    if let replacement = renderer.hooks.html(html, isBlock, range) { return output.append(replacement) }
    switch renderer.rawHTML {
    case .verbatim: output.append(html)
    case .tagFilter: output.append(contentsOf: TagFilter.filtered(Array(html.utf8)))
    case .safe:
      let hook = renderer.hooks.image
      filter.write(html, isBlock: isBlock, isInLink: links > 0, to: &output) { attributes in
        func value(_ name: String) -> String? {
          attributes.first { $0.name == name }.flatMap { SafeHTML.attribute(name, $0.value, of: "img") }
        }
        guard let source = value("src") else { return "" }
        return hook(
          HTMLRenderer.Image(
            source: source, title: value("title"), alternative: value("alt") ?? "", width: value("width"),
            height: value("height"), range: range))
      }
    }
  }
}

extension [Inline] {
  /// What a reader sees of the inlines, without any markup: for alternative texts, titles and anchors.
  package var plainText: String {
    var text = ""
    appendPlainText(to: &text)
    return text
  }

  private func appendPlainText(to text: inout String) {
    for inline in self {
      switch inline.kind {
      case .text(let string), .code(let string), .math(let string): text += string
      case .softBreak, .lineBreak: text += "\n"
      case .emphasis(let content), .strong(let content), .strikethrough(let content): content.appendPlainText(to: &text)
      case .link(_, _, let content), .image(_, _, let content): content.appendPlainText(to: &text)
      case .html, .footnote: break
      }
    }
  }
}
