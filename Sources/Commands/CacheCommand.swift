import Caching
import Datasets
import Files
import Lesson
import Text

extension Command {
  static let cache = Command(
    name: "cache", operands: Operands(text: "[clear]", count: 0...1),
    summary: "Shows how much the results of earlier runs take; 'lesson cache clear' removes them."
  ) { tool, arguments throws(UsageError) in try showCache(arguments, tool) }

  private static func showCache(_ arguments: Arguments, _ tool: CommandLineTool) throws(UsageError) -> ExitCode {
    let word = arguments.operands.first
    guard word == nil || word == "clear" else {
      throw UsageError(
        summary: "'lesson cache' has no '\(word ?? "")'", hint: "'lesson cache clear' removes what is kept")
    }
    guard let path = CommandLineTool.resultsFolder(tool.environment) else {
      tool.terminal.say("lesson: neither XDG_CACHE_HOME nor HOME is set, so no results are kept\n")
      return .machine
    }
    let store = FolderStore(path)
    if word == "clear" {
      let (bytes, count) = store.clear()
      tool.terminal.out("removed \(amount(count, bytes)) from \(path)\n")
      return .success
    }
    let entries = store.entries
    tool.terminal.out("\(path): \(amount(entries.count, entries.reduce(0) { $0 + $1.size }))\n")
    return .success
  }

  private static func amount(_ count: Int, _ bytes: Int) -> String {
    "\(Words.count(count, "result")), \(decimal(Double(bytes) / 1_048_576, 1)) MB"
  }
}
