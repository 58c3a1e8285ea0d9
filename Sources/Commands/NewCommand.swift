import Files
import Glibc
import Lesson
import Running
import Steps

extension Command {
  static let new = Command(
    name: "new", operands: .file,
    summary: "Writes a starter lesson; a file that exists is left alone."
  ) { tool, arguments in writeStarter(arguments.operands[0], tool) }

  /// Writes the starter lesson; never over a file that is there.
  private static func writeStarter(_ path: String, _ tool: CommandLineTool) -> ExitCode {
    do throws(FileProblem) {
      try writeFile(Array(Starter.text.utf8), to: path)
    } catch {
      let problem = error.exists ? "exists already; choose another name" : "cannot be written: \(error.words)"
      tool.terminal.say("lesson: '\(path)' \(problem)\n")
      return .machine
    }
    let isPlain = path.allSatisfy { $0.isLetter || $0.isNumber || "/._-+".contains($0) }
    tool.terminal.say("wrote \(path); run it with: lesson run \(isPlain ? path : "\"\(path)\"")\n")
    return .success
  }
}
