import Planning
import Reporting
import Running

extension CommandLineTool {
  func runLessons(_ arguments: Arguments) throws(UsageError) -> ExitCode {
    let settings = try LessonSettings(arguments, environment: environment)
    let formats = try reportFormats(arguments)
    let edition = try edition(arguments)
    let names = arguments.operands.map(Session.name)
    if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw UsageError(summary: "two of the lessons are called '\(twice)', so their reports would share a folder")
    }
    var worst = ExitCode.success
    for path in arguments.operands {
      let code = runLesson(path, settings, arguments, formats, edition)
      if code == .interrupted { return code }
      worst = max(worst, code)
    }
    return worst
  }

  private func runLesson(
    _ path: String, _ settings: LessonSettings, _ arguments: Arguments, _ formats: Set<Report.Format>,
    _ edition: ReportOptions.Edition
  ) -> ExitCode {
    do throws(Diagnostic) {
      let start = ContinuousClock.now
      let session = try Session(path: path, options: settings.session)
      let result = settings.plan(session)
      report(result.diagnostics, of: session)
      guard let plan = result.plan else { return result.diagnostics.exitCode }
      try ReportWriter.check(paths: names(formats), folder: session.reportFolder)
      let detail: Progress.Detail =
        arguments.has("--quiet") ? .quiet : arguments.has("--verbose") ? .verbose : .normal
      var progress = Progress(terminal: terminal, detail: detail)
      let outcome = try session.run(plan, settings: settings.changes) { event in
        progress.hear(event)
        return !isInterrupted()
      }
      progress.clear()
      report(outcome.failures, of: session)
      if outcome.isInterrupted {
        terminal.err("\(path): interrupted; no report was written, and one in \(session.reportFolder) is as it was\n")
        return .interrupted
      }
      guard outcome.failures.exitCode != .machine else { return .machine }
      var options = ReportOptions { session.image($0) }
      options.edition = edition
      options.timings = arguments.has("--timings")
      options.playground = !arguments.has("--no-playground")
      options.fallbackTitle = Session.name(of: path)
      let files = Report.files(outcome, formats: formats, options: options)
      try ReportWriter.write(files: files, to: session.reportFolder)
      if detail != .quiet {
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let reports = names(formats).map { "\(session.reportFolder)/\($0)" }.joined(separator: ", ")
        terminal.err("\(path): wrote \(reports) in \(decimal(seconds, 1)) s\n")
      }
      return outcome.failures.exitCode
    } catch {
      report(error, of: path)
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
    switch arguments.value("--edition") ?? "student" {
    case "student": return .student
    case "teacher": return .teacher
    case let other: throw UsageError(summary: "'--edition' takes student or teacher, not '\(other)'")
    }
  }
}
