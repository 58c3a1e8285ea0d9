import Markdown

/// Any bytes parse; every range keeps the laws of `RangeAudit`; what is rendered from them keeps those of `MarkupAudit`.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let source = SourceText(utf8: Array(UnsafeBufferPointer(start: start, count: count)))
  let document = Document.parse(source)
  let ranges = RangeAudit(document).problems
  if !ranges.isEmpty { fatalError("\(ranges)") }
  _ = HTMLRenderer(rawHTML: .verbatim).render(Document.parse(source, from: count / 2, extensions: .none).blocks)
  _ = HTMLRenderer(rawHTML: .tagFilter).render(document.blocks)
  let html = HTMLRenderer(rawHTML: .safe).render(document.blocks)
  if html.utf8.count < 2000 {
    let markup = MarkupAudit(html).problems
    if !markup.isEmpty { fatalError("\(markup)\n\(html)") }
  }
  return 0
}
