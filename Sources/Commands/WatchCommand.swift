import Caching
import Datasets
import Files
import HTTP
import Lesson
import Live
import Markdown
import Reporting
import Running
import Serving
import Steps
import Web

extension Command {
  private static let port = CommandOption.number(
    "--port", "N", help: "the port on this machine", shownStandard: "7317, or any that is free", in: 1...65_535)
  private static let threads = CommandOption.number(
    "--threads", "N", help: "how many threads compute", shownStandard: "all cores", in: 1...256)
  private static let eager = CommandOption.isGiven(
    "--eager", help: "train at once after every change, however long it takes")
  /// The first that is tried, so that a page that stayed open goes on when the command is started again.
  fileprivate static let usualPort = 7317

  static let watch = Command(
    name: "watch", operands: .file,
    summary: "Shows a lesson's report as a page that follows the file, and in which steps can be edited.",
    details: """
      The page is for this machine alone: it is served to the browser here, under an address that nobody can guess.
      Ctrl-C ends it. Reports are written by 'lesson run'.
      """,
    options: [port.spec, eager.spec, threads.spec] + LessonSettings.options
  ) { tool, arguments throws(UsageError) in
    var settings = try LessonSettings(arguments, environment: tool.environment)
    settings.session.threads = try arguments[threads]
    settings.session.takesPipe = false
    if let folder = CommandLineTool.resultsFolder(tool.environment) {
      settings.session.store = FolderStore(folder).store
    }
    return Watching(tool: tool).watch(
      arguments.operands[0], settings, port: try arguments[port], isEager: try arguments[eager])
  }
}

/// Serves a lesson that is being edited.
private struct Watching {
  let tool: CommandLineTool

  func watch(_ path: String, _ settings: LessonSettings, port: Int?, isEager: Bool) -> ExitCode {
    do throws(Diagnostic) { _ = try Session(path: path, options: settings.session) } catch {
      tool.report(error, of: path)
      return [error].exitCode
    }
    var progress = Progress(terminal: tool.terminal, detail: .normal)
    var report = ReportOptions()
    report.host = PageHost(
      script: String(cString: lesson_editor_script()) + String(cString: lesson_watch_script()),
      style: String(cString: lesson_editor_style()))
    let setup = LiveLesson.Setup(
      path: path, options: settings.session, report: report, changes: settings.changes, isEager: isEager,
      plan: { settings.plan($0, $1) }, hear: { progress.hear($0) },
      tell: { problems, source in
        progress.clear()
        guard !problems.isEmpty else { return }
        let writer = DiagnosticText(file: path, source: source, isColoured: tool.terminal.hasColour)
        tool.terminal.err(writer.text(problems))
      })
    do throws(FileProblem) {
      let server = try openServer(port)
      tool.terminal.out("\(path): \(server.address)\n")
      tool.terminal.say("The page follows the file; Ctrl-C ends this.\n")
      LiveLesson(setup, host: server.host(isInterrupted: tool.isInterrupted)).run()
      progress.clear()
      return .success
    } catch {
      let words = port.map { "port \($0)" } ?? "a port"
      tool.terminal.say("lesson: \(words) of this machine cannot be used: \(error.words)\n")
      return .machine
    }
  }

  private func openServer(_ port: Int?) throws(FileProblem) -> LessonServer {
    let token = Gate.lastingToken(in: DatasetLibrary.cacheFolder(tool.environment).map { parentFolder($0) })
    if let port { return try LessonServer(port: port, token: token) }
    do throws(FileProblem) { return try LessonServer(port: Command.usualPort, token: token) } catch {
      return try LessonServer(port: 0, token: token)
    }
  }
}
