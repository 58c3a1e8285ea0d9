import Markdown
import Testing

/// Texts that take a careless parser quadratic time or a deep stack. At these sizes a quadratic one would take minutes.
struct PathologicalTests {
  static let size = 16_000

  @Test(arguments: [
    "[", "]", "*", "_", "`", "~", ">", "> ", "- ", "1. ", "![[](", "![](", "[a](", "[a](<b", "[a](b \"", "[a](b (",
    "[a][b", "[a]", "<", "<a ", "<a x=\"", "<!--", "<!-- a --", "<?", "<!A", "<![CDATA[", "<a:", "<a@", "&", "&#", "\\",
    "www.", " www.a.b", "(www.a.b", "http://", "a@", "a@b.c_", "*a **a ", "a**b", "*a_ ", "_a__ ", "~~a~ ", "**a*",
    "\n",
    "\t", " \n", "\t\n", "-\n", "- a\n\n", "+ a\n  + b\n", "a  \n", "```\n", "<x>\n", "<details>\n\n", "<div>", "<b>",
    "<script>", "|", "|a|b|\n|-|-|\n", "---\n", "- - ", "* - ", "> - ", "[a]: b\n", "[a]: b \"", "[a]: b\n\"", "[\\",
    "[](", "[a](b)[", "`` ` ", "\r", "\0", "\u{1F600}**", "www.a)))", "www.&a;", "[a]: b\n===\n", "~*_~", "[*](a)",
  ])
  func `A flood of one pattern is parsed and rendered`(pattern: String) {
    check(String(repeating: pattern, count: Self.size / pattern.utf8.count))
  }

  @Test(arguments: [
    ("*a ", " a*"), ("*a **a ", " a** a*"), ("*", "*"), ("~a *", "* a~"), ("[", "](b)"), ("![", "](b)"), ("[", "]"),
    ("*[_", "_](a)*"), ("<b>", "</b>"), ("<div>\n\n", "</div>\n\n"), ("(", ")"), ("[a](", ")"),
  ])
  func `Deep nesting is bounded`(opening: String, closing: String) {
    let count = Self.size / (opening.utf8.count + closing.utf8.count)
    check(String(repeating: opening, count: count) + "b" + String(repeating: closing, count: count))
  }

  @Test func `Backtick runs of all lengths`() {
    var text = ""
    for length in 1...340 { text += "e" + String(repeating: "`", count: length) }
    check(text)
  }

  @Test func `Lists in one another, with lines that say nothing`() {
    let staircase = (0..<120).map { String(repeating: "  ", count: $0) + "- a\n" }.joined()
    for filler in ["\n", " \n", "\t\n", "> \n", "\t", "b\n", "* b\n", "| a |\n| - |\n"] {
      let lines = String(repeating: filler, count: Self.size / filler.utf8.count)
      check(staircase + lines + "b")
      check(String(repeating: "> - ", count: 60) + "a\n" + lines + "b")
    }
  }

  @Test func `References to a long address do not multiply it`() {
    let address = String(repeating: "u", count: Self.size)
    let text = "[a]: /\(address)\n\n" + String(repeating: "[a] ", count: Self.size / 4)
    let html = HTMLRenderer().render(Document.parse(SourceText(text)).blocks)
    #expect(html.utf8.count < 10 * text.utf8.count)
  }

  @Test func `A wide table with many short rows stays small`() {
    let columns = Self.size / 4
    let text = String(repeating: "a|", count: columns) + "\n" + String(repeating: "-|", count: columns) + "\n"
    let document = Document.parse(SourceText(text + String(repeating: "b\n", count: columns)))
    guard case .table(let table) = document.blocks.first?.kind else {
      Issue.record("no table")
      return
    }
    #expect(table.rows.count == columns)
    #expect(table.rows.reduce(0) { $0 + $1.count } <= 500_000 + columns)
  }

  private func check(_ text: String) {
    let document = Document.parse(SourceText(text))
    #expect(Self.depth(document.blocks) <= 320)
    let html = HTMLRenderer().render(document.blocks)
    #expect(html.utf8.count < 100 * text.utf8.count + 1000)
  }

  private static func depth(_ blocks: [Block]) -> Int {
    var deepest = 0
    for block in blocks {
      switch block.kind {
      case .paragraph(let content), .heading(_, let content): deepest = max(deepest, depth(content))
      case .blockQuote(let blocks), .footnote(_, let blocks): deepest = max(deepest, depth(blocks))
      case .list(let list): for item in list.items { deepest = max(deepest, 1 + depth(item.blocks)) }
      default: break
      }
    }
    return deepest + 1
  }

  private static func depth(_ inlines: [Inline]) -> Int {
    1 + (inlines.compactMap(\.content).map { depth($0) }.max() ?? 0)
  }
}
