import Datasets
import Lesson
import Steps
import Running
import Text

extension Command {
  static let fetch = Command(
    name: "fetch", operands: Operands(text: "[DATASET]", count: 0...2),
    summary:
      "Downloads a data set (mnist, fashion-mnist) into the user's cache; the only command that uses the network.",
    options: [list.spec, mirror.spec]
  ) { tool, arguments throws(UsageError) in try Download(tool: tool).fetchDatasets(arguments) }

  fileprivate static let list = CommandOption.isGiven("--list", help: "list the data sets and whether they are here")
  fileprivate static let mirror = CommandOption<String?>.text(
    "--mirror", "URL", help: "download from this server instead")
}

/// Downloads data sets, and tells how far it is.
private struct Download {
  let tool: CommandLineTool

  func fetchDatasets(_ arguments: Arguments) throws(UsageError) -> ExitCode {
    guard let cache = DatasetLibrary.cacheFolder(tool.environment) else {
      tool.terminal.say("lesson: neither XDG_CACHE_HOME nor HOME is set, so there is no folder to download into\n")
      return .machine
    }
    let fetcher = Fetcher(cacheFolder: cache, mirror: try arguments[Command.mirror])
    if try arguments[Command.list] {
      for entry in fetcher.list() {
        tool.terminal.out(
          "\(entry.name.rawValue)  \(decimal(Double(entry.bytes) / 1_048_576, 1)) MB  "
            + "\(entry.isPresent ? "in the cache" : "not in the cache")\n" + entry.mirrors.map { "  \($0)\n" }.joined())
      }
      return .success
    }
    var names: [DatasetName] = []
    for word in arguments.operands.isEmpty ? [DatasetName.mnist.rawValue] : arguments.operands {
      guard let name = DatasetName(rawValue: word.lowercased().split(separator: "_").joined(separator: "-")) else {
        let known = DatasetName.allCases.map(\.rawValue)
        let near = Suggestion.nearest(word, among: known)
        throw UsageError(
          summary: "there is no data set '\(word)'",
          hint: near.map { "did you mean '\($0)'?" } ?? "the data sets are \(known.joined(separator: ", "))")
      }
      names.append(name)
    }
    for name in names {
      let code = fetch(name, fetcher)
      if code != .success { return code }
    }
    return .success
  }

  private func fetch(_ name: DatasetName, _ fetcher: Fetcher) -> ExitCode {
    var lastFile = ""
    do {
      let result = try fetcher.fetch(name, isInterrupted: tool.isInterrupted) { progress in
        let amount = decimal(Double(progress.bytes) / 1_048_576, 1)
        let total = decimal(Double(progress.total) / 1_048_576, 1)
        if tool.terminal.isInteractive {
          let bar = bar(Double(progress.bytes) / Double(max(progress.total, 1)))
          tool.terminal.err("\r\u{1B}[K\(progress.file) \(bar) \(amount)/\(total) MB")
        } else if progress.file != lastFile {
          tool.terminal.say("\(progress.file)\n")
        }
        lastFile = progress.file
      }
      if tool.terminal.isInteractive, !lastFile.isEmpty { tool.terminal.say("\n") }
      tool.terminal.say(
        result.downloaded.isEmpty
          ? "\(name.rawValue) is complete in \(result.folder)\n"
          : "\(name.rawValue): \(result.downloaded.count) files downloaded and verified, in \(result.folder)\n")
      return .success
    } catch {
      if tool.terminal.isInteractive, !lastFile.isEmpty { tool.terminal.say("\n") }
      let notes = error.notes + (error.isInterruption ? [] : [name.withoutDownload])
      tool.terminal.say("lesson: \(error.summary)\n" + notes.map { "        \($0)\n" }.joined())
      return error.isInterruption ? .interrupted : .machine
    }
  }
}
