import Lesson
import Reporting
import Running
import Steps

extension Command {
  static let export = Command(
    name: "export", operands: .file,
    summary: "Prints the lesson as a Jupyter notebook or a Python script that does the same in Keras 3.",
    details: """
      Prose becomes Markdown, each step the code that does the same with Keras, NumPy, Matplotlib and scikit-learn. What
      has no counterpart there is told with its place. The steps go along, out of sight: 'lesson import' makes the same
      lesson of it, and reads anew what has been changed. 'lesson run --format ipynb' writes the notebook beside the report.
      """,
    options: [ExportOptions.to.spec, ExportOptions.output.spec, ExportOptions.results.spec, CommandOption.edition.spec]
      + LessonSettings.options
  ) { tool, arguments throws(UsageError) in try Exporting(tool: tool).exportLesson(arguments) }
}

private enum ExportOptions {
  static let formats = [ReportFormat.notebook, .python]
  static let to = CommandOption<ReportFormat>(
    "--to", "ipynb|py", help: "a notebook, or a script with the prose as comments", standard: .notebook,
    shownStandard: "ipynb"
  ) { words throws(UsageError) in
    guard let format = formats.first(where: { $0.name == words[0] }) else {
      throw UsageError(summary: "'--to' takes ipynb or py, not '\(words[0])'")
    }
    return format
  }
  static let output = CommandOption<String?>.text(
    "--output", "NAME", help: "write it to this file instead of printing it")
  static let results = CommandOption.isGiven(
    "--with-results", help: "run the lesson, and show its results and figures in the notebook")
}

/// Writes lessons as what others read.
private struct Exporting {
  let tool: CommandLineTool

  func exportLesson(_ arguments: Arguments) throws(UsageError) -> ExitCode {
    let path = arguments.operands[0]
    let format = try arguments[ExportOptions.to]
    let name = try arguments[ExportOptions.output]
    let edition = try arguments[.edition]
    let runs = try arguments[ExportOptions.results]
    let settings = try LessonSettings(arguments, environment: tool.environment)
    do throws(Diagnostic) {
      let session = try Session(path: path, options: settings.session)
      let result = settings.plan(session)
      tool.report(result.diagnostics.filter { $0.severity == .error }, of: session)
      guard let plan = result.plan else { return result.diagnostics.exitCode }
      var outcome = Outcome(notRun: plan, version: settings.session.version)
      if runs {
        var progress = Progress(terminal: tool.terminal, detail: .normal)
        outcome = try session.run(plan, settings: settings.changes) { event in
          progress.hear(event)
          return !tool.isInterrupted()
        }
        progress.clear()
        tool.report(outcome.failures, of: session)
        if outcome.isInterrupted { return .interrupted }
      }
      var options = ReportOptions { session.image($0) }
      options.edition = edition
      options.keepsWords = true
      options.fallbackTitle = Session.name(of: path)
      let exported = try Report.exported(outcome, as: format, options: options)
      tool.report(exported.gaps, of: session)
      try tool.deliver(exported.text, to: name)
      return outcome.failures.exitCode
    } catch {
      tool.report(error, of: path)
      return [error].exitCode
    }
  }
}
