import Lesson
import Networks

/// The settings of `fit` that choose the rule by which the weights change.
enum OptimizerSettings {
  private enum Name: String, Sendable { case adam, sgd, rmsprop }

  private static let optimizer = Key<Name>.choice(
    "optimizer", [(.adam, []), (.sgd, []), (.rmsprop, [])], standard: .adam, "the rule that changes the weights")
  private static let learningRate = Key<Double?>.number(
    "learning_rate", aliases: ["lr", "rate", "eta"], in: .positive, text: "0.001, with sgd 0.01",
    "how far the weights move at each step")
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
    return fits
  }

  /// What the engine is told.
  static func optimizer(of step: PlannedStep) -> Optimizer {
    let rate = step[learningRate].map { Float($0) }
    let (momentum, decay) = (Float(step[momentum]), Float(step[decay]))
    return switch step[optimizer] {
    case .adam: .adam(learningRate: rate ?? 0.001, decay: decay)
    case .sgd:
      .sgd(learningRate: rate ?? 0.01, momentum: momentum, nesterov: step[nesterov], decay: decay)
    case .rmsprop: .rmsprop(learningRate: rate ?? 0.001, momentum: momentum, decay: decay)
    }
  }
}
