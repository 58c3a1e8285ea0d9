extension KerasReader {
  // MARK: Asking

  mutating func evaluates(_ network: String, _ call: PythonExpression) -> Bool {
    guard build(network), let x = known.operand(call.argument(0, "x")), let y = known.operand(call.argument(1, "y"))
    else {
      return false
    }
    let size = known.integer(call.keyword("batch_size")).map { $0 == 32 ? [] : ["batch_size: \($0)"] } ?? []
    let measures = models[network]?.measures ?? []
    step("evaluate", [network], "on", [x, y], lines: size + measures)
    return true
  }

  /// - Parameter name: what the probabilities are called; nil where they are only looked at.
  mutating func predicts(_ network: String, _ call: PythonExpression, as name: String?) -> Bool {
    guard build(network), let x = known.operand(call.argument(0, "x")) else { return false }
    let isPart = x.utf8.contains(UInt8(ascii: "["))
    guard let name, !isPart else {
      step("predict", [network], "on", [x])
      if let name { known.names[name] = .result }
      return true
    }
    step("predict", [network], "on", ["\(x) as \(name)"])
    known.predicted[name] = (network, x)
    known.names[name] = .array(name)
    return true
  }

  /// What a network or a comparison gives, for a name.
  mutating func asks(_ target: PythonExpression, _ value: PythonExpression) -> Bool {
    let called = value.calledName
    if called == "evaluate", let network = network(value.receiver) {
      guard evaluates(network, value) else { return false }
      for name in (target.elements ?? [target]).compactMap({ $0.root }) { known.names[name] = .result }
      return true
    }
    guard case .name(let name) = target else { return false }
    if called == "predict", let network = network(value.receiver) { return predicts(network, value, as: name) }
    if called == "predict_classes" {
      let network = network(value.receiver) ?? network(value.arguments.first)
      let x = known.operand(self.network(value.receiver) != nil ? value.arguments.first : value.argument(1))
      guard let network, let x, build(network) else { return false }
      known.names[name] = .answers(network: network, x: x)
      return true
    }
    // `np.argmax(model.predict(x), axis=1)`, `model.predict(x).argmax(axis=1)`
    if called == "argmax", let inner = value.receiver?.path == ["np"] ? value.arguments.first : value.receiver,
      inner.calledName == "predict", let network = network(inner.receiver),
      let x = known.operand(inner.arguments.first),
      build(network)
    {
      if x.utf8.contains(UInt8(ascii: "[")) {
        step("predict", [network], "on", [x])
        known.names[name] = .result
      } else {
        known.names[name] = .answers(network: network, x: x)
      }
      return true
    }
    // `(model.predict(x) > 0.5).astype(int)`, `model.predict(x).ravel()`: the answers of a network with one output.
    if let (network, x) = asked(value), build(network), !x.utf8.contains(UInt8(ascii: "[")) {
      known.names[name] = .answers(network: network, x: x)
      return true
    }
    if judges(value) || finds(value) || known.isMeasure(value) {
      known.names[name] = .result
      return true
    }
    return false
  }

  /// The network and the samples behind outputs that are rounded, flattened or held to a threshold; nil for others.
  private func asked(_ value: PythonExpression, depth: Int = 0) -> (network: String, x: String)? {
    switch value {
    case .name(let name): return depth == 0 ? nil : known.predicted[name]
    case .binary(let base, ">", let limit) where known.number(limit) == 0.5: return asked(base, depth: depth + 1)
    case .subscripted(let base, let places):
      guard places.count == 2, places[0] == .slice(nil, nil, step: nil), known.integer(places[1]) == 0 else {
        return nil
      }
      return asked(base, depth: depth + 1)
    case .call:
      guard let called = value.calledName else { return nil }
      if called == "predict", let network = network(value.receiver), let x = known.operand(value.arguments.first) {
        return depth == 0 ? nil : (network, x)
      }
      guard ["ravel", "flatten", "squeeze", "astype", "round", "rint", "where"].contains(called) else { return nil }
      let base = value.receiver?.path == ["np"] ? value.arguments.first : value.receiver
      return base.flatMap { asked($0, depth: depth + 1) }
    default: return nil
    }
  }

  /// `plt.scatter(y_test, answers)`: a network's numbers against the true ones.
  mutating func comparesNumbers(_ call: PythonExpression) -> Bool {
    guard call.arguments.count >= 2 else { return false }
    for (truth, answers) in [(0, 1), (1, 0)] {
      guard let (network, x) = answered(call.arguments[answers]), let y = known.operand(call.arguments[truth]),
        known.predicted[y] == nil
      else { continue }
      step("residuals", [network], "on", [x, y])
      return true
    }
    return false
  }

  /// The network whose answers an array or a name is, and to what.
  private func answered(_ expression: PythonExpression) -> (network: String, x: String)? {
    if case .name(let name) = expression, case .answers(let network, let x)? = known.names[name] { return (network, x) }
    return known.operand(expression).flatMap { known.predicted[$0] }
  }

  /// `print("answers", outputs[:, 0], "truth", y_test[0:6])`, as an exported lesson has it.
  mutating func labelsPredictions(_ labels: PythonExpression?) -> Bool {
    guard case .steps(var steps)? = lesson.blocks.last, let place = steps.lastIndex(where: { $0.verb == "predict" })
    else { return false }
    if let labels = known.operand(labels) {
      steps[place].lines.append("label: \(Self.whole(labels, beside: steps[place].names.first ?? ""))")
    }
    lesson.blocks[lesson.blocks.count - 1] = .steps(steps)
    return true
  }

  /// `np.flatnonzero(answers != y_test)`, `np.where(…)[0]`: the samples that a network gets wrong.
  private mutating func finds(_ value: PythonExpression) -> Bool {
    let call = value.all.first { ["flatnonzero", "where", "nonzero", "argwhere"].contains($0.calledName ?? "") }
    guard case .binary(let left, "!=", let right)? = call?.arguments.first else { return false }
    for (answers, truth) in [(left, right), (right, left)] {
      guard let y = known.classes(truth) else { continue }
      if case .name(let name) = answers, case .answers(let network, let x)? = known.names[name] {
        step("mistakes", [network], "on", [x, y])
        return true
      }
      if let array = known.operand(answers), let (network, x) = known.predicted[array] {
        step("mistakes", [network], "on", [x, y])
        return true
      }
    }
    return false
  }

  /// A confusion matrix or a report of classes.
  mutating func judges(_ call: PythonExpression) -> Bool {
    let verb: String
    switch call.calledName {
    case "accuracy_score", "mean_squared_error", "mean_absolute_error", "r2_score":
      // All of these stand in what `evaluate` shows.
      guard let truth = known.operand(call.argument(0, "y_true")), let given = call.argument(1, "y_pred"),
        let (network, x) = answered(given)
      else { return false }
      let isThere = lesson.blocks.contains { block in
        if case .steps(let steps) = block {
          steps.contains { $0.verb == "evaluate" && $0.operands == [network] && $0.names == [x, truth] }
        } else {
          false
        }
      }
      if !isThere { step("evaluate", [network], "on", [x, truth]) }
      return true
    case "confusion_matrix", "from_predictions": verb = "confusion-matrix"
    case "classification_report": verb = "classification-report"
    default: return false
    }
    guard let truth = known.classes(call.argument(0, "y_true", "labels")),
      let answers = call.argument(1, "y_pred", "predictions")
    else { return false }
    let shares =
      call.keyword("normalize") == nil || call.keyword("normalize") == .name("None") ? [] : ["normalise: true"]
    if case .name(let name) = answers, case .answers(let network, let x)? = known.names[name] {
      step(verb, [network], "on", [x, truth], lines: shares)
      return true
    }
    guard let own = known.operand(answers) else { return false }
    step(verb, [own, truth], lines: shares)
    return true
  }
}
