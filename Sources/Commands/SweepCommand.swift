import Caching
import Files
import Lesson
import Markdown
import Reporting
import Running
import Steps
import Text

extension Command {
  static let sweep = Command(
    name: "sweep", operands: .file,
    summary: "Runs a lesson with every combination of settings, and ranks them in output/NAME/sweep/report.html.",
    details: """
      lesson sweep FILE --set fit.epochs=1,5,20 --set build.dense_1=16,64 --seeds 5

      Each --set lists values; one with a single value holds in all runs. Runs are ranked by validation. The table, the
      curves and the numbers (report.md, report.csv, report.json) stand beside the report. What earlier runs have computed
      is taken from the cache: after Ctrl-C, which keeps what is done, the same command goes on.
      """,
    options: [
      set.spec, seeds.spec, pairs.spec, measure.spec, RunOptions.time.spec, RunOptions.memory.spec, RunOptions.out.spec,
      RunOptions.threads.spec, RunOptions.fresh.spec, RunOptions.noCache.spec, RunOptions.quiet.spec,
    ] + LessonSettings.options.filter { $0.name != set.spec.name }
  ) { tool, arguments throws(UsageError) in try Sweep(tool: tool).sweep(arguments) }

  fileprivate static let set = CommandOption.texts(
    "--set", "STEP.KEY=VALUE,…", help: "the values of a setting, such as fit.epochs=1,5,20")
  fileprivate static let seeds = CommandOption.number(
    "--seeds", "N", help: "how often each combination runs, with as many seeds", shownStandard: "3", in: 1...100)
  fileprivate static let pairs = CommandOption.isGiven(
    "--pairs", help: "take the first values of all lists together, then the second ones")
  fileprivate static let measure = CommandOption.text(
    "--measure", "STEP.VALUE", help: "rank by another value than the validation, such as fit.loss")
}

/// Runs a lesson with every combination, and writes what came of it.
private struct Sweep {
  let tool: CommandLineTool

  func sweep(_ arguments: Arguments) throws(UsageError) -> ExitCode {
    var settings = try LessonSettings(arguments, environment: tool.environment, changes: try arguments[Command.set])
    guard !settings.changes.isEmpty else {
      throw UsageError(
        summary: "'lesson sweep' needs to know what to try",
        hint: "add '--set fit.epochs=1,5,20'; 'lesson params FILE' lists the settings")
    }
    try RunOptions.apply(arguments, tool.environment, to: &settings.session)
    let order = TrialOrder(
      settings: settings.changes, isPaired: try arguments[Command.pairs], seeds: try arguments[Command.seeds] ?? 3,
      seed: settings.seed, measure: try arguments[Command.measure], timeLimit: try arguments[RunOptions.time])
    let isQuiet = try arguments[RunOptions.quiet]
    let path = arguments.operands[0]
    do throws(Diagnostic) {
      return try sweep(try Session(path: path, options: settings.session), order, isQuiet: isQuiet)
    } catch {
      tool.report(error, of: path)
      return [error].exitCode
    }
  }

  private func sweep(_ session: Session, _ order: TrialOrder, isQuiet: Bool) throws(Diagnostic) -> ExitCode {
    let path = session.path
    let (result, design) = Planner.trials(text: session.source, surroundings: session.surroundings, order: order)
    tool.report(result.diagnostics.filter { $0.severity != .note }, of: session)
    guard let plan = result.plan, let design else { return max(result.diagnostics.exitCode, .lesson) }
    let folder = session.reportFolder + "/sweep"
    try ReportWriter.check(paths: TrialReport.fileNames, folder: folder)
    let count = design.combinations.count
    if !isQuiet {
      let seeds = design.seeds.count > 1 ? ", each with \(design.seeds.count) seeds" : ""
      tool.terminal.say("\(path): \(Words.count(design.runs, "run")), \(Words.count(count, "combination"))\(seeds)\n")
    }
    var progress = Progress(terminal: tool.terminal, detail: isQuiet ? .quiet : .normal)
    let runs = try session.run(design, of: plan, seconds: order.timeLimit) { event in
      progress.hear(.trials(event))
      return !tool.isInterrupted()
    }
    progress.clear()
    let ranking = TrialRanking(design, runs)
    let report = TrialReport(ranking, runs, of: plan, path: path, version: CommandLineTool.version)
    try ReportWriter.write(files: try report.files(), to: folder)
    if !isQuiet {
      tool.terminal.out(MarkdownTable(ranking.table).text + "\n")
      for sentence in ranking.sentences { tool.terminal.out(sentence + "\n") }
      let files = TrialReport.fileNames.map { "\(folder)/\($0)" }.joined(separator: ", ")
      tool.terminal.say("\(path): wrote \(files)\n")
    }
    if tool.isInterrupted() {
      tool.terminal.say("\(path): interrupted; what was done is kept, and the same command goes on\n")
      return .interrupted
    }
    return ranking.rows.contains { $0.problem != nil } ? .lesson : .success
  }
}

extension MarkdownTable {
  init(_ table: OutputTable) {
    self.init(
      textColumns: Set(table.alignments.indices.filter { table.alignments[$0] == .left }), header: table.header,
      rows: table.rows)
  }
}
