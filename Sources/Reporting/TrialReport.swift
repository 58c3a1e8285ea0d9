import Files
import Figures
package import Lesson
import Markdown
import Running
package import Steps
import Text

/// What `lesson sweep` writes: the report of a lesson of one step, a table, and the numbers for other programs.
package struct TrialReport {
  let ranking: TrialRanking
  let runs: TrialRuns
  let plan: Plan
  /// As the user named it.
  let path: String
  let version: String

  package init(_ ranking: TrialRanking, _ runs: TrialRuns, of plan: Plan, path: String, version: String) {
    self.ranking = ranking
    self.runs = runs
    self.plan = plan
    self.path = path
    self.version = version
  }

  package static let fileNames = ["report.html", "report.md", "report.csv", "report.json"]

  package func files() throws(Diagnostic) -> [ReportFile] {
    var options = ReportOptions()
    options.playground = false
    let files = try Report.files(outcome, formats: [.page, .markdown], options: options)
    return files + [
      ReportFile(path: "report.csv", bytes: Array(csv.utf8)),
      ReportFile(path: "report.json", bytes: Array((json.text + "\n").utf8)),
    ]
  }

  private var design: TrialDesign { ranking.design }

  // MARK: The report

  private var text: String {
    let settings = design.axes.map { "  \($0.name): \($0.values.joined(separator: ", "))" }
    let measure = design.measure.map { ["  measure: \($0.text)"] } ?? []
    let step = ["try network"] + settings + ["  seeds: \(design.seeds.count)"] + measure
    return """
      The lesson was run \(design.runs == 1 ? "once" : "\(design.runs) times"), and nothing differs but what stands here.

      ```step
      \(step.joined(separator: "\n"))
      ```

      The same combination runs by itself with `lesson run FILE` and `--set` for each setting\(design.seeds.count > 1 ? ", and `--seed` for each seed" : ""), with the same result to the last bit.
      """
  }

  private var outcome: Outcome {
    let syntax = LessonSyntax(SourceText(text), Verb.vocabulary)
    var lesson = ResolvedLesson(syntax)
    let name = plan.frontMatter.title ?? Session.name(of: path)
    lesson.frontMatter.title = "\(name): what was tried"
    lesson.frontMatter.language = "en"
    let range = syntax.steps.steps.first?.range ?? 0..<0
    let verb = Verb.all.first { $0.name == "try" } ?? Verb.all[0]
    let step = PlannedStep(id: "try", verb: verb, places: .init(range: range, headline: range))
    var outcome = Outcome(
      plan: Plan(lesson: lesson, steps: [step]),
      steps: [StepOutcome(id: "try", outputs: outputs, seconds: 0, failure: nil)], values: [:], failures: [],
      provenance: Provenance(
        version: version, seed: design.seeds.first ?? 0, settings: [], sources: runs.sources,
        sampleNotice: runs.sampleNotice))
    outcome.isInterrupted = false
    return outcome
  }

  private var outputs: [Output] {
    var outputs = [Output.table(ranking.table)] + ranking.sentences.map { Output.sentence($0) }
    if design.measure == nil {
      outputs.append(
        .remark(
          "The lesson validates nothing, so nothing is ranked. Add '--set fit.validation_split=0.1', or say what else to look at, as in '--measure fit.loss'."
        ))
    }
    if !runs.isWhole {
      outputs.append(.remark("Not all runs were done. The same command again goes on with the others."))
    }
    if let figure = ranking.figure {
      outputs.append(.figure(OutputFigure(name: "01-settings", figure: .trials(figure), caption: nil)))
    }
    if let curves = ranking.curves(runs) {
      outputs.append(.figure(OutputFigure(name: "02-curves", figure: .overlay(curves), caption: nil)))
    }
    return outputs
  }

  // MARK: Numbers

  private func number(_ value: Double?) -> String { value.flatMap { $0.isFinite ? "\($0)" : nil } ?? "" }

  package var csv: String {
    var header = ["rank"] + design.axes.map { $0.name } + [design.measure?.text ?? "measure", "spread"]
    header += design.seeds.map { "seed \($0)" }
    header += [design.test?.text ?? "test", "low", "high", "parameters", "steps", "problem"]
    let rows = ranking.rows.map { row -> [String] in
      let combination = design.combinations[row.combination]
      var cells = [row.rank.map { "\($0)" } ?? ""] + combination.values + [number(row.mean), number(row.spread)]
      cells += row.results.map { number($0) }
      cells += [number(row.test), number(row.interval?.low), number(row.interval?.high)]
      cells += [combination.parameters.map { "\($0)" } ?? "", row.steps.map { "\($0)" } ?? "", row.problem ?? ""]
      return cells
    }
    return CSV.text([header] + rows)
  }

  private var json: JSON {
    func number(_ value: Double?) -> JSON { value.map { .number($0) } ?? .null }
    func integer(_ value: Int?) -> JSON { value.map { .integer($0) } ?? .null }
    func text(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
    let rows = ranking.rows.map { row -> JSON in
      let combination = design.combinations[row.combination]
      let settings = zip(design.axes, combination.values).map { JSON.Member($0.name, .string($1)) }
      let curves = runs.runs[row.combination].map { run in
        JSON.array((run?.curve ?? []).map { .array([.integer($0.epoch), .number($0.value)]) })
      }
      return .object([
        .init("rank", integer(row.rank)), .init("settings", .object(settings)),
        .init("results", .array(row.results.map { number($0) })), .init("mean", number(row.mean)),
        .init("spread", number(row.spread)), .init("test", number(row.test)),
        .init("testLow", number(row.interval?.low)), .init("testHigh", number(row.interval?.high)),
        .init("parameters", integer(combination.parameters)), .init("steps", integer(row.steps)),
        .init("problem", text(row.problem)), .init("curves", .array(curves)),
      ])
    }
    let names = runs.runs.joined().compactMap { $0?.curveName }
    return .object([
      .init("lesson", .string(path)), .init("title", text(plan.frontMatter.title)), .init("version", .string(version)),
      .init("measure", text(design.measure?.text)), .init("test", text(design.test?.text)),
      .init("curve", text(names.first { !$0.isEmpty })),
      .init("seeds", .array(design.seeds.map { Int(exactly: $0).map { .integer($0) } ?? .string("\($0)") })),
      .init("combinations", .array(rows)),
    ])
  }
}
