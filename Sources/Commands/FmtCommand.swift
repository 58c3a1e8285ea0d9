import Files
import Markdown
import Lesson
import Steps
import Running

extension Command {
  static let fmt = Command(
    name: "fmt", operands: .files,
    summary: "Puts the steps of a lesson in order: indentation, spaces, the spelling of names; prose stays as it is.",
    details: """
      With --seal, what stands in the lesson's head tells a run which steps were changed since: an 'expect' that no longer
      holds because of them is told, and fails nothing. Seal a lesson when it is done, and anew when its steps change.
      """,
    options: [checkOnly.spec, seal.spec]
  ) { tool, arguments throws(UsageError) in try Formatting(tool: tool).formatLessons(arguments) }

  fileprivate static let checkOnly = CommandOption.isGiven(
    "--check", help: "change nothing; exit code 1 where something would change")
  fileprivate static let seal = CommandOption.isGiven(
    "--seal", help: "also write into the head what the steps are now, or, with --check, compare with it")
}

/// Formats lessons where they are.
private struct Formatting {
  let tool: CommandLineTool

  /// Formats each lesson where it is; with `--check`, only names those that would change.
  func formatLessons(_ arguments: Arguments) throws(UsageError) -> ExitCode {
    let isCheck = try arguments[Command.checkOnly]
    let seals = try arguments[Command.seal]
    var worst = ExitCode.success
    for path in arguments.operands {
      do throws(Diagnostic) {
        var options = Session.Options()
        options.takesPipe = LessonPlace.takesPipe(path, among: arguments.operands)
        let session = try Session(path: path, options: options)
        do throws(Diagnostic) {
          worst = max(worst, try format(session, isCheck: isCheck, seals: seals))
        } catch {
          tool.report([error], of: session)
          worst = max(worst, [error].exitCode)
        }
      } catch {
        tool.report(error, of: path)
        worst = max(worst, [error].exitCode)
      }
    }
    return worst
  }

  private func format(_ session: Session, isCheck: Bool, seals: Bool) throws(Diagnostic) -> ExitCode {
    let ordered = try LessonFormatter.format(session.source, Verb.vocabulary)
    // A problem is told where the lesson has it, which is not where it would have it once formatted.
    let result = seals ? try Seal.sealed(ordered, as: session.source) : ordered
    guard result.utf8 != session.source.utf8 else { return .success }
    if isCheck {
      let isInOrder = ordered.utf8 == session.source.utf8
      tool.terminal.say(
        "\(session.path): 'lesson fmt\(seals ? " --seal" : "")' would change "
          + (isInOrder ? "its seal, since its steps are others\n" : "it\n"))
      return .lesson
    }
    do throws(FileProblem) {
      try replaceFile(realPath(session.path) ?? session.path, with: result.utf8)
    } catch {
      throw Diagnostic(
        cause: .machine, id: .cannotWrite, at: nil, "\(session.path) cannot be written: \(error.words)")
    }
    tool.terminal.say("\(session.path): \(seals ? "formatted and sealed" : "formatted")\n")
    return .success
  }
}
