import Files
import Markdown
import Planning
import Reporting
import Running
import Text

extension CommandLineTool {
  func runLessons(_ arguments: Arguments) throws(UsageError) -> ExitCode {
    let settings = try LessonSettings(arguments, environment: environment)
    let formats = try reportFormats(arguments)
    let edition = try edition(arguments)
    let places = try LessonPlace.places(arguments.operands)
    var comparison = Comparison()
    var worst = ExitCode.success
    for place in places {
      let code = runLesson(place, settings, arguments, formats, edition, into: &comparison)
      worst = max(worst, code)
      if code == .interrupted { break }
    }
    if comparison.entries.count > 1, !arguments.has("--quiet") { terminal.out(comparison.table.text + "\n") }
    return worst
  }

  private func runLesson(
    _ place: LessonPlace, _ settings: LessonSettings, _ arguments: Arguments, _ formats: Set<Report.Format>,
    _ edition: ReportOptions.Edition, into comparison: inout Comparison
  ) -> ExitCode {
    var entry = Comparison.Entry(label: place.label)
    defer { comparison.entries.append(entry) }
    let path = place.path
    do throws(Diagnostic) {
      let start = ContinuousClock.now
      var sessionOptions = settings.session
      if let folder = place.folder { sessionOptions.outputFolder += "/" + folder }
      sessionOptions.takesPipe = LessonPlace.takesPipe(path, among: arguments.operands)
      let session = try Session(path: path, options: sessionOptions)
      let result = settings.plan(session)
      report(result.diagnostics.filter { $0.severity != .note || !arguments.has("--quiet") }, of: session)
      entry.hear(result, in: session.source)
      guard let plan = result.plan else { return result.diagnostics.exitCode }
      try ReportWriter.check(paths: names(formats), folder: session.reportFolder)
      let detail: Progress.Detail =
        arguments.has("--quiet") ? .quiet : arguments.has("--verbose") ? .verbose : .normal
      var progress = Progress(terminal: terminal, detail: detail)
      let pending = PendingFolder(for: session.reportFolder)
      defer { pending.discard() }
      let outcome = try session.run(plan, settings: settings.changes, saving: pending) { event in
        progress.hear(event)
        return !isInterrupted()
      }
      progress.clear()
      report(outcome.failures, of: session)
      entry.hear(outcome, in: session.source)
      if outcome.isInterrupted {
        entry.problem = "interrupted"
        terminal.say(
          "\(path): interrupted; no report was written; an earlier one in \(session.reportFolder) is as it was\n")
        return .interrupted
      }
      guard outcome.failures.exitCode != .machine else { return .machine }
      var options = ReportOptions { session.image($0) }
      options.edition = edition
      options.timings = arguments.has("--timings")
      options.playground = !arguments.has("--no-playground")
      options.fallbackTitle = Session.name(of: path)
      let files = Report.files(outcome, formats: formats, options: options)
      try ReportWriter.write(files: files, to: session.reportFolder, with: pending)
      if detail != .quiet {
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let reports = names(formats).map { "\(session.reportFolder)/\($0)" }.joined(separator: ", ")
        terminal.say("\(path): wrote \(reports) in \(decimal(seconds, 1)) s\n")
      }
      return outcome.failures.exitCode
    } catch {
      report(error, of: path)
      entry.problem = error.summary
      return [error].exitCode
    }
  }

  private func reportFormats(_ arguments: Arguments) throws(UsageError) -> Set<Report.Format> {
    let words = arguments.value("--format")?.split(separator: ",").map(String.init) ?? ["html", "md"]
    var formats: Set<Report.Format> = []
    for word in words {
      guard let format = Report.Format(rawValue: word) else {
        throw UsageError(summary: "'--format' takes html, md or html,md, not '\(word)'")
      }
      formats.insert(format)
    }
    guard !formats.isEmpty else { throw UsageError(summary: "'--format' takes html, md or html,md") }
    return formats
  }

  private func names(_ formats: Set<Report.Format>) -> [String] { formats.map { "report.\($0.rawValue)" }.sorted() }

  private func edition(_ arguments: Arguments) throws(UsageError) -> ReportOptions.Edition {
    switch arguments.value("--edition") {
    case nil: return .whole
    case "student": return .student
    case "teacher": return .teacher
    case let other?: throw UsageError(summary: "'--edition' takes student or teacher, not '\(other)'")
    }
  }
}
