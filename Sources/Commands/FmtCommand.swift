import Files
import Markdown
import Lesson
import Steps
import Running

extension Command {
  static let fmt = Command(
    name: "fmt", operands: .files,
    summary: "Puts the steps of a lesson in order: indentation, spaces, the spelling of names; prose stays as it is.",
    options: [checkOnly.spec]
  ) { tool, arguments throws(UsageError) in try tool.formatLessons(arguments) }

  fileprivate static let checkOnly = CommandOption.isGiven(
    "--check", help: "change nothing; exit code 1 where something would change")
}

extension CommandLineTool {
  /// Formats each lesson where it is; with `--check`, only names those that would change.
  fileprivate func formatLessons(_ arguments: Arguments) throws(UsageError) -> ExitCode {
    let isCheck = try arguments[Command.checkOnly]
    var worst = ExitCode.success
    for path in arguments.operands {
      do throws(Diagnostic) {
        var options = Session.Options()
        options.takesPipe = LessonPlace.takesPipe(path, among: arguments.operands)
        let session = try Session(path: path, options: options)
        do throws(Diagnostic) {
          worst = max(worst, try format(session, isCheck: isCheck))
        } catch {
          report([error], of: session)
          worst = max(worst, [error].exitCode)
        }
      } catch {
        report(error, of: path)
        worst = max(worst, [error].exitCode)
      }
    }
    return worst
  }

  private func format(_ session: Session, isCheck: Bool) throws(Diagnostic) -> ExitCode {
    let formatted = try LessonFormatter.format(session.source, Verb.vocabulary)
    guard formatted.utf8 != session.source.utf8 else { return .success }
    if isCheck {
      terminal.say("\(session.path): 'lesson fmt' would change it\n")
      return .lesson
    }
    do throws(FileProblem) {
      try replaceFile(realPath(session.path) ?? session.path, with: formatted.utf8)
    } catch {
      throw Diagnostic(
        cause: .machine, id: .cannotWrite, at: nil, "\(session.path) cannot be written: \(error.words)")
    }
    terminal.say("\(session.path): formatted\n")
    return .success
  }
}
