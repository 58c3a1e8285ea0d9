import Lesson
import Steps

extension Command {
  static let explain = Command(
    name: "help", operands: Operands(text: "[VERB]", count: 0...1),
    summary: "Lists the verbs of lessons, or explains one with its settings and an example.",
    options: [markdown.spec]
  ) { tool, arguments throws(UsageError) in try answer(arguments, tool) }

  private static let markdown = CommandOption.isGiven(
    "--markdown", help: "print the whole reference, as in Lessons/reference.md")

  private static func answer(_ arguments: Arguments, _ tool: CommandLineTool) throws(UsageError) -> ExitCode {
    if try arguments[markdown] {
      tool.terminal.out(Reference.markdown)
      return .success
    }
    guard let word = arguments.operands.first else {
      tool.terminal.out(Command.overview + "\n" + Help.overview)
      return .success
    }
    if let command = Command.all.first(where: { $0.name == word }) {
      tool.terminal.out(command.help)
      return .success
    }
    switch Help.text(verb: word) {
    case .success(let text):
      tool.terminal.out(text)
      return .success
    case .failure(let problem):
      tool.terminal.err("lesson: \(problem.summary)\n" + (problem.hint.map { "        \($0)\n" } ?? ""))
      return .usage
    }
  }
}
