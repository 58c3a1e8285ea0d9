import Markdown
import Testing

/// Mathematics and footnotes, of which GitHub's written specification says nothing.
@Suite struct GitHubInlinesTests {
  private func inlines(_ markdown: String) -> [Inline] {
    guard case .paragraph(let content) = Document.parse(SourceText(markdown)).blocks.first?.kind else { return [] }
    return content
  }

  private func mathematics(_ markdown: String) -> [String] {
    inlines(markdown).compactMap { if case .math(let text) = $0.kind { text } else { nil } }
  }

  @Test(arguments: [
    ("$x_1$ and $y_1$", ["$x_1$", "$y_1$"]), ("$$a_1 + b_1$$", ["$$a_1 + b_1$$"]), ("costs $5 and $6", []),
    ("$5–$10", []), ("US$5 and 6$", []), ("\\$x$ y$", []), ("$x\\$y$", ["$x\\$y$"]), ("$ x$", []), ("$x $", []),
    ("`$x$`", []), ("$5 `a$`", []), ("($x$).", ["$x$"]), ("$\\{a\\}$", ["$\\{a\\}$"]), ("$$", []), ("$$$$", []),
  ])
  func mathematicsIsFound(markdown: String, found: [String]) { #expect(mathematics(markdown) == found) }

  @Test func manyDollarSignsTakeLittleTime() {
    for piece in ["$a.", "$a ", " $$a", "$$$", "$\\"] {
      #expect(inlines(String(repeating: piece, count: 50_000)).count > 0)
    }
  }

  @Test func footnotesAreParagraphsOfTheirOwn() {
    let text = "A[^1] b[^x-2] c[^3].\n\n[^1]: One\n[^x-2]: Two *words*\n"
    let html = HTMLRenderer().render(Document.parse(SourceText(text)).blocks)
    let expected = """
      <p>A<sup><a href="#note.1">1</a></sup> b<sup><a href="#note.x-2">x-2</a></sup> c[^3].</p>
      <p id="note.1">1. One</p>
      <p id="note.x-2">x-2. Two <em>words</em></p>

      """
    #expect(html == expected)
  }

  /// What stands four columns further in belongs to the note above it; code stands eight.
  @Test func aFootnoteHasSeveralParagraphs() {
    let text = "A[^1].\n[^1]: One\nmore\n\n    Two\n\n    - item\n\n        code\n\nAfter.\n\n[^2]:\n    Below.\n"
    let blocks = Document.parse(SourceText(text)).blocks
    let expected = """
      <p>A<sup><a href="#note.1">1</a></sup>.</p>
      <p id="note.1">1. One
      more</p>
      <p>Two</p>
      <ul>
      <li>
      <p>item</p>
      <p>code</p>
      </li>
      </ul>
      <p>After.</p>
      <p id="note.2">2. Below.</p>

      """
    #expect(HTMLRenderer().render(blocks) == expected)
    let bare = Document.parse(SourceText("[^1]: One\n\n        code\n\n  not\n")).blocks
    #expect(
      HTMLRenderer().render(bare) == "<p id=\"note.1\">1. One</p>\n<pre><code>code\n</code></pre>\n<p>not</p>\n")
  }

  @Test func manyFootnotesTakeLittleTime() {
    for piece in ["[^1]: ", "[^1]:\n", "[^1]: a\n\n    b\n\n", "[^"] {
      #expect(Document.parse(SourceText(String(repeating: piece, count: 50_000))).blocks.count > 0)
    }
  }
}
