import Glibc
import Synchronization

private let interruptions = Atomic<Int>(0)

extension CommandLineTool {
  /// Runs the process's own arguments; a first Ctrl-C ends the run in good order, a second one at once.
  package static func runProcess() -> Int32 {
    signal(SIGPIPE, SIG_IGN)
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in
        if interruptions.wrappingAdd(1, ordering: .relaxed).oldValue > 0 { _exit(ExitCode.interrupted.rawValue) }
      }
    }
    var environment: [String: String] = [:]
    for name in ["LESSON_DATA", "LESSON_CPU", "XDG_CACHE_HOME", "HOME", "NO_COLOR", "TERM"] {
      environment[name] = getenv(name).map { String(cString: $0) }
    }
    let tool = CommandLineTool(
      terminal: Terminal.standard(environment: environment), environment: environment,
      isInterrupted: { interruptions.load(ordering: .relaxed) > 0 })
    return tool.run(Array(CommandLine.arguments.dropFirst())).rawValue
  }
}
