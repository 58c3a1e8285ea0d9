import Datasets
import Files
import Markdown
import Lesson
import Steps
import Running

/// The exit codes that `lesson` answers with.
package enum ExitCode: Int32, Sendable, Comparable {
  case success = 0
  case lesson = 1
  case usage = 2
  case machine = 3
  /// 128 + SIGINT, as shells expect of a program that Ctrl-C ended.
  case interrupted = 130

  package static func < (left: ExitCode, right: ExitCode) -> Bool { left.rawValue < right.rawValue }
}

/// The command line as a value: words in, text and an exit code out.
package struct CommandLineTool {
  let terminal: Terminal
  let environment: [String: String]
  /// Asked between batches; true ends the run.
  let isInterrupted: () -> Bool

  package static let version = "0.1.0"
  /// Under this name the environment tells what this very program is, whatever its version.
  static let programIdentity = "LESSON_PROGRAM"
  /// Under this name the environment tells where this very program lies, for those that start it once more.
  package static let programPath = "LESSON_PROGRAM_PATH"

  package init(terminal: Terminal, environment: [String: String], isInterrupted: @escaping () -> Bool) {
    self.terminal = terminal
    self.environment = environment
    self.isInterrupted = isInterrupted
  }

  /// `lesson/steps` in the user's cache, beside the data sets; nil where there is no such folder.
  static func resultsFolder(_ environment: [String: String]) -> String? {
    DatasetLibrary.cacheFolder(environment).map { parentFolder($0) + "/steps" }
  }

  /// - Parameter words: the arguments without the program's name.
  package func run(_ words: [String]) -> ExitCode {
    guard let name = words.first else {
      terminal.say(Command.overview)
      return .usage
    }
    if ["--version", "version"].contains(name) {
      terminal.out("lesson \(CommandLineTool.version)\n")
      return .success
    }
    if ["--help", "-h"].contains(name) {
      terminal.out(Command.overview)
      return .success
    }
    guard let command = (Command.all + [.gradeOne, .gradeRest]).first(where: { $0.name == name }) else {
      return unknownCommand(name)
    }
    let rest = Array(words.dropFirst())
    if rest.contains("--help") || rest.contains("-h") {
      terminal.out(command.help)
      return .success
    }
    do throws(UsageError) {
      return try command.run(self, try Arguments(rest, for: command))
    } catch { return refuse(error) }
  }

  private func unknownCommand(_ name: String) -> ExitCode {
    if name.hasSuffix(".md") {
      return refuse(UsageError(summary: "'\(name)' is no command", hint: "did you mean 'lesson run \(name)'?"))
    }
    let near = Suggestion.nearest(name, among: Command.all.map { $0.name })
    return refuse(
      UsageError(
        summary: "there is no command '\(name)'",
        hint: near.map { "did you mean 'lesson \($0)'?" } ?? "'lesson --help' lists the commands"))
  }

  private func refuse(_ error: UsageError) -> ExitCode {
    terminal.say("lesson: \(error.summary)\n" + (error.hint.map { "        \($0)\n" } ?? ""))
    return .usage
  }

  /// Prints problems with their places.
  func report(_ problems: [Diagnostic], of session: Session) {
    guard !problems.isEmpty else { return }
    terminal.err(
      DiagnosticText(file: session.path, source: session.source, isColoured: terminal.hasColour).text(problems))
  }

  /// Prints a problem of the lesson's file itself.
  func report(_ problem: Diagnostic, of path: String) {
    terminal.err(DiagnosticText(file: path, source: SourceText(""), isColoured: terminal.hasColour).text([problem]))
  }
}

extension Sequence where Element == Diagnostic {
  var exitCode: ExitCode {
    let errors = filter { $0.severity == .error }
    if errors.contains(where: { $0.cause == .machine }) { return .machine }
    if !errors.isEmpty, errors.allSatisfy({ $0.setting != nil }) { return .usage }
    return errors.isEmpty ? .success : .lesson
  }
}
