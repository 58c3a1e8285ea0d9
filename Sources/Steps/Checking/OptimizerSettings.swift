import Lesson
import Text
import Networks

/// The settings of `fit` that choose the rule by which the weights change.
enum OptimizerSettings {
  private enum Name: String, Sendable { case adam, sgd, rmsprop }

  private static let optimizer = Key<Name>.choice(
    "optimizer", [(.adam, []), (.sgd, []), (.rmsprop, [])], standard: .adam, "the rule that changes the weights")
  private static let learningRate = Key<RateSchedule?>.rate(
    "learning_rate", aliases: ["lr", "rate", "eta"], text: "0.001, with sgd 0.01",
    "how far the weights move at each step, and how that goes over the epochs")
  private static let momentum = Key<Double>.number(
    "momentum", in: .belowOne, standard: 0, "how much of the last move goes on; with sgd and rmsprop")
  private static let nesterov = Key<Bool>.flag("nesterov", standard: false, "Nesterov's momentum; with sgd")
  private static let decay = Key<Double>.number(
    "decay", in: .nonNegative, standard: 0,
    "how fast the learning rate falls: it is divided by 1 + decay · steps")

  static let specs = [optimizer.spec, learningRate.spec, momentum.spec, nesterov.spec, decay.spec]

  /// Whether no setting belongs to another optimizer.
  static func fit(_ keys: Keys, _ checker: inout Checker) -> Bool {
    let name = keys[optimizer]
    var fits = true
    let owned = [
      (momentum.name, keys.entry(momentum), [.sgd, .rmsprop], keys[momentum] != 0),
      (nesterov.name, keys.entry(nesterov), [Name.sgd], keys[nesterov]),
    ]
    for (key, entry, owners, isSet) in owned {
      guard let entry, isSet, !owners.contains(name) else { continue }
      checker.report(
        Diagnostic(
          id: .uselessKey, at: entry.key, "the optimizer '\(name.rawValue)' has no '\(key)'",
          hint: "leave it out, or write 'optimizer: sgd'"))
      fits = false
    }
    if let entry = keys.entry(nesterov), keys[nesterov], name == .sgd, keys[momentum] == 0 {
      checker.report(
        Diagnostic(
          .warning, id: .uselessKey, at: entry.key, "'nesterov' does nothing without 'momentum'",
          hint: "add 'momentum: 0.9'"))
    }
    if let entry = keys.entry(decay), keys[decay] != 0, let schedule = keys[learningRate], schedule.course != .constant
    {
      checker.report(
        Diagnostic(
          id: .uselessKey, at: entry.key, "'decay' and the schedule in 'learning_rate' exclude each other",
          hint: "keep one of the two"))
      fits = false
    }
    return fits
  }

  /// Whether the learning rate's schedule fits into the training.
  static func scheduleFits(_ keys: Keys, epochs: Int, validates: Bool, _ checker: inout Checker) -> Bool {
    guard let schedule = keys[learningRate], let entry = keys.entry(learningRate) else { return true }
    if case .cosine(_, let warmup, nil) = schedule.course, warmup >= epochs {
      checker.report(
        Diagnostic(
          id: .outOfRange, at: entry.place,
          "the warm-up takes \(Words.count(warmup, "epoch")), which leaves none of \(epochs) for the cosine",
          hint: epochs > 1 ? "write 'warmup \(max(1, epochs / 10))'" : "leave 'warmup \(warmup)' out"))
      return false
    }
    if schedule.followsLosses, !validates {
      checker.report(
        Diagnostic(
          .warning, id: .noValidation, at: entry.place,
          "without validation data, 'plateau' watches the training loss, which hardly ever rises",
          notes: ["add 'validation_split: 0.1', so that it watches the loss on samples that are not trained on"]))
    }
    return true
  }

  /// nil where the learning rate stays as it is.
  static func schedule(of step: PlannedStep) -> RateSchedule? {
    step[learningRate].flatMap { $0.course == .constant ? nil : $0 }
  }

  /// What the engine is told.
  static func optimizer(of step: PlannedStep) -> Optimizer {
    let rate = step[learningRate].map { Float($0.start) }
    let (momentum, decay) = (Float(step[momentum]), Float(step[decay]))
    return switch step[optimizer] {
    case .adam: .adam(learningRate: rate ?? 0.001, decay: decay)
    case .sgd:
      .sgd(learningRate: rate ?? 0.01, momentum: momentum, nesterov: step[nesterov], decay: decay)
    case .rmsprop: .rmsprop(learningRate: rate ?? 0.001, momentum: momentum, decay: decay)
    }
  }
}
