import Planning
import Running
import Text

extension CommandLineTool {
  func listParameters(_ arguments: Arguments) throws(UsageError) -> ExitCode {
    let settings = try LessonSettings(arguments, environment: environment)
    let path = arguments.operands[0]
    do throws(Diagnostic) {
      let session = try Session(path: path, options: settings.session)
      let result = settings.plan(session)
      let errors = result.diagnostics.filter { $0.severity == .error }
      report(errors, of: session)
      if arguments.has("--json") {
        terminal.out(Parameter.json(result.parameters, source: session.source).text + "\n")
      } else {
        terminal.out(Parameter.table(result.parameters, source: session.source))
      }
      return errors.exitCode
    } catch {
      report(error, of: path)
      return [error].exitCode
    }
  }
}
