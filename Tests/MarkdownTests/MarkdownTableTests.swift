import Markdown
import Testing

@Suite struct MarkdownTableTests {
  @Test func alignsColumns() {
    let table = MarkdownTable(header: ["lesson", "s"], rows: [["00", "0.05"], ["02", "2.1 (3×)"]])
    #expect(
      table.text == """
        | lesson |        s |
        | ------ | -------: |
        | 00     |     0.05 |
        | 02     | 2.1 (3×) |
        """)
  }

  @Test func barsInCellsAreEscaped() {
    #expect(MarkdownTable(header: ["a|b"], rows: [["c"]]).text == "| a\\|b |\n| ---- |\n| c    |")
  }
}
