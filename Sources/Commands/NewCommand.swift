import Files
import Planning

extension CommandLineTool {
  /// Writes the starter lesson; never over a file that is there.
  func writeStarter(_ path: String) -> ExitCode {
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

  func help(_ arguments: Arguments) -> ExitCode {
    if arguments.has("--markdown") {
      terminal.document(Reference.markdown)
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
      terminal.say("lesson: \(problem.summary)\n" + (problem.hint.map { "        \($0)\n" } ?? ""))
      return .usage
    }
  }
}
