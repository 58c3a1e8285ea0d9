import Lesson
import Markdown
import Running
import Steps
import Text

/// What goes on with a lesson that is open in pages.
enum LiveState {
  case starting
  /// The steps are run when that is asked for.
  case ready
  case running
  /// - Parameter waiting: how many steps are not up to date.
  case done([Diagnostic], seconds: Double, isStopped: Bool, waiting: Int)
  /// The check found mistakes; pages show what ran last.
  case mistakes([Diagnostic])
  /// Something outside of the lesson keeps it from running.
  case failed(String)

  var name: String {
    switch self {
    case .starting: "starting"
    case .ready: "ready"
    case .running: "running"
    case .done(let failures, _, let isStopped, _): failures.isEmpty ? (isStopped ? "stopped" : "done") : "failed"
    case .mistakes, .failed: "failed"
    }
  }

  var waits: Bool {
    switch self {
    case .ready: true
    case .done(_, _, _, let waiting): waiting > 0
    case .starting, .running, .mistakes, .failed: false
    }
  }

  var text: String {
    switch self {
    case .starting: return "Starting"
    case .ready: return "Ready: nothing has run yet"
    case .running: return "Running"
    case .done(let failures, let seconds, let isStopped, let waiting):
      let time = decimal(seconds, seconds < 1 ? 2 : 1)
      if !failures.isEmpty { return "\(Words.count(failures.count, "step")) failed" }
      if waiting > 0 { return "\(Words.count(waiting, "step")) not up to date: run to train again" }
      return isStopped ? "Stopped; what was learnt so far is shown" : "Up to date, in \(time) s"
    case .mistakes(let problems):
      let count = problems.count { $0.severity == .error }
      return "\(Words.count(count, "mistake")); what is shown of results is from the last run that worked"
    case .failed(let words): return words
    }
  }
}
