// Asking a network, and judging what it answers.

extension KerasAssignment {
  /// What a network or a comparison gives, for a name.
  static let answers = KerasAssignment { target, value, reader in
    if value.calledName == "evaluate", let network = reader.known.network(value.receiver) {
      guard KerasCall.evaluates(network, value, &reader) else { return nil }
      for name in (target.elements ?? [target]).compactMap({ $0.root }) { reader.known.names[name] = .result }
      return true
    }
    guard case .name(let name) = target else { return nil }
    if value.calledName == "predict", let network = reader.known.network(value.receiver) {
      return KerasCall.predicts(network, value, as: name, &reader) ? true : nil
    }
    if let (network, x) = classes(value, reader.known) ?? asked(value, reader.known), reader.build(network) {
      if value.calledName == "predict_classes" || !x.utf8.contains(UInt8(ascii: "[")) {
        return reader.name(name, .answers(network: network, x: x))
      }
      if value.calledName == "argmax" {
        reader.step("predict", [network], "on", [x])
        return reader.name(name, .result)
      }
    }
    if KerasCall.judges(value, &reader) || finds(value, &reader) { return reader.name(name, .result) }
    guard reader.known.isMeasure(value) else { return nil }
    if let measure = measure(value) {
      reader.lesson.changeLast("evaluate") { step in
        let place = step.lines.firstIndex { $0.hasPrefix("metrics: ") }
        if let place { step.lines[place] += ", \(measure)" } else { step.lines.append("metrics: \(measure)") }
      }
    }
    return reader.name(name, .result)
  }

  /// What an exported lesson computes beside the loss, by the name that `evaluate` has for it.
  private static func measure(_ value: PythonExpression) -> String? {
    let called = Set(value.all.compactMap { $0.calledName })
    if called.contains("in_top_k") { return "top_5" }
    return called.contains("errors") ? called.contains("abs") ? "mae" : "mse" : nil
  }

  /// `np.argmax(model.predict(x), axis=1)`, `model.predict(x).argmax(axis=1)`, `model.predict_classes(x)`
  private static func classes(_ value: PythonExpression, _ known: KerasKnowledge) -> (network: String, x: String)? {
    var network = known.network(value.receiver)
    var x = value.arguments.first
    switch value.calledName {
    case "predict_classes" where network == nil:
      (network, x) = (known.network(value.arguments.first), value.argument(1))
    case "predict_classes": break
    case "argmax":
      let inner = value.receiver?.path == ["np"] ? value.arguments.first : value.receiver
      guard inner?.calledName == "predict" else { return nil }
      (network, x) = (known.network(inner?.receiver), inner?.arguments.first)
    default: return nil
    }
    return network.flatMap { network in known.operand(x).map { (network, $0) } }
  }

  /// The network and the samples behind outputs that are rounded, flattened or held to a threshold; nil for others.
  private static func asked(_ value: PythonExpression, _ known: KerasKnowledge, depth: Int = 0) -> (
    network: String, x: String
  )? {
    switch value {
    case .name(let name): return depth == 0 ? nil : known.predicted[name]
    case .binary(let base, ">", let limit) where known.number(limit) == 0.5: return asked(base, known, depth: depth + 1)
    case .subscripted(let base, let places):
      guard places.count == 2, places[0] == .slice(nil, nil, step: nil), known.integer(places[1]) == 0 else {
        return nil
      }
      return asked(base, known, depth: depth + 1)
    case .call:
      guard let called = value.calledName else { return nil }
      if called == "predict", let network = known.network(value.receiver), let x = known.operand(value.arguments.first)
      {
        return depth == 0 ? nil : (network, x)
      }
      guard ["ravel", "flatten", "squeeze", "astype", "round", "rint", "where"].contains(called) else { return nil }
      let base = value.receiver?.path == ["np"] ? value.arguments.first : value.receiver
      return base.flatMap { asked($0, known, depth: depth + 1) }
    default: return nil
    }
  }

  /// `np.flatnonzero(answers != y_test)`, `np.where(…)[0]`: the samples that a network gets wrong.
  private static func finds(_ value: PythonExpression, _ reader: inout KerasReader) -> Bool {
    let call = value.all.first { ["flatnonzero", "where", "nonzero", "argwhere"].contains($0.calledName ?? "") }
    guard case .binary(let left, "!=", let right)? = call?.arguments.first else { return false }
    for (answers, truth) in [(left, right), (right, left)] {
      guard let y = reader.known.classes(truth), let (network, x) = reader.known.answered(answers) else { continue }
      return reader.step("mistakes", [network], "on", [x, y])
    }
    return false
  }
}

extension KerasCall {
  static let askingCalls = [evaluate, predict, argmax, matrix, matrixMap]

  private static let evaluate = method(["evaluate"], read: evaluates)

  private static let predict = method(["predict"]) { network, call, reader in
    predicts(network, call, as: nil, &reader)
  }

  /// `np.argmax(y_pred[0])`: the answer to one sample.
  private static let argmax = KerasCall(["argmax"]) { call, reader in
    guard case .subscripted(.name(let name), let places)? = call.arguments.first,
      let index = reader.known.integer(places.first), let (network, x) = reader.known.predicted[name]
    else { return reader.known.isResult(call) }
    return reader.step("predict", [network], "on", ["\(x)[\(index)]"])
  }

  static func evaluates(_ network: String, _ call: PythonExpression, _ reader: inout KerasReader) -> Bool {
    guard reader.build(network), let x = reader.known.operand(call.given("x")),
      let y = reader.known.operand(call.given("y"))
    else { return false }
    let size = reader.known.integer(call.given("batch_size")).map { $0 == 32 ? [] : ["batch_size: \($0)"] } ?? []
    let measures = reader.models[network]?.measures ?? []
    return reader.step("evaluate", [network], "on", [x, y], lines: size + measures)
  }

  /// - Parameter name: what the probabilities are called; nil where they are only looked at.
  static func predicts(_ network: String, _ call: PythonExpression, as name: String?, _ reader: inout KerasReader)
    -> Bool
  {
    guard reader.build(network), let x = reader.known.operand(call.given("x")) else { return false }
    let isPart = x.utf8.contains(UInt8(ascii: "["))
    guard let name, !isPart else {
      reader.step("predict", [network], "on", [x])
      if let name { reader.known.names[name] = .result }
      return true
    }
    reader.step("predict", [network], "on", ["\(x) as \(name)"])
    reader.known.predicted[name] = (network, x)
    return reader.name(name, .array(name))
  }

  // MARK: Judging

  private static let matrix = KerasCall([
    "from_predictions", "confusion_matrix", "classification_report", "accuracy_score", "mean_squared_error",
    "mean_absolute_error", "r2_score",
  ]) { call, reader in judges(call, &reader) ? true : nil }

  private static let matrixMap = KerasCall(["heatmap"]) { call, reader in
    guard let matrix = call.arguments.first, matrix.calledName == "confusion_matrix" else { return nil }
    return judges(matrix, &reader)
  }

  static func judges(_ call: PythonExpression, _ reader: inout KerasReader) -> Bool {
    switch call.calledName {
    case "confusion_matrix", "from_predictions": compares("confusion-matrix", call, &reader)
    case "classification_report": compares("classification-report", call, &reader)
    case "accuracy_score", "mean_squared_error", "mean_absolute_error", "r2_score": scores(call, &reader)
    default: false
    }
  }

  /// All of these stand in what `evaluate` shows.
  private static func scores(_ call: PythonExpression, _ reader: inout KerasReader) -> Bool {
    guard let truth = reader.known.operand(call.argument(0, "y_true")), let given = call.argument(1, "y_pred"),
      let (network, x) = reader.known.answered(given)
    else { return false }
    let isThere = reader.lesson.steps.contains {
      $0.verb == "evaluate" && $0.operands == [network] && $0.names == [x, truth]
    }
    if !isThere { reader.step("evaluate", [network], "on", [x, truth]) }
    return true
  }

  /// A confusion matrix or a report of classes.
  private static func compares(_ verb: String, _ call: PythonExpression, _ reader: inout KerasReader) -> Bool {
    guard let truth = reader.known.classes(call.argument(0, "y_true", "labels")),
      let answers = call.argument(1, "y_pred", "predictions")
    else { return false }
    let shares =
      call.keyword("normalize") == nil || call.keyword("normalize") == .name("None") ? [] : ["normalise: true"]
    if case .name(let name) = answers, case .answers(let network, let x)? = reader.known.names[name] {
      return reader.step(verb, [network], "on", [x, truth], lines: shares)
    }
    guard let own = reader.known.operand(answers) else { return false }
    return reader.step(verb, [own, truth], lines: shares)
  }

  /// `plt.scatter(y_test, answers)`: a network's numbers against the true ones.
  static func comparesNumbers(_ call: PythonExpression, _ reader: inout KerasReader) -> Bool {
    for (truth, answers) in [(0, 1), (1, 0)] {
      guard let (network, x) = reader.known.answered(call.arguments[answers]),
        let y = reader.known.operand(call.arguments[truth]), reader.known.predicted[y] == nil
      else { continue }
      return reader.step("residuals", [network], "on", [x, y])
    }
    return false
  }
}
