import Markdown
import Planning
import Reporting
import Running

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
    _ place: LessonPlace, _ settings: LessonSettings, _ arguments: Arguments, _ formats: [ReportFormat],
    _ edition: ReportOptions.Edition, into comparison: inout Comparison
  ) -> ExitCode {
    var entry = Comparison.Entry(label: place.label)
    defer { comparison.entries.append(entry) }
    let path = place.path
    do throws(Diagnostic) {
      let start = ContinuousClock.now
      var sessionOptions = settings.session
      if let folder = place.folder { sessionOptions.outputFolder += "/" + folder }
      let session = try Session(path: path, options: sessionOptions)
      let result = settings.plan(session)
      report(result.diagnostics.filter { $0.severity != .note || !arguments.has("--quiet") }, of: session)
      entry.hear(result, in: session.source)
      guard let plan = result.plan else { return result.diagnostics.exitCode }
      try ReportWriter.check(paths: formats.map { $0.fileName }, folder: session.reportFolder)
      let detail: Progress.Detail =
        arguments.has("--quiet") ? .quiet : arguments.has("--verbose") ? .verbose : .normal
      var progress = Progress(terminal: terminal, detail: detail)
      let outcome = try session.run(plan, settings: settings.changes) { event in
        progress.hear(event)
        return !isInterrupted()
      }
      progress.clear()
      report(outcome.failures, of: session)
      entry.hear(outcome, in: session.source)
      if outcome.isInterrupted {
        entry.problem = "interrupted"
        terminal.err(
          "\(path): interrupted; no report was written; an earlier one in \(session.reportFolder) is as it was\n")
        return .interrupted
      }
      guard outcome.failures.exitCode != .machine else { return .machine }
      var options = ReportOptions { session.image($0) }
      options.edition = edition
      options.timings = arguments.has("--timings")
      options.playground = !arguments.has("--no-playground")
      options.fallbackTitle = Session.name(of: path)
      let files: [ReportFile]
      do throws(Diagnostic) { files = try Report.files(outcome, formats: formats, options: options) } catch {
        report([error], of: session)
        entry.hear([error], in: session.source)
        return [error].exitCode
      }
      try ReportWriter.write(files: files, to: session.reportFolder)
      if detail != .quiet {
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let reports = formats.map { "\(session.reportFolder)/\($0.fileName)" }.joined(separator: ", ")
        terminal.err("\(path): wrote \(reports) in \(decimal(seconds, 1)) s\n")
      }
      return outcome.failures.exitCode
    } catch {
      report(error, of: path)
      entry.problem = error.summary
      return [error].exitCode
    }
  }

  private func reportFormats(_ arguments: Arguments) throws(UsageError) -> [ReportFormat] {
    guard let value = arguments.value("--format") else { return ReportFormat.all.filter { $0.isStandard } }
    let words = value.split(separator: ",").map { String($0) }
    let names = ReportFormat.all.map { $0.name }
    let wanted = "'--format' takes \(names.joined(separator: ", ")) or \(names.joined(separator: ","))"
    if let word = words.first(where: { ReportFormat.named($0) == nil }) {
      throw UsageError(summary: "\(wanted), not '\(word)'")
    }
    guard !words.isEmpty else { throw UsageError(summary: wanted) }
    return ReportFormat.all.filter { words.contains($0.name) }
  }

  private func edition(_ arguments: Arguments) throws(UsageError) -> ReportOptions.Edition {
    switch arguments.value("--edition") {
    case nil: return .whole
    case "student": return .student
    case "teacher": return .teacher
    case let other?: throw UsageError(summary: "'--edition' takes student or teacher, not '\(other)'")
    }
  }
}
