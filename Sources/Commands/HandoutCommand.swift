import Markdown
import Lesson
import Steps
import Running

extension Command {
  static let handout = Command(
    name: "handout", operands: .file,
    summary: "Prints the lesson as students get it: no solutions, no notes for teachers, and blanks to fill in.",
    details: """
      Write it to a file of its own: lesson handout 05-fashion.md > for-students/05-fashion.md
      A value in double square brackets, [[20]], becomes the blank ____, which a run asks to be filled in; in the
      prose, [[9]](value:predict.answer) becomes [____](blank:predict.answer), and the report says whether the answer
      is right. A seal becomes that of the copy.
      """
  ) { tool, arguments in printHandout(arguments.operands[0], tool) }

  private static func printHandout(_ path: String, _ tool: CommandLineTool) -> ExitCode {
    do throws(Diagnostic) {
      let session = try Session(path: path, options: Session.Options())
      do throws(Handout.Problems) {
        let handout = try Handout.text(of: session.source, Verb.vocabulary) { Seal.of($0).text }
        tool.terminal.document(handout.text(0..<handout.utf8.count))
        return .success
      } catch {
        tool.report(error.diagnostics, of: session)
        return error.diagnostics.exitCode
      }
    } catch {
      tool.report(error, of: path)
      return [error].exitCode
    }
  }
}
