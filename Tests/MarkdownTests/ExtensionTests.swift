import Markdown
import Testing

/// What the extensions' examples leave open; the answers are those of GitHub's own parser where it follows its text.
struct ExtensionTests {
  private func body(_ markdown: String) -> String { HTMLRenderer().render(Document.parse(SourceText(markdown)).blocks) }

  @Test(arguments: [
    ("_www.a.b_", "<p><em><a href=\"http://www.a.b\">www.a.b</a></em></p>\n"),
    ("**www.a.b/c**", "<p><strong><a href=\"http://www.a.b/c\">www.a.b/c</a></strong></p>\n"),
    ("xwww.a.b www. www.a_b.c", "<p>xwww.a.b www. www.a_b.c</p>\n"),
    ("http://localhost:80/x?y.", "<p><a href=\"http://localhost:80/x?y\">http://localhost:80/x?y</a>.</p>\n"),
    ("HTTPS://A.B", "<p><a href=\"HTTPS://A.B\">HTTPS://A.B</a></p>\n"),
    ("[http://a.b](c)", "<p><a href=\"c\">http://a.b</a></p>\n"),
    ("[a@b.c](d)", "<p><a href=\"d\">a@b.c</a></p>\n"),
    ("`www.a.b` a@b @c.d", "<p><code>www.a.b</code> a@b @c.d</p>\n"),
    ("*a@b.c*", "<p><em><a href=\"mailto:a@b.c\">a@b.c</a></em></p>\n"),
    ("a\\@b.c", "<p>a@b.c</p>\n"),
  ])
  func `Bare addresses`(markdown: String, html: String) { #expect(body(markdown) == html) }

  @Test(arguments: [
    ("~a~ ~~b~~ ~~~c~~~", "<p><del>a</del> <del>b</del> ~~~c~~~</p>\n"),
    ("~~a~ b~~", "<p><del>a~ b</del></p>\n"),
    ("*~a*~", "<p><em>~a</em>~</p>\n"),
  ])
  func `Strikethrough`(markdown: String, html: String) { #expect(body(markdown) == html) }

  @Test(
    arguments: [
      ("- [ ]\n- [x]y\n- [y] z", [nil, nil, nil]),
      ("- [ ] a\n- [X] b\n-\t[x]\tc", [false, true, true]),
      ("1. [x] a\n\n   b", [true]),
      ("- # [x] a", [nil]),
    ] as [(String, [Bool?])])
  func `Tasks`(markdown: String, tasks: [Bool?]) {
    guard case .list(let list) = Document.parse(SourceText(markdown)).blocks.first?.kind else {
      Issue.record("no list")
      return
    }
    #expect(list.items.map(\.task) == tasks)
  }

  @Test func `A table takes the last line of a paragraph as its header`() {
    let blocks = Document.parse(SourceText("before\n| a |\n| - |\n| `\\|` |\n# after")).blocks
    #expect(blocks.map(\.name) == ["paragraph", "table", "heading"])
    #expect(blocks[0].range == 0..<6)
    #expect(blocks[1].range == 7..<27)
    guard case .table(let table) = blocks[1].kind, case .code(let code) = table.rows.first?.first?.first?.kind else {
      Issue.record("no code")
      return
    }
    #expect(code == "|")
  }

  @Test(arguments: ["a | b\n- | -", "a\n|-|-|", "a | b\n--- | -- x", "    a | b\n    --|--", "> a | b\n--|--"])
  func `No table`(markdown: String) {
    #expect(!Document.parse(SourceText(markdown)).blocks.map(\.name).contains("table"))
  }

  @Test func `Extensions can be left out`() {
    let markdown = "a | b\n--|--\n\n- [ ] ~~c~~ www.d.e"
    let html = HTMLRenderer().render(Document.parse(SourceText(markdown), extensions: .none).blocks)
    #expect(html == "<p>a | b\n--|--</p>\n<ul>\n<li>[ ] ~~c~~ www.d.e</li>\n</ul>\n")
  }
}
