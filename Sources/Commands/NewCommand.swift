import Files
import Glibc
import Lesson
import Running
import Steps

extension Command {
  static let new = Command(
    name: "new", operands: .file,
    summary: "Writes a starter lesson; a file that exists is left alone."
  ) { tool, arguments in tool.writeStarter(arguments.operands[0]) }
}

extension CommandLineTool {
  /// Writes the starter lesson; never over a file that is there.
  fileprivate func writeStarter(_ path: String) -> ExitCode {
    do throws(FileProblem) {
      try writeFile(Array(Starter.text.utf8), to: path)
    } catch {
      let problem = error.exists ? "exists already; choose another name" : "cannot be written: \(error.words)"
      terminal.say("lesson: '\(path)' \(problem)\n")
      return .machine
    }
    let isPlain = path.allSatisfy { $0.isLetter || $0.isNumber || "/._-+".contains($0) }
    terminal.say("wrote \(path); run it with: lesson run \(isPlain ? path : "\"\(path)\"")\n")
    return .success
  }
}
