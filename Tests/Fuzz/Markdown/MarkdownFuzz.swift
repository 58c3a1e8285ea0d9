import Markdown

/// Any bytes parse; every range keeps the laws of `RangeAudit`; what is rendered from them keeps those of `MarkupAudit`.
enum MarkdownFuzz {
  static func check(_ bytes: [UInt8]) {
    let source = SourceText(utf8: bytes)
    let document = Document.parse(source)
    let ranges = RangeAudit(document).problems
    if !ranges.isEmpty { fatalError("\(ranges)") }
    _ = HTMLRenderer(rawHTML: .verbatim).render(
      Document.parse(source, from: bytes.count / 2, extensions: .none).blocks)
    _ = HTMLRenderer(rawHTML: .tagFilter).render(document.blocks)
    let html = HTMLRenderer(rawHTML: .safe).render(document.blocks)
    if html.utf8.count < 2000 {
      let markup = MarkupAudit(html).problems
      if !markup.isEmpty { fatalError("\(markup)\n\(html)") }
    }
  }
}
