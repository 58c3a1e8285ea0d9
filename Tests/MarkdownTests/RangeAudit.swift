import Markdown

/// The laws that every document's ranges keep.
struct RangeAudit {
  private(set) var problems: [String] = []
  private let source: SourceText

  init(_ document: Document) {
    source = document.source
    audit(document.blocks, within: 0..<source.utf8.count)
  }

  private func shown(_ range: Range<Int>) -> String { source.text(range).replacing("\0", with: "\u{FFFD}") }

  private mutating func order(_ ranges: [Range<Int>], within outer: Range<Int>) {
    var end = outer.lowerBound
    for range in ranges {
      if range.lowerBound < end || range.upperBound > outer.upperBound { problems.append("\(range) in \(outer)") }
      end = range.upperBound
    }
  }

  private mutating func audit(_ blocks: [Block], within outer: Range<Int>) {
    order(blocks.map(\.range), within: outer)
    for block in blocks {
      if block.range.isEmpty { problems.append("empty \(block.name)") }
      switch block.kind {
      case .paragraph(let content), .heading(_, let content): audit(content, within: block.range)
      case .blockQuote(let blocks), .footnote(_, let blocks): audit(blocks, within: block.range)
      case .list(let list):
        order(list.items.map(\.range), within: block.range)
        for item in list.items { audit(item.blocks, within: item.range) }
      case .table(let table):
        audit(([table.header] + table.rows).joined().flatMap { $0 }, within: block.range)
      case .codeBlock(let code): audit(code, within: block.range)
      case .htmlBlock, .thematicBreak: break
      }
    }
  }

  private mutating func audit(_ code: CodeBlock, within outer: Range<Int>) {
    order(code.lines, within: outer)
    let literal = code.literal.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    if literal.count != code.lines.count { problems.append("\(literal.count) lines, \(code.lines.count) ranges") }
    for (line, range) in zip(literal, code.lines) {
      let text = shown(range)
      let isTabCut =
        text.hasPrefix("\t") && line.hasPrefix(" ") && line.drop { $0 == " " } == text.dropFirst().drop { $0 == " " }
      if line != text, !isTabCut { problems.append("\(text.debugDescription) for \(line.debugDescription)") }
    }
  }

  private mutating func audit(_ inlines: [Inline], within outer: Range<Int>) {
    order(inlines.map(\.range), within: outer)
    for inline in inlines {
      if inline.range.isEmpty { problems.append("empty \(inline.name)") }
      let text = shown(inline.range)
      switch inline.kind {
      case .text(let string):
        if string != text, !text.contains("\\"), !text.contains("&") {
          problems.append("\(text.debugDescription) for \(string.debugDescription)")
        }
      case .softBreak:
        if text.drop(while: { $0 == " " || $0 == "\t" }).first?.isNewline != true { problems.append("break") }
      case .lineBreak: if text.last?.isNewline != true { problems.append("break") }
      case .code: if text.utf8.first != 0x60 || text.utf8.last != 0x60 { problems.append("code \(text)") }
      case .html: if text.utf8.first != 0x3C || text.utf8.last != 0x3E { problems.append("html \(text)") }
      case .emphasis, .strong, .strikethrough:
        if text.utf8.first != text.utf8.last { problems.append("emphasis \(text)") }
      case .math: if text.utf8.first != 0x24 || text.utf8.last != 0x24 { problems.append("math \(text)") }
      case .link, .image, .footnote: break
      }
      if let content = inline.content { audit(content, within: inline.range) }
    }
  }
}

extension Block {
  var name: String {
    switch kind {
    case .paragraph: "paragraph"
    case .heading: "heading"
    case .thematicBreak: "thematicBreak"
    case .codeBlock: "codeBlock"
    case .htmlBlock: "htmlBlock"
    case .blockQuote: "blockQuote"
    case .footnote: "footnote"
    case .list: "list"
    case .table: "table"
    }
  }
}

extension Inline {
  var content: [Inline]? {
    switch kind {
    case .emphasis(let content), .strong(let content), .strikethrough(let content), .link(_, _, let content),
      .image(_, _, let content):
      content
    default: nil
    }
  }

  var name: String {
    switch kind {
    case .text: "text"
    case .softBreak: "softBreak"
    case .lineBreak: "lineBreak"
    case .code: "code"
    case .emphasis: "emphasis"
    case .strong: "strong"
    case .strikethrough: "strikethrough"
    case .link: "link"
    case .image: "image"
    case .html: "html"
    case .math: "math"
    case .footnote: "footnote"
    }
  }
}
