/// How a learning rate changes, as lessons say it.
struct KerasRate {
  /// `cosine 0.01 over 20`, or the rate that it starts from.
  var text: String
  /// Whether that says all of it.
  var isWhole: Bool

  /// A schedule of `keras.optimizers.schedules`; nil for anything else.
  static func schedule(_ value: PythonExpression, _ known: KerasKnowledge) -> KerasRate? {
    guard let called = value.calledName,
      ["CosineDecay", "ExponentialDecay", "InverseTimeDecay", "PiecewiseConstantDecay", "PolynomialDecay"]
        .contains(called)
    else { return nil }
    let first = value.argument(0, "initial_learning_rate")
    guard let start = known.numberText(first) else { return nil }
    let rest = KerasRate(text: start, isWhole: false)
    switch called {
    case "CosineDecay":
      guard let over = epochs(value.argument(1, "decay_steps"), known) else { return rest }
      let target = known.numberText(value.keyword("warmup_target")) ?? start
      let alpha = known.number(value.argument(2, "alpha")) ?? 0
      let end = alpha == 0 ? "" : " to \((alpha * (Double(target) ?? 0) * 1e15).rounded() / 1e15)"
      guard let warmup = value.keyword("warmup_steps") else {
        return KerasRate(text: "cosine \(start)\(end) over \(over)", isWhole: true)
      }
      guard let warmup = epochs(warmup, known), known.number(first) == 0 else { return rest }
      return KerasRate(text: "cosine \(target)\(end) warmup \(warmup) over \(over)", isWhole: true)
    case "ExponentialDecay":
      guard let every = epochs(value.argument(1, "decay_steps"), known),
        let factor = known.numberText(value.argument(2, "decay_rate"))
      else { return rest }
      let name = value.argument(3, "staircase") == .name("True") ? "step" : "exponential"
      return KerasRate(text: "\(name) \(start) by \(factor)" + (every == 1 ? "" : " every \(every)"), isWhole: true)
    default: return rest
    }
  }

  /// `20 * steps_per_epoch`, where that is `len(x_train) // 128` or the like: 20.
  private static func epochs(_ steps: PythonExpression?, _ known: KerasKnowledge) -> Int? {
    switch steps {
    case .name(let name):
      if case .counted? = known.names[name] { return 1 }
      if case .value(let value)? = known.names[name] { return epochs(value, known) }
      return nil
    case .binary(_, "//", _), .binary(_, "/", _):
      return steps.map { known.isCount($0) } ?? false ? 1 : nil
    case .binary(let left, "*", let right):
      for (count, batches) in [(left, right), (right, left)] where epochs(batches, known) == 1 {
        if let count = known.integer(count) { return count }
      }
      return nil
    default: return nil
    }
  }
}
