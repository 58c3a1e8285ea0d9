import Grading
import Markdown
import Lesson
import Steps
import Running
import Text

extension Command {
  static let check = Command(
    name: "check", operands: .files,
    summary: "Checks a lesson without running it and prints every problem with its place and its fix.",
    options: [CommandOption.json.spec] + LessonSettings.options
  ) { tool, arguments throws(UsageError) in try LessonCheck(tool: tool).checkLessons(arguments) }
}

/// Checks lessons, and tells what it finds.
private struct LessonCheck {
  let tool: CommandLineTool

  func checkLessons(_ arguments: Arguments) throws(UsageError) -> ExitCode {
    let settings = try LessonSettings(arguments, environment: tool.environment)
    let isJSON = try arguments[.json]
    var worst = ExitCode.success
    var found: [JSON] = []
    for path in arguments.operands {
      do throws(Diagnostic) {
        var options = settings.session
        options.takesPipe = LessonPlace.takesPipe(path, among: arguments.operands)
        let session = try Session(path: path, options: options)
        let result = settings.plan(session)
        let problems = result.diagnostics
        worst = max(worst, problems.exitCode)
        if isJSON {
          found += problems.map { $0.json(file: path, source: session.source) }
        } else {
          tool.report(problems, of: session)
          tellAllowed(problems, of: session)
          if problems.exitCode == .success { tool.terminal.say("\(path): no errors\n") }
          if let plan = result.plan, let points = Scheme(plan.lesson, steps: plan.steps).text {
            tool.terminal.say("\(path): \(points)\n")
          }
        }
      } catch {
        if isJSON {
          found.append(error.json(file: path, source: SourceText("")))
        } else {
          tool.report(error, of: path)
        }
        worst = max(worst, [error].exitCode)
      }
    }
    if isJSON { tool.terminal.out(JSON.array(found).text + "\n") }
    return worst
  }

  /// What the warnings of steps are called, by which an author lets them pass.
  private func tellAllowed(_ problems: [Diagnostic], of session: Session) {
    let idle: Set<Diagnostic.ID> = [.uselessAllow, .unknownWarning]
    let warnings = problems.filter { $0.severity == .warning && $0.setting == nil && !idle.contains($0.id) }
    guard !warnings.isEmpty else { return }
    let steps = LessonSyntax(session.source, Verb.vocabulary).steps.steps
    var told: [String] = []
    for problem in warnings {
      let isInStep = problem.range.map { place in steps.contains { $0.range.contains(place.lowerBound) } } ?? false
      if isInStep, !told.contains(problem.id.rawValue) { told.append(problem.id.rawValue) }
    }
    guard !told.isEmpty else { return }
    tool.terminal.say("where a warning is meant, write below its step: allow: \(told.joined(separator: ", "))\n")
  }
}
