import Figures
import Steps
import Testing

@testable import Reporting

struct OutputTests {
  private func html(_ output: Output, figures: [String: ShownFigure] = [:]) -> String {
    HTMLOutputs(figures: figures).html(output, step: "fit")
  }

  @Test func foldedTextStandsBelowItsTitle() {
    let page = html(.folded(title: "after epoch 2", text: "kernel <1>"))
    #expect(page.hasPrefix("<details class=\"more\"><summary>after epoch 2</summary>"))
    #expect(page.contains("kernel &lt;1&gt;</pre>"))
  }

  /// Nothing of a long text is missing on the page; on paper its first lines and their number stand for all.
  @Test func longTextsAreCutOnPaperOnly() {
    let lines = (1...31).map { "line \($0)" }
    let page = html(.text(lines.joined(separator: "\n")))
    #expect(page.contains("line 20<span class=\"rest\">\nline 21\nline 22"))
    #expect(page.contains("line 31</span><span class=\"cut\">\n… and 11 more lines on the page</span></pre>"))
    #expect(!html(.text(lines.dropLast().joined(separator: "\n"))).contains("cut"))
    #expect(html(.text(String(repeating: "0 ", count: 60))).contains("class=\"text wide\""))
  }

  @Test func figuresBringTheirDarkPalette() throws {
    let grid = ImageGrid(
      cells: [.init(picture: Picture(height: 1, width: 1, values: [0.5]))], perRow: 1, palette: .greys, subject: "x")
    let output = OutputFigure(name: "01-show", figure: .images(grid), caption: nil)
    let shown = try ShownFigure.drawn(output)
    #expect(!shown.darkPalette.isEmpty && shown.darkPalette.count % 3 == 0)
    let page = html(.figure(output), figures: ["01-show": shown])
    #expect(page.contains(" data-dark=\"\(Base64.text(shown.darkPalette))\">"))
    #expect(!html(.figure(output), figures: ["01-show": .described(output)]).contains("data-dark"))
  }
}
