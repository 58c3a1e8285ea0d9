import Files
import Glibc
import Running
import Steps
import Synchronization

private let interruptions = Atomic<Int>(0)
/// Whether what runs looks for interruptions; what does not is ended by the first.
private let isHeard = Atomic<Bool>(false)
private let farewell: StaticString = "lesson: interrupted\n"

extension CommandLineTool {
  /// Runs the process's own arguments; a first Ctrl-C ends the run in good order, a second one at once.
  package static func runProcess() -> Int32 {
    signal(SIGPIPE, SIG_IGN)
    // A file past the limit on sizes is reported, as one on a full disk is.
    signal(SIGXFSZ, SIG_IGN)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      let earlier = signal(number) { _ in
        let isFirst = interruptions.wrappingAdd(1, ordering: .relaxed).oldValue == 0
        if isFirst && isHeard.load(ordering: .relaxed) { return }
        if isFirst { _ = write(2, farewell.utf8Start, farewell.utf8CodeUnitCount) }
        _exit(ExitCode.interrupted.rawValue)
      }
      // What started the program may have had it ignored, as `nohup` does.
      if unsafeBitCast(earlier, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { signal(number, SIG_IGN) }
    }
    var environment: [String: String] = [:]
    for name in ["LESSON_DATA", "LESSON_CPU", "XDG_CACHE_HOME", "HOME", "NO_COLOR", "TERM"] {
      environment[name] = getenv(name).map { String(cString: $0) }
    }
    environment[programIdentity] = OpenFile.identity(of: "/proc/self/exe").map { "\(version) \($0)" }
    let tool = CommandLineTool(
      terminal: Terminal.standard(environment: environment), environment: environment,
      isInterrupted: {
        isHeard.store(true, ordering: .relaxed)
        return interruptions.load(ordering: .relaxed) > 0
      })
    let code = tool.run(Array(CommandLine.arguments.dropFirst()))
    let failure = outputFailure.load(ordering: .relaxed)
    guard failure != 0 else { return code.rawValue }
    tool.terminal.say("lesson: standard output cannot be written: \(FileProblem(failure).words)\n")
    return max(code, .machine).rawValue
  }
}
