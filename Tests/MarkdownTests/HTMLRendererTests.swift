import Foundation
import Markdown
import Testing

struct HTMLRendererTests {
  private func rendered(_ markdown: String, _ set: (inout HTMLRenderer.Hooks) -> Void) -> String {
    var hooks = HTMLRenderer.Hooks()
    set(&hooks)
    return HTMLRenderer(hooks: hooks).render(Document.parse(SourceText(markdown)).blocks)
  }

  @Test func `Hooks replace what they answer and leave the rest`() {
    let html = rendered("# A *b*\n\n## C\n") { hooks in
      hooks.heading = { $0.level == 1 ? "<h2 id=\"\($0.content.plainText.utf8.count)\">\($0.html)</h2>\n" : nil }
    }
    #expect(html == "<h2 id=\"3\">A <em>b</em></h2>\n<h2>C</h2>\n")
  }

  @Test func `A code hook sees the block and its range`() {
    let html = rendered("```step\nfit\n```\n\n- ```\n  x\n  ```") { hooks in
      hooks.codeBlock = { code, range in code.info == "step" ? "[\(code.literal.dropLast()) \(range)]" : nil }
    }
    #expect(html == "[fit 0..<15]\n<ul>\n<li>\n<pre><code>x\n</code></pre>\n</li>\n</ul>\n")
  }

  @Test func `A link hook decides before the address is checked`() {
    let html = rendered("[about **95** %](value:evaluate.accuracy) [x](other:y)") { hooks in
      hooks.link = { $0.destination.hasPrefix("value:") ? "<data>\($0.html)</data>" : nil }
    }
    #expect(html == "<p><data>about <strong>95</strong> %</data> x</p>\n")
  }

  @Test func `An HTML hook sees comments`() {
    let html = rendered("<!-- teacher -->\nx <!-- y -->\n\n- <b>") { hooks in
      hooks.html = { html, isBlock, _ in html.hasPrefix("<!--") ? "{\(isBlock)}" : nil }
    }
    #expect(html == "{true}\n<p>x {false}</p>\n<ul>\n<li>\n<b>\n</b>\n</li>\n</ul>\n")
  }

  @Test func `A task hook draws the box`() {
    let html = rendered("- [x] a\n- [ ] b\n") { $0.task = { $0 ? "(x) " : "( ) " } }
    #expect(html == "<ul>\n<li>(x) a</li>\n<li>( ) b</li>\n</ul>\n")
  }

  @Test func `Every named character reference of HTML is known`() throws {
    let url = try #require(Bundle.module.url(forResource: "entities", withExtension: "txt", subdirectory: "Examples"))
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 2125)
    for line in lines {
      let fields = line.split(separator: " ")
      let expected = fields.dropFirst().compactMap { UInt32($0, radix: 16).flatMap(Unicode.Scalar.init) }
      guard case .paragraph(let content) = Document.parse(SourceText("&\(fields[0]);")).blocks.first?.kind else {
        Issue.record("\(line)")
        continue
      }
      #expect(
        Array(content.plainText.unicodeScalars) == expected,
        "\(fields[0]): python3 Tests/MarkdownTests/Examples/make_entities.py writes the table anew")
    }
  }
}
