import Caching
import Files
import Grading
import Markdown
import Lesson
import Steps
import Reporting
import Running
import Text

extension Command {
  static let run = Command(
    name: "run", operands: .files,
    summary: "Checks a lesson, runs its steps and writes output/NAME/report.html, report.md and figures/*.png.",
    details: """
      Of several lessons it prints a table at the end that compares their results. Where some are called the same, as the
      copies of a class are, their reports go to output/FOLDER/NAME/.

      What earlier runs have computed is taken from the cache; the report is the same to the last byte.
      """,
    options: [RunOptions.out.spec] + LessonSettings.options + RunOptions.others + RunOptions.tables
  ) { tool, arguments throws(UsageError) in
    try LessonRun(tool: tool, writesReports: true).runLessons(arguments)
  }

  static let compare = Command(
    name: "compare", operands: .files,
    summary: "Runs lessons and compares them in output/comparison/report.html: what differs, results, all curves.",
    details: """
      As 'run' of several lessons, which writes this page too, but each lesson's own report stays as it is. Copies of one
      lesson are ranked by validation; the test is shown with its 95 % interval, and nothing is ranked by it.
      """,
    options: [RunOptions.out.spec] + LessonSettings.options + RunOptions.others + RunOptions.tables
  ) { tool, arguments throws(UsageError) in
    try LessonRun(tool: tool, writesReports: false).runLessons(arguments)
  }
}

/// What a run is told beyond the settings of its lessons.
struct RunOptions {
  static let out = CommandOption.text("--out", "DIR", help: "where reports go", standard: "output")
  static let threads = CommandOption.number(
    "--threads", "N", help: "how many threads compute", shownStandard: "all cores", in: 1...256)
  private static let format = CommandOption<[ReportFormat]>(
    "--format", names(of: ReportFormat.all), help: "which reports to write",
    standard: ReportFormat.all.filter { $0.isStandard },
    shownStandard: names(of: ReportFormat.all.filter { $0.isStandard })
  ) { words throws(UsageError) in
    let wanted = words[0].split(separator: ",").map { String($0) }
    let known = ReportFormat.all.map { $0.name }
    let rule = "'--format' takes \(known.joined(separator: ", ")) or \(known.joined(separator: ","))"
    if let word = wanted.first(where: { ReportFormat.named($0) == nil }) {
      throw UsageError(summary: "\(rule), not '\(word)'")
    }
    guard !wanted.isEmpty else { throw UsageError(summary: rule) }
    return ReportFormat.all.filter { wanted.contains($0.name) }
  }

  private static func names(of formats: [ReportFormat]) -> String {
    formats.map { $0.name }.joined(separator: ",")
  }

  private static let timings = CommandOption.isGiven(
    "--timings", help: "tell in the report how long each step took")
  private static let noPlayground = CommandOption.isGiven(
    "--no-playground", help: "leave out the page's field for drawing a digit")
  private static let forPaper = CommandOption.isGiven(
    "--print", help: "lay the page out for A4 and Letter, as a browser prints it")
  static let time = CommandOption.duration(
    "--time", help: "stop a lesson that takes longer, such as 90s or 5min; its report tells how far it came")
  static let memory = CommandOption.size(
    "--memory", help: "stop a lesson before its arrays and networks take more, such as 2GB")
  private static let outputSize = CommandOption.size(
    "--output-size", help: "stop a lesson that shows and saves more, such as 50MB")
  static let quiet = CommandOption.isGiven("--quiet", help: "print nothing but problems")
  private static let verbose = CommandOption.isGiven("--verbose", help: "print every step's results")

  static let fresh = CommandOption.isGiven("--fresh", help: "perform every step, whatever the cache holds")
  static let noCache = CommandOption.isGiven("--no-cache", help: "neither read the cache nor write to it")

  private static let csv = CommandOption.text(
    "--csv", "FILE", help: "write the comparison of several lessons for a spreadsheet")
  private static let json = CommandOption.text(
    "--json", "FILE", help: "write the comparison of several lessons for a script")
  static let tables = [csv.spec, json.spec]

  static let others = [
    fresh.spec, noCache.spec, threads.spec, format.spec, CommandOption.edition.spec, HandoutOptions.told.spec,
    timings.spec, noPlayground.spec, forPaper.spec, time.spec, memory.spec, outputSize.spec, quiet.spec, verbose.spec,
  ]

  var settings: LessonSettings
  var formats: [ReportFormat]
  var report: ReportOptions
  var detail: Progress.Detail
  /// Words that the students' edition may hold.
  var told: [String]
  /// Where the comparison goes.
  var tables: (csv: String?, json: String?)

  init(_ arguments: Arguments, environment: [String: String]) throws(UsageError) {
    settings = try LessonSettings(arguments, environment: environment)
    try Self.apply(arguments, environment, to: &settings.session)
    formats = try arguments[Self.format]
    report = ReportOptions { _ in nil }
    report.edition = try arguments[.edition]
    report.timings = try arguments[Self.timings]
    let limits = RunLimits(
      seconds: try arguments[Self.time], memory: try arguments[Self.memory],
      outputSize: try arguments[Self.outputSize])
    settings.session.limits = limits
    report.figureBytes = limits.outputSize
    report.playground = try !arguments[Self.noPlayground]
    report.isForPaper = try arguments[Self.forPaper]
    told = try arguments[HandoutOptions.told]
    tables = (try arguments[Self.csv], try arguments[Self.json])
    for path in [tables.csv, tables.json].compactMap({ $0 }) where path.hasSuffix(".md") {
      throw UsageError(summary: "a comparison is not written over a lesson: '\(path)'")
    }
    detail = try arguments[Self.quiet] ? .quiet : arguments[Self.verbose] ? .verbose : .normal
  }

  /// Where results go, and what computes and keeps them.
  static func apply(
    _ arguments: Arguments, _ environment: [String: String], to session: inout Session.Options
  ) throws(UsageError) {
    session.outputFolder = try arguments[out]
    session.threads = try arguments[threads]
    session.limits.memory = try arguments[memory]
    guard try !arguments[noCache], let folder = CommandLineTool.resultsFolder(environment) else { return }
    let store = FolderStore(folder).store
    session.store = try arguments[fresh] ? store.writingOnly : store
  }

  /// Figures that the report only describes.
  static func leftOut(_ count: Int) -> Diagnostic {
    Diagnostic(
      id: .outputTooLarge, at: nil,
      "with all its figures the report takes more than '--output-size' allows, so \(count == 1 ? "one of them is" : "\(count) of them are") told in words alone",
      notes: ["draw fewer figures, or allow more"])
  }

  var reportNames: [String] { formats.map { $0.fileName } }
}

/// Runs lessons one after the other, writes their reports, and compares them where they are several.
private struct LessonRun {
  let tool: CommandLineTool
  /// Whether each lesson gets its report.
  let writesReports: Bool

  func runLessons(_ arguments: Arguments) throws(UsageError) -> ExitCode {
    let options = try RunOptions(arguments, environment: tool.environment)
    if arguments.operands.count < 2, !writesReports || options.tables.csv != nil || options.tables.json != nil {
      throw UsageError(summary: "there is nothing to compare a single lesson with", hint: "name two lessons or more")
    }
    let places = try LessonPlace.places(arguments.operands)
    var comparison = Comparison()
    var worst = ExitCode.success
    for place in places {
      let code = runLesson(place, among: arguments.operands, options, into: &comparison)
      worst = max(worst, code)
      if code == .interrupted { break }
    }
    // What is handed in without a step is no success among others; alone, the warning says enough.
    if comparison.entries.count > 1, comparison.entries.contains(where: { $0.isWithoutSteps }) {
      worst = max(worst, .lesson)
    }
    guard comparison.entries.count > 1 else { return worst }
    comparison.rank()
    if options.detail != .quiet { tool.terminal.out(comparison.table.text + "\n") }
    return max(worst, write(comparison, options))
  }

  /// The page of several lessons, and what was asked for beside it.
  private func write(_ comparison: Comparison, _ options: RunOptions) -> ExitCode {
    let folder = options.settings.session.outputFolder + "/" + ComparisonReport.name
    do throws(Diagnostic) {
      if let path = options.tables.csv {
        let text = comparison.csv
        try NamedTable.write(text, to: path, as: "the comparison", start: String(text.prefix { $0 != "," }))
      }
      if let path = options.tables.json {
        let text = comparison.json.text + "\n"
        try NamedTable.write(text, to: path, as: "the comparison", start: String(text.prefix { $0 != ":" }))
      }
      // A lesson of that name has its report there.
      guard comparison.entries.count(where: { $0.title != nil }) > 1,
        !comparison.entries.contains(where: { $0.label == ComparisonReport.name })
      else { return .success }
      let curves = comparison.curves
      let report = ComparisonReport(
        table: comparison.whole, curves: curves, undrawn: comparison.undrawn(in: curves),
        version: CommandLineTool.version)
      try ReportWriter.write(files: try report.files(), to: folder)
      if options.detail != .quiet { tool.terminal.say("wrote \(folder)/report.html, \(folder)/report.md\n") }
      return .success
    } catch {
      tool.report(error, of: folder)
      return [error].exitCode
    }
  }

  private func runLesson(
    _ place: LessonPlace, among paths: [String], _ options: RunOptions, into comparison: inout Comparison
  ) -> ExitCode {
    var entry = Comparison.Entry(label: place.label)
    defer { comparison.entries.append(entry) }
    let path = place.path
    do throws(Diagnostic) {
      let start = ContinuousClock.now
      var sessionOptions = options.settings.session
      if let folder = place.folder { sessionOptions.outputFolder += "/" + folder }
      sessionOptions.takesPipe = LessonPlace.takesPipe(path, among: paths)
      let session = try Session(path: path, options: sessionOptions)
      let result = options.settings.plan(session)
      tool.report(result.diagnostics.filter { $0.severity != .note || options.detail != .quiet }, of: session)
      entry.hear(result, in: session.source)
      guard let plan = result.plan else { return result.diagnostics.exitCode }
      if writesReports { try ReportWriter.check(paths: options.reportNames, folder: session.reportFolder) }
      var progress = Progress(terminal: tool.terminal, detail: options.detail)
      let pending = PendingFolder(for: session.reportFolder)
      defer { pending.discard() }
      let outcome = try session.run(plan, settings: options.settings.changes, saving: pending) { event in
        progress.hear(event)
        return !tool.isInterrupted()
      }
      progress.clear()
      tool.report(outcome.failures, of: session)
      entry.hear(outcome, in: session.source)
      if outcome.isInterrupted {
        entry.problem = "interrupted"
        tool.terminal.say("\(path): interrupted; \(Self.unwritten(in: session.reportFolder))\n")
        return .interrupted
      }
      guard outcome.failures.exitCode != .machine else { return .machine }
      guard writesReports else {
        if let keeping = outcome.keeping, options.detail != .quiet { tell(keeping, of: path) }
        return outcome.failures.exitCode
      }
      var reportOptions = options.report
      reportOptions.image = { session.image($0) }
      reportOptions.fallbackTitle = Session.name(of: path)
      let drawn: (files: [ReportFile], figuresLeftOut: Int)
      do throws(Diagnostic) {
        drawn = try Report.limited(outcome, formats: options.formats, options: reportOptions)
      } catch {
        tool.report([error], of: session)
        entry.hear([error], in: session.source)
        return [error].exitCode
      }
      let leaks = options.report.edition == .student ? leaks(of: session, plan, drawn.files, told: options.told) : []
      guard leaks.isEmpty else {
        tool.report(leaks, of: session)
        entry.hear(leaks, in: session.source)
        tool.terminal.say("\(path): \(Self.unwritten(in: session.reportFolder))\n")
        return leaks.exitCode
      }
      try ReportWriter.write(files: drawn.files, to: session.reportFolder, with: pending)
      if options.detail != .quiet {
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let reports = options.reportNames.map { "\(session.reportFolder)/\($0)" }.joined(separator: ", ")
        if let keeping = outcome.keeping { tell(keeping, of: path) }
        tool.terminal.say("\(path): wrote \(reports) in \(decimal(seconds, 1)) s\n")
      }
      guard drawn.figuresLeftOut > 0 else { return outcome.failures.exitCode }
      let problem = RunOptions.leftOut(drawn.figuresLeftOut)
      tool.report([problem], of: session)
      entry.hear([problem], in: session.source)
      return max(outcome.failures.exitCode, [problem].exitCode)
    } catch {
      tool.report(error, of: path)
      entry.problem = error.summary
      return [error].exitCode
    }
  }

  private static func unwritten(in folder: String) -> String {
    "no report was written" + (exists(folder) ? "; the earlier one in \(folder) is as it was" : "")
  }

  /// Where a report for students says what they are not to get.
  private func leaks(of session: Session, _ plan: Plan, _ files: [ReportFile], told: [String]) -> [Diagnostic] {
    do throws(Handout.Problems) {
      let scan = LeakScan(try Handout.copy(of: session.source, Verb.vocabulary), allowed: told)
      let texts = files.filter { file in [".html", ".md", ".json"].contains { file.path.hasSuffix($0) } }
      return scan.problems + scan.problems(savedBy: plan)
        + texts.flatMap { scan.problems(inReport: String(decoding: $0.bytes, as: UTF8.self), named: $0.path) }
        + files.filter { !$0.path.hasSuffix(".html") }.flatMap { scan.problems(in: [], named: $0.path) }
    } catch { return error.diagnostics }
  }

  /// What was taken over from earlier runs, and why the rest was not.
  private func tell(_ keeping: RunKeeping, of path: String) {
    if let problem = keeping.problem { tool.terminal.say("\(path): \(problem)\n") }
    for reason in keeping.reasons { tool.terminal.say("\(path): \(reason)\n") }
    guard keeping.takenOver > 0 else { return }
    tool.terminal.say("\(path): \(keeping.takenOver) of \(Words.count(keeping.steps, "step")) taken from the cache\n")
  }
}
