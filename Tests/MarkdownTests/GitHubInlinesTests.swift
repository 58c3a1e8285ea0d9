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
}
