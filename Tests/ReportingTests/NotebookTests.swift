import Files
import Running
import Steps
import Testing
import Text

@testable import Reporting

/// Lessons as notebooks, as nbformat 4.5 wants them.
@Suite struct NotebookTests {
  private static let text = """
    # Digits & more

    It has [a few](value:summary.params) parameters. ![a dot](dot.png)

    ```step
    summary net
    ```

    <!-- question q1 -->
    Why?
    <!-- answer q1 -->
    <!-- /answer -->
    <!-- hint q1 -->
    Think.
    <!-- /hint -->
    <!-- /question -->

    <!-- solution -->
    ```step
    diagram net
    ```
    <!-- /solution -->
    """

  /// The steps of these lessons are read, not checked, so that networks have no names.
  private static func notebook(
    _ edition: ReportOptions.Edition = .whole, outputs: [String: [Output]] = [:]
  ) throws -> JSON {
    var options = ReportOptions { _ in Fixture.png }
    options.edition = edition
    options.keepsWords = true
    var outcome = Fixture.outcome(text, outputs: outputs)
    if outputs.isEmpty { outcome.steps = [] }
    let file = Fixture.files(outcome, formats: [.notebook], options: options)[0]
    return try JSON(parsing: file.bytes)
  }

  private static func cells(_ notebook: JSON) -> [(kind: String, source: String, cell: JSON)] {
    guard case .array(let cells)? = notebook["cells"] else { return [] }
    return cells.map { cell in
      guard case .string(let kind)? = cell["cell_type"], case .array(let lines)? = cell["source"] else {
        return ("", "", cell)
      }
      return (kind, lines.map { if case .string(let line) = $0 { line } else { "?" } }.joined(), cell)
    }
  }

  @Test func aCellForEachStepAndForTheProseBetween() throws {
    let notebook = try Self.notebook()
    #expect(notebook["nbformat"] == .integer(4) && notebook["nbformat_minor"] == .integer(5))
    let cells = Self.cells(notebook)
    #expect(
      cells.map { $0.kind } == ["markdown", "markdown", "code", "markdown", "markdown", "markdown", "code"])
    #expect(cells[0].source == "# Digits & more")
    #expect(cells[1].source == "It has a few parameters. ![a dot](attachment:01-dot.png)")
    #expect(cells[2].source == ".summary()")
    #expect(cells[3].source == "Why?")
    #expect(cells[4].source.hasPrefix("> **Answer**"))
    #expect(cells[5].source.contains("<summary>Hint</summary>"))
    #expect(cells[5].source.hasSuffix("**Solution**"))
    #expect(cells[1].cell["attachments"]?["01-dot.png"]?["image/png"] == .string(Base64.text(Fixture.png)))
  }

  @Test func idsAreThereAndDiffer() throws {
    let ids = Self.cells(try Self.notebook()).compactMap { cell -> String? in
      if case .string(let id)? = cell.cell["id"] { id } else { nil }
    }
    #expect(Set(ids).count == 7)
  }

  @Test func studentsGetNoSolution() throws {
    let text = try Self.notebook(.student).text
    #expect(!text.contains("Solution") && !text.contains("layer.output.shape"))
  }

  @Test func resultsStandBelowTheCode() throws {
    let outputs: [String: [Output]] = [
      "summary": [.text("two\nlines"), .table(Fixture.table), .figure(Fixture.figure("f", caption: "A dot"))]
    ]
    guard case .array(let shown)? = Self.cells(try Self.notebook(outputs: outputs))[2].cell["outputs"] else {
      Issue.record("there are no outputs")
      return
    }
    #expect(shown.count == 4)
    #expect(shown[0]["text"] == .array([.string("two\n"), .string("lines\n")]))
    #expect(shown[1]["data"]?["text/markdown"] != nil && shown[1]["data"]?["text/plain"] != nil)
    #expect(shown[2]["data"]?["image/png"] == .string(Base64.text(Fixture.png)))
    #expect(shown[2]["metadata"]?["image/png"]?["width"] == .integer(300))
  }

  @Test func blanksStayBlank() {
    let cells = { (lines: [String], hidden: [(String, String?)]) in
      PythonCells.emptied(lines, hidden.map { PythonCells.Hidden(text: $0.0, key: $0.1) })
    }
    #expect(cells(["    Input((784,)),", "    Dense(24),", "    Dense(24),"], [("24", nil)])?[1] == "    Dense(____),")
    #expect(
      cells(["a.fit(x, epochs=20,", "  batch_size=20)"], [("20", "batch_size")])
        == ["a.fit(x, epochs=20,", "  batch_size=____)"])
    #expect(cells(["lr=0.20"], [("20", nil)]) == nil)
    #expect(cells(["epochs=5"], [("20", "epochs")]) == nil)
  }

  @Test func aScriptHasTheProseAsComments() {
    var options = ReportOptions()
    options.keepsWords = true
    let text = String(
      decoding: Fixture.files(Fixture.outcome(Self.text), formats: [.python], options: options)[0].bytes,
      as: UTF8.self)
    #expect(text.hasPrefix("# %% [markdown]\n# # Digits & more\n\n# %% [markdown]\n# It has a few parameters."))
    #expect(text.contains("\n\n# %%\n.summary()\n\n"))
  }
}
