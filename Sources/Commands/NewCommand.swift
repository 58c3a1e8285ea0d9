import Glibc
import Lesson
import Steps
import Running

extension Command {
  static let new = Command(
    name: "new", operands: .file,
    summary: "Writes a starter lesson; a file that exists is left alone."
  ) { tool, arguments in tool.writeStarter(arguments.operands[0]) }
}

extension CommandLineTool {
  /// Writes the starter lesson; never over a file that is there.
  fileprivate func writeStarter(_ path: String) -> ExitCode {
    guard realPath(path) == nil else {
      terminal.err("lesson: '\(path)' exists already; choose another name\n")
      return .machine
    }
    do throws(FileProblem) {
      try writeFile(Array(Starter.text.utf8), to: path)
    } catch {
      _ = unlink(path)
      terminal.err("lesson: '\(path)' cannot be written: \(error.words)\n")
      return .machine
    }
    let isPlain = path.allSatisfy { $0.isLetter || $0.isNumber || "/._-+".contains($0) }
    terminal.err("wrote \(path); run it with: lesson run \(isPlain ? path : "\"\(path)\"")\n")
    return .success
  }
}
