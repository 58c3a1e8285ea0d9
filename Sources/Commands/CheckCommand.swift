import Markdown
import Planning
import Running
import Text

extension CommandLineTool {
  func checkLessons(_ arguments: Arguments) throws(UsageError) -> ExitCode {
    let settings = try LessonSettings(arguments, environment: environment)
    var worst = ExitCode.success
    var found: [JSON] = []
    for path in arguments.operands {
      do throws(Diagnostic) {
        var options = settings.session
        options.takesPipe = LessonPlace.takesPipe(path, among: arguments.operands)
        let session = try Session(path: path, options: options)
        let problems = settings.plan(session).diagnostics
        worst = max(worst, problems.exitCode)
        if arguments.has("--json") {
          found += problems.map { $0.json(file: path, source: session.source) }
        } else {
          report(problems, of: session)
          if problems.exitCode == .success { terminal.say("\(path): no errors\n") }
        }
      } catch {
        if arguments.has("--json") {
          found.append(error.json(file: path, source: SourceText("")))
        } else {
          report(error, of: path)
        }
        worst = max(worst, [error].exitCode)
      }
    }
    if arguments.has("--json") { terminal.out(JSON.array(found).text + "\n") }
    return worst
  }
}
