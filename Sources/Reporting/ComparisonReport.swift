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
  /// Lessons that `curves` does not draw.
  private let undrawn: [String]
  private let version: String

  package init(table: MarkdownTable, curves: CurveOverlay?, undrawn: [String], version: String) {
    self.table = table
    self.curves = curves
    self.undrawn = undrawn
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

      \(parts(of: table).map { $0.text }.joined(separator: "\n\n"))

      The last training of each:

      ```step
      plot fit
      ```
      """
  }

  /// Characters that fit side by side on a sheet of paper.
  private static let widest = 96

  /// The table's columns in as many tables as paper needs, each of which begins with the lessons.
  private func parts(of table: MarkdownTable) -> [MarkdownTable] {
    let widths = table.header.indices.map { column in
      ([table.header] + table.rows).map { $0[column].count }.max().map { $0 + 3 } ?? 0
    }
    var parts: [[Int]] = [[0]]
    for column in table.header.indices.dropFirst() {
      let taken = parts[parts.count - 1].reduce(0) { $0 + widths[$1] }
      if taken + widths[column] > Self.widest, parts[parts.count - 1].count > 1 { parts.append([0]) }
      parts[parts.count - 1].append(column)
    }
    return parts.map { columns in
      MarkdownTable(
        textColumns: Set(columns.indices.filter { table.textColumns.contains(columns[$0]) }),
        header: columns.map { table.header[$0] }, rows: table.rows.map { row in columns.map { row[$0] } })
    }
  }

  private var outcome: Outcome {
    let syntax = LessonSyntax(SourceText(text), Verb.vocabulary)
    var lesson = ResolvedLesson(syntax)
    lesson.frontMatter.title = "Several lessons side by side"
    let range = syntax.steps.steps.first?.range ?? 0..<0
    let verb = Verb.all.first { $0.name == "plot" } ?? Verb.all[0]
    var outputs: [Output] = [.sentence("Fewer than two of them trained a network.")]
    if let curves {
      outputs = [.figure(OutputFigure(name: "01-curves", figure: .overlay(curves), caption: nil))]
      if !undrawn.isEmpty {
        outputs.append(.sentence("Without \(curves.measure), and so not drawn: \(undrawn.joined(separator: ", "))."))
      }
    }
    return Outcome(
      plan: Plan(
        lesson: lesson,
        steps: [PlannedStep(id: "plot", verb: verb, places: .init(range: range, headline: range))]),
      steps: [StepOutcome(id: "plot", outputs: outputs, seconds: 0, failure: nil)], values: [:], failures: [],
      provenance: Provenance(version: version, seed: 0, settings: [], sources: [], sampleNotice: nil))
  }
}
