package import Figures
import Files
package import Lesson
package import Markdown
import Running
import Steps

/// The page of several lessons side by side.
package struct ComparisonReport {
  /// Of its folder.
  package static let name = "comparison"

  private let table: MarkdownTable
  private let curves: CurveOverlay?
  private let version: String

  package init(table: MarkdownTable, curves: CurveOverlay?, version: String) {
    self.table = table
    self.curves = curves
    self.version = version
  }

  package func files() throws(Diagnostic) -> [ReportFile] {
    var options = ReportOptions()
    options.playground = false
    return try Report.files(outcome, formats: [.page, .markdown], options: options)
  }

  private var text: String {
    var table = table
    table.header = table.header.map { MarkdownText.escape($0) }
    table.rows = table.rows.map { $0.map { MarkdownText.escape($0) } }
    let rank = table.header.contains("rank") ? " They are ranked by validation." : ""
    return """
      Only what differs is shown, and shares of right answers in any case.\(rank) Behind the accuracy of a test stands its 95 % interval: two whose intervals overlap may differ by chance.

      \(table.text)

      The last training of each:

      ```step
      plot fit
      ```
      """
  }

  private var outcome: Outcome {
    let syntax = LessonSyntax(SourceText(text), Verb.vocabulary)
    var lesson = ResolvedLesson(syntax)
    lesson.frontMatter.title = "Several lessons side by side"
    let range = syntax.steps.steps.first?.range ?? 0..<0
    let verb = Verb.all.first { $0.name == "plot" } ?? Verb.all[0]
    let outputs: [Output] =
      curves.map { [.figure(OutputFigure(name: "01-curves", figure: .overlay($0), caption: nil))] }
      ?? [.sentence("Fewer than two of them trained a network.")]
    return Outcome(
      plan: Plan(
        lesson: lesson,
        steps: [PlannedStep(id: "plot", verb: verb, places: .init(range: range, headline: range))]),
      steps: [StepOutcome(id: "plot", outputs: outputs, seconds: 0, failure: nil)], values: [:], failures: [],
      provenance: Provenance(version: version, seed: 0, settings: [], sources: [], sampleNotice: nil))
  }
}
