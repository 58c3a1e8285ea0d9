import Lesson
import Markdown
import Running
import Steps
import Text

/// What goes on with a lesson that is open in pages.
enum LiveState {
  case starting
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
    case .running: "running"
    case .done(let failures, _, let isStopped, _): failures.isEmpty ? (isStopped ? "stopped" : "done") : "failed"
    case .mistakes, .failed: "failed"
    }
  }

  var waits: Bool { if case .done(_, _, _, let waiting) = self { waiting > 0 } else { false } }

  var text: String {
    switch self {
    case .starting: return "Starting"
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

/// What pages are told, as JSON.
enum LiveEvent {
  static func state(_ state: LiveState, canUndo: Bool) -> JSON {
    .object([
      .init("state", .string(state.name)), .init("text", .string(state.text)), .init("canUndo", .bool(canUndo)),
      .init("waits", .bool(state.waits)),
    ])
  }

  static func page(_ version: Int, text: Int) -> JSON {
    .object([.init("version", .integer(version)), .init("text", .integer(text))])
  }

  /// Each with its place, in bytes, for the page to find the step.
  static func problems(_ problems: [Diagnostic], of session: Session) -> JSON {
    let writer = DiagnosticText(file: session.path, source: session.source)
    return .array(
      problems.map { problem in
        let place = problem.setting == nil ? problem.range?.lowerBound : nil
        return .object([
          .init("severity", .string(problem.severity.rawValue)), .init("offset", place.map { .integer($0) } ?? .null),
          .init("line", place.map { .integer(session.source.line(of: $0)) } ?? .null),
          .init("summary", .string(problem.summary)),
          // Without the line that says it once more.
          .init("text", .string(writer.text(problem).split(separator: "\n").dropFirst().joined(separator: "\n"))),
        ])
      })
  }
}

/// Follows a training, and says from time to time how far it is.
struct LiveProgress {
  private var step = ""
  private var start: ContinuousClock.Instant?
  private var last: ContinuousClock.Instant?

  mutating func hear(_ event: RunEvent, at now: ContinuousClock.Instant) -> JSON? {
    switch event {
    case .stepStarted(_, _, let planned):
      step = planned.id
      (start, last) = (nil, nil)
      return nil
    case .training(let progress):
      let begin = start ?? now
      start = begin
      // As often as an eye can follow.
      if let last, now - last < .milliseconds(60), !progress.isEpochEnd { return nil }
      last = now
      return json(progress, elapsed: (now - begin) / .seconds(1))
    case .trials(let progress):
      let begin = start ?? now
      start = begin
      if let last, now - last < .milliseconds(250) { return nil }
      last = now
      return json(progress, elapsed: (now - begin) / .seconds(1))
    case .picture, .remark, .stepFinished: return nil
    }
  }

  private func json(_ progress: TrialProgress, elapsed: Double) -> JSON {
    let left =
      elapsed > 0.5 && progress.share > 0
      ? JSON.number(elapsed * (1 - progress.share) / progress.share) : .null
    return .object([
      .init("step", .string(step)), .init("run", .integer(progress.done)), .init("runs", .integer(progress.of)),
      .init("share", .number(progress.share)), .init("left", left),
    ])
  }

  private func json(_ progress: TrainingProgress, elapsed: Double) -> JSON {
    let batch = progress.isEpochEnd ? progress.batches : progress.batch
    let done = (Double(progress.epoch - 1) + Double(batch) / Double(max(progress.batches, 1))) / Double(progress.epochs)
    let left = elapsed > 0.5 && done > 0 ? JSON.number(elapsed * (1 - done) / done) : .null
    return .object([
      .init("step", .string(step)), .init("epoch", .integer(progress.epoch)),
      .init("epochs", .integer(progress.epochs)), .init("batch", .integer(batch)),
      .init("batches", .integer(progress.batches)), .init("share", .number(done)), .init("left", left),
      .init("loss", .number(progress.loss)), .init("accuracy", progress.accuracy.map { .number($0) } ?? .null),
      .init("validationLoss", progress.validationLoss.map { .number($0) } ?? .null),
      .init("ends", .bool(progress.isEpochEnd)),
    ])
  }
}
