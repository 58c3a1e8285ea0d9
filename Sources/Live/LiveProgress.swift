import Running
import Steps
import Text

/// Follows a training, and says from time to time how far it is.
struct LiveProgress {
  private var step = ""
  private var start: Double?
  private var last: Double?

  /// - Parameter now: in seconds.
  mutating func hear(_ event: RunEvent, at now: Double) -> LiveEvent? {
    switch event {
    case .stepStarted(_, _, let planned):
      step = planned.id
      (start, last) = (nil, nil)
      return nil
    case .training(let progress):
      let begin = start ?? now
      start = begin
      // As often as an eye can follow.
      if let last, now - last < 0.06, !progress.isEpochEnd { return nil }
      last = now
      return LiveEvent("progress", json(progress, elapsed: now - begin))
    case .picture, .remark, .stepFinished: return nil
    }
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
