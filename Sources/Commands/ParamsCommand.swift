import Lesson
import Steps
import Running
import Text

extension Command {
  static let params = Command(
    name: "params", operands: .file,
    summary: "Lists every setting that can be changed: step, key, value, default, range.",
    options: [CommandOption.json.spec] + LessonSettings.options
  ) { tool, arguments throws(UsageError) in try listParameters(arguments, tool) }

  private static func listParameters(_ arguments: Arguments, _ tool: CommandLineTool) throws(UsageError) -> ExitCode {
    let settings = try LessonSettings(arguments, environment: tool.environment)
    let isJSON = try arguments[.json]
    let path = arguments.operands[0]
    do throws(Diagnostic) {
      let session = try Session(path: path, options: settings.session)
      let result = settings.plan(session)
      let errors = result.diagnostics.filter { $0.severity == .error }
      tool.report(errors, of: session)
      if isJSON {
        tool.terminal.out(Parameter.json(result.parameters, source: session.source).text + "\n")
      } else {
        tool.terminal.out(Parameter.table(result.parameters, source: session.source))
      }
      return errors.exitCode
    } catch {
      tool.report(error, of: path)
      return [error].exitCode
    }
  }
}
