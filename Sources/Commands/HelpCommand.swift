import Lesson
import Steps

extension Command {
  static let explain = Command(
    name: "help", operands: Operands(text: "[VERB]", count: 0...1),
    summary: "Lists the verbs of lessons, or explains one with its settings and an example.",
    options: [markdown.spec]
  ) { tool, arguments throws(UsageError) in try tool.explain(arguments) }

  fileprivate static let markdown = CommandOption.isGiven(
    "--markdown", help: "print the whole reference, as in Lessons/reference.md")
}

extension CommandLineTool {
  fileprivate func explain(_ arguments: Arguments) throws(UsageError) -> ExitCode {
    if try arguments[Command.markdown] {
      terminal.out(Reference.markdown)
      return .success
    }
    guard let word = arguments.operands.first else {
      terminal.out(Command.overview + "\n" + Help.overview)
      return .success
    }
    if let command = Command.all.first(where: { $0.name == word }) {
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
