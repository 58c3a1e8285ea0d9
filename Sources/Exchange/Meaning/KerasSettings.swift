/// What a network is compiled with, as lessons say it.
struct KerasSettings {
  let known: KerasKnowledge

  private static let losses: [String: String] = [
    "categoricalcrossentropy": "categorical_crossentropy", "binarycrossentropy": "binary_crossentropy",
    "sparsecategoricalcrossentropy": "sparse_categorical_crossentropy", "mse": "mean_squared_error",
    "meansquarederror": "mean_squared_error", "mae": "mean_absolute_error", "meanabsoluteerror": "mean_absolute_error",
  ]

  /// `MeanSquaredError`, `mean_squared_error`: the same.
  private func word(_ expression: PythonExpression) -> String {
    let word = known.text(expression) ?? expression.calledName ?? expression.path?.last ?? ""
    return word.lowercased().filter { $0 != "_" }
  }

  /// The settings that an optimizer stands for; nil for one that lessons do not have.
  func optimizer(_ expression: PythonExpression?) -> [String]? {
    switch expression {
    case nil: return []
    case .string(let word): return optimizer(named: word)
    case .name(let name):
      switch known.names[name] {
      case .optimizer(let lines, _)?: return lines
      case .value(let value)?: return optimizer(value)
      default: return nil
      }
    case .call:
      guard let call = expression, let called = call.calledName, var lines = optimizer(named: called) else {
        return nil
      }
      if let given = call.given("learning_rate", "lr") {
        guard let rate = learningRate(given) else { return nil }
        lines += rate
      }
      for setting in ["momentum", "nesterov", "decay"] {
        guard let given = call.given(setting), ![.name("None"), .name("False")].contains(given) else { continue }
        guard let value = given == .name("True") ? "true" : known.numberText(given) else { return nil }
        if value != "0" { lines.append("\(setting): \(value)") }
      }
      return lines
    default: return nil
    }
  }

  /// An optimizer that lessons do not have, by its name; nil for what is none of Keras.
  func optimizerName(_ expression: PythonExpression?) -> String? {
    guard let expression else { return nil }
    let word = known.text(expression) ?? expression.calledName ?? ""
    let others = ["adadelta", "adagrad", "adamax", "nadam", "adamw", "ftrl", "lion", "adafactor", "lamb"]
    return others.contains(word.lowercased()) ? word : nil
  }

  private func optimizer(named word: String) -> [String]? {
    let word = word.lowercased()
    return ["adam", "sgd", "rmsprop"].contains(word) ? (word == "adam" ? [] : ["optimizer: \(word)"]) : nil
  }

  /// A loss as lessons name it, and whether the network's outputs are no probabilities yet.
  func loss(_ expression: PythonExpression?) -> (name: String, fromLogits: Bool)? {
    guard let expression else { return nil }
    if case .name(let name) = expression, case .value(let value)? = known.names[name] { return loss(value) }
    return Self.losses[word(expression)].map { ($0, expression.given("from_logits") == .name("True")) }
  }

  /// A learning rate as `fit` takes it: a number, a schedule, or a rate that falls as `decay` says.
  func learningRate(_ expression: PythonExpression) -> [String]? {
    if let number = known.numberText(expression) { return ["learning_rate: \(number)"] }
    if case .name(let name) = expression {
      if case .rate(let rate)? = known.names[name] { return ["learning_rate: \(rate.text)"] }
      if case .value(let value)? = known.names[name] { return learningRate(value) }
    }
    if expression.calledName == "InverseTimeDecay",
      let start = known.numberText(expression.argument(0, "initial_learning_rate")),
      known.integer(expression.argument(1, "decay_steps")) == 1,
      let decay = known.numberText(expression.argument(2, "decay_rate"))
    {
      return ["learning_rate: \(start)", "decay: \(decay)"]
    }
    return KerasRate.schedule(expression, known).map { ["learning_rate: \($0.text)"] }
  }

  /// Whether a call of `compile` has a schedule of which only the start is kept.
  func leavesScheduleOut(_ call: PythonExpression) -> Bool {
    call.all.contains { part in
      if case .name(let name) = part {
        switch known.names[name] {
        case .rate(let rate)?: return !rate.isWhole
        case .optimizer(_, let isWhole)?: return !isWhole
        default: return false
        }
      }
      guard part.calledName != "InverseTimeDecay" || known.integer(part.argument(1, "decay_steps")) != 1 else {
        return false
      }
      return KerasRate.schedule(part, known).map { !$0.isWhole } ?? false
    }
  }

  /// What `evaluate` is to show beside the accuracy, of the metrics that a network was compiled with, and those that it
  /// cannot.
  func measures(_ metrics: PythonExpression?) -> (lines: [String], unknown: [String]) {
    var found: [String] = []
    var unknown: [String] = []
    let given = metrics.map { known.resolved($0) }
    for metric in given?.elements ?? given.map({ [$0] }) ?? [] {
      switch word(known.resolved(metric)) {
      case "mae", "meanabsoluteerror": found.append("mae")
      case "mse", "meansquarederror": found.append("mse")
      case "topkcategoricalaccuracy", "sparsetopkcategoricalaccuracy": found.append("top_5")
      case "acc", "accuracy", "binaryaccuracy", "categoricalaccuracy", "sparsecategoricalaccuracy", "none": break
      default:
        let name = metric.calledName ?? known.text(metric) ?? metric.path?.last
        unknown.append(name ?? String(metric.source.prefix(40)))
      }
    }
    return (found.isEmpty ? [] : ["metrics: " + found.joined(separator: ", ")], unknown)
  }
}
