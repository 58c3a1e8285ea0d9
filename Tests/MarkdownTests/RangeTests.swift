import Markdown
import Testing

struct RangeTests {
  static let examples = Example.load("commonmark-0.31.2") + Example.load("gfm-extensions")

  /// One line a node: its kind and the source text of its range, a line end as `⏎`.
  static func outline(_ markdown: String) -> [String] {
    let document = Document.parse(SourceText(markdown))
    var lines: [String] = []
    func shown(_ range: Range<Int>) -> String {
      var text = ""
      for scalar in document.source.text(range).unicodeScalars {
        text += scalar == "\n" || scalar == "\r" ? "⏎" : "\(scalar)"
      }
      return text
    }
    func visit(_ inlines: [Inline]) {
      for inline in inlines {
        lines.append("\(inline.name) |\(shown(inline.range))|")
        inline.content.map(visit)
      }
    }
    func visit(_ blocks: [Block]) {
      for block in blocks {
        lines.append("\(block.name) |\(shown(block.range))|")
        switch block.kind {
        case .paragraph(let content), .heading(_, let content): visit(content)
        case .blockQuote(let blocks), .footnote(_, let blocks): visit(blocks)
        case .list(let list):
          for item in list.items {
            lines.append("item |\(shown(item.range))|")
            visit(item.blocks)
          }
        case .table(let table): for cell in ([table.header] + table.rows).joined() { visit(cell) }
        case .codeBlock(let code): for line in code.lines { lines.append("line |\(shown(line))|") }
        case .thematicBreak, .htmlBlock: break
        }
      }
    }
    visit(document.blocks)
    return lines
  }

  @Test func `Blocks and inlines know their place`() {
    #expect(
      Self.outline("# A *b* #\n\nc `d`  \n[e](f \"g\")&amp;\\*\n") == [
        "heading |# A *b* #|", "text |A |", "emphasis |*b*|", "text |b|",
        "paragraph |c `d`  ⏎[e](f \"g\")&amp;\\*|", "text |c |", "code |`d`|", "lineBreak |  ⏎|",
        "link |[e](f \"g\")|", "text |e|", "text |&amp;\\*|",
      ])
  }

  @Test func `Containers' prefixes belong to no inline`() {
    #expect(
      Self.outline("> - a **b\r\n>   c** <i>\r\n>\r\n> ---\r\nlazy") == [
        "blockQuote |> - a **b⏎⏎>   c** <i>⏎⏎>⏎⏎> ---|", "list |- a **b⏎⏎>   c** <i>|", "item |- a **b⏎⏎>   c** <i>|",
        "paragraph |a **b⏎⏎>   c** <i>|", "text |a |", "strong |**b⏎⏎>   c**|", "text |b|", "softBreak |⏎⏎|",
        "text |c|",
        "text | |", "html |<i>|", "thematicBreak |---|", "paragraph |lazy|", "text |lazy|",
      ])
  }

  @Test func `Table cells, tasks and bare addresses`() {
    #expect(
      Self.outline("| a | b\\|c |\n|---|---|\n| ~~d~~ |\n\n- [x] www.e.f, g@h.i!\n") == [
        "table || a | b\\|c |⏎|---|---|⏎| ~~d~~ ||", "text |a|", "text |b\\|c|", "strikethrough |~~d~~|", "text |d|",
        "list |- [x] www.e.f, g@h.i!|", "item |- [x] www.e.f, g@h.i!|", "paragraph |www.e.f, g@h.i!|", "link |www.e.f|",
        "text |www.e.f|", "text |, |", "link |g@h.i|", "text |g@h.i|", "text |!|",
      ])
  }

  @Test(arguments: [
    ("```step\nfit\n  a: 1\n```\n", ["fit", "  a: 1"]),
    ("  ```step\n  fit\n    a: 1\n c\n  ```\n", ["fit", "  a: 1", "c"]),
    ("- ```step\n  fit\n\n    a: 1\n  ```\n", ["fit", "", "  a: 1"]),
    ("1. x\n\n   ~~~~ step\n   fit\n   ```\n   ~~~\n   ~~~~~\ny", ["fit", "```", "~~~"]),
    ("> ```step\n> fit\n>   a: 1\n> ```\n", ["fit", "  a: 1"]),
    (">```step\n>fit\n>  a: 1\n>```\n", ["fit", " a: 1"]),
    ("> - ```step\n>   fit\n>     a: 1\n>   ```\n", ["fit", "  a: 1"]),
    ("> ```step\n> fit\nlazy\n", ["fit"]),
    ("```step\r\nfit\r\n  a: 1\r\n```\r\n", ["fit", "  a: 1"]),
    ("```step\rfit\r  a: 1\r```\r", ["fit", "  a: 1"]),
    ("```step\nfit\n\n", ["fit", ""]),
    ("```step\nfit", ["fit"]),
    ("- ```step\n  fit\nx\n", ["fit"]),
    ("```step\n\tfit\n```", ["\tfit"]),
    ("- ```step\n\tfit\n  ```", ["\tfit"]),
    ("-\t```step\n\tfit\n\t\ta: 1\n\t```", ["fit", "\ta: 1"]),
    (">\t```step\n>\tfit\n>\t```", ["fit"]),
    ("> ```step\n>\tfit\n> ```", ["\tfit"]),
    ("    fit\n\n      a: 1\n\n", ["fit", "", "  a: 1"]),
    ("\tfit\n\t  a: 1\n", ["fit", "  a: 1"]),
    ("````\n```step\nfit\n```\n````\n", ["```step", "fit", "```"]),
    ("```step\n```\n", []),
    ("é\n\n```step\né ü\n```\n", ["é ü"]),
  ])
  func `A code block's lines`(markdown: String, lines: [String]) {
    #expect(Self.outline(markdown).filter { $0.hasPrefix("line ") } == lines.map { "line |\($0)|" })
  }

  @Test(arguments: ["\n", "\r\n", "\r"]) func `Line ends do not matter`(lineEnd: String) {
    for example in Self.examples {
      var changed = example
      changed.markdown = example.markdown.replacing("\n", with: lineEnd)
      #expect(changed.rendered(.all, .verbatim) == example.rendered(.all, .verbatim), "example \(example.example)")
    }
  }

  @Test func `A document that begins behind front matter counts from the source's beginning`() {
    let front = "---\ntitle: é\n---\n"
    for example in Self.examples {
      let whole = Document.parse(SourceText(front + example.markdown), from: front.utf8.count)
      let plain = Document.parse(SourceText(example.markdown))
      #expect(whole.blocks.map { $0.range.lowerBound - front.utf8.count } == plain.blocks.map(\.range.lowerBound))
      #expect(HTMLRenderer().render(whole.blocks) == HTMLRenderer().render(plain.blocks))
    }
  }

  @Test(arguments: ["\n", "\r\n"]) func `Ranges nest, stand in order and hold what they say`(lineEnd: String) {
    for example in Self.examples {
      let lines = example.markdown.split(separator: "\n", omittingEmptySubsequences: false)
      for prefix in ["", "> ", "  ", "\t", "- "] {
        let indented =
          prefix == "- " ? "- " + lines.joined(separator: "\n  ") : lines.map { prefix + $0 }.joined(separator: "\n")
        let document = Document.parse(SourceText(indented.replacing("\n", with: lineEnd)))
        #expect(RangeAudit(document).problems == [], "example \(example.example) behind \(prefix.debugDescription)")
      }
    }
  }
}
