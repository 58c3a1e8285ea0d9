/// How a learning rate changes, as lessons say it.
struct KerasRate {
  /// `cosine 0.01 over 20`, or the rate that it starts from.
  var text: String
  /// Whether that says all of it.
  var isWhole: Bool
}

extension KerasKnowledge {
  /// A schedule of `keras.optimizers.schedules`; nil for anything else.
  func schedule(_ value: PythonExpression) -> KerasRate? {
    guard let called = value.calledName,
      ["CosineDecay", "ExponentialDecay", "InverseTimeDecay", "PiecewiseConstantDecay", "PolynomialDecay"]
        .contains(called)
    else { return nil }
    let first = value.argument(0, "initial_learning_rate")
    guard let start = numberText(first) else { return nil }
    let rest = KerasRate(text: start, isWhole: false)
    switch called {
    case "CosineDecay":
      guard let over = epochs(value.argument(1, "decay_steps")) else { return rest }
      let target = numberText(value.keyword("warmup_target")) ?? start
      let alpha = number(value.argument(2, "alpha")) ?? 0
      let end = alpha == 0 ? "" : number(.number(target)).map { " to \(Self.plain(alpha * $0))" } ?? ""
      guard let warmup = value.keyword("warmup_steps") else {
        return KerasRate(text: "cosine \(start)\(end) over \(over)", isWhole: true)
      }
      guard let warmup = epochs(warmup), number(first) == 0 else { return rest }
      return KerasRate(text: "cosine \(target)\(end) warmup \(warmup) over \(over)", isWhole: true)
    case "ExponentialDecay":
      guard let every = epochs(value.argument(1, "decay_steps")),
        let factor = numberText(value.argument(2, "decay_rate"))
      else { return rest }
      let name = value.argument(3, "staircase") == .name("True") ? "step" : "exponential"
      return KerasRate(text: "\(name) \(start) by \(factor)" + (every == 1 ? "" : " every \(every)"), isWhole: true)
    default: return rest
    }
  }

  /// A product in few digits: 0.001 rather than 0.0010000000000000002.
  private static func plain(_ value: Double) -> String {
    for places in 1...17 {
      let scale = Double(sign: .plus, exponent: 0, significand: 1) * (0..<places).reduce(1.0) { scale, _ in scale * 10 }
      let rounded = (value * scale).rounded() / scale
      if abs(rounded - value) <= abs(value) * 1e-12 { return "\(rounded)" }
    }
    return "\(value)"
  }

  /// `20 * steps_per_epoch`, where that is `len(x_train) // 128` or the like: 20.
  private func epochs(_ steps: PythonExpression?) -> Int? {
    switch steps {
    case .name(let name):
      if case .counted? = names[name] { return 1 }
      if case .value(let value)? = names[name] { return epochs(value) }
      return nil
    case .binary(let left, "*", let right):
      if let count = integer(left), integer(right) == nil || isCounted(right), epochs(right) == 1 { return count }
      if let count = integer(right), epochs(left) == 1 { return count }
      return nil
    default: return nil
    }
  }

  private func isCounted(_ expression: PythonExpression) -> Bool {
    if case .name(let name) = expression, case .counted? = names[name] { true } else { false }
  }

  /// Whether it counts samples or batches: numbers and the lengths of arrays alone.
  func isCount(_ value: PythonExpression) -> Bool {
    var hasLength = false
    let isPlain = value.all.allSatisfy { part in
      switch part {
      case .number, .unary, .binary: return true
      case .call:
        if part.calledName == "len" { hasLength = true }
        return ["len", "int", "round", "ceil", "floor"].contains(part.calledName ?? "")
      case .subscripted(.attribute(let base, "shape"), let places):
        if operand(base) != nil, integer(places.first) == 0 { hasLength = true }
        return hasLength
      case .attribute(_, let name): return ["shape", "ceil", "floor"].contains(name)
      case .name(let name):
        switch names[name] {
        case .array?, .value?, .counted?: return true
        default: return ["len", "int", "round", "np", "math"].contains(name)
        }
      default: return false
      }
    }
    return isPlain && hasLength
  }

  /// A learning rate as `fit` takes it: a number, a schedule, or a rate that falls as `decay` says.
  func learningRate(_ expression: PythonExpression) -> [String]? {
    if let number = numberText(expression) { return ["learning_rate: \(number)"] }
    if case .name(let name) = expression {
      if case .rate(let rate)? = names[name] { return ["learning_rate: \(rate.text)"] }
      if case .value(let value)? = names[name] { return learningRate(value) }
    }
    if expression.calledName == "InverseTimeDecay",
      let start = numberText(expression.argument(0, "initial_learning_rate")),
      integer(expression.argument(1, "decay_steps")) == 1, let decay = numberText(expression.argument(2, "decay_rate"))
    {
      return ["learning_rate: \(start)", "decay: \(decay)"]
    }
    return schedule(expression).map { ["learning_rate: \($0.text)"] }
  }

  /// Whether a call of `compile` has a schedule of which only the start is kept.
  func leavesScheduleOut(_ call: PythonExpression) -> Bool {
    call.all.contains { part in
      if case .name(let name) = part {
        switch names[name] {
        case .rate(let rate)?: return !rate.isWhole
        case .optimizer(_, let isWhole)?: return !isWhole
        default: return false
        }
      }
      guard part.calledName != "InverseTimeDecay" || integer(part.argument(1, "decay_steps")) != 1 else { return false }
      return schedule(part).map { !$0.isWhole } ?? false
    }
  }

  /// What `evaluate` is to show beside the accuracy, of the metrics that a network was compiled with.
  func measures(_ metrics: PythonExpression?) -> [String] {
    let found = (metrics?.elements ?? []).compactMap { metric -> String? in
      switch (text(metric) ?? metric.calledName ?? metric.path?.last ?? "").lowercased() {
      case "mae", "mean_absolute_error", "meanabsoluteerror": "mae"
      case "mse", "mean_squared_error", "meansquarederror": "mse"
      case "top_k_categorical_accuracy", "sparse_top_k_categorical_accuracy", "topkcategoricalaccuracy",
        "sparsetopkcategoricalaccuracy":
        "top_5"
      default: nil
      }
    }
    return found.isEmpty ? [] : ["metrics: " + found.joined(separator: ", ")]
  }
}
