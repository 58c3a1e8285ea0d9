import Glibc
import Lesson
import Steps
import Running

extension CommandLineTool {
  /// Writes the starter lesson; never over a file that is there.
  func writeStarter(_ path: String) -> ExitCode {
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

  func help(_ arguments: Arguments) -> ExitCode {
    if arguments.has("--markdown") {
      terminal.out(Reference.markdown)
      return .success
    }
    guard let word = arguments.operands.first else {
      terminal.out(CommandTable.overview + "\n" + Help.overview)
      return .success
    }
    if let command = CommandTable.all.first(where: { $0.name == word }) {
      terminal.out(command.help)
      return .success
    }
    switch Help.text(verb: word) {
    case .success(let text):
      terminal.out(text)
      return .success
    case .failure(let problem):
      terminal.err("lesson: \(problem.summary)\n" + (problem.hint.map { "        \($0)\n" } ?? ""))
      return .usage
    }
  }
}
