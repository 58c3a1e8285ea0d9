import Markdown

extension Checker {
  /// Whatever can be said only when all steps are known.
  mutating func finish() {
    let tried = tried
    // What was wrong elsewhere may be why.
    let isFirstProblem = !diagnostics.contains { $0.severity == .error }
    for name in scope.networks {
      guard case .network(let network)? = scope.entries[name], network.inputShape == nil, !tried.contains(name) else {
        continue
      }
      guard isFirstProblem else { continue }
      let step = planned[network.index]
      let isAsked = planned.contains { $0.action.asksForShapes(of: name) }
      let samples = scope.arrays.compactMap { array -> [Int]? in
        guard case .array(let fact)? = scope.entries[array], fact.role == .values, fact.shape.count > 1 else {
          return nil
        }
        return fact.shape.dropFirst().compactMap(\.self)
      }
      let input = (samples.first ?? [28, 28, 1]).map(String.init).joined(separator: "x")
      report(
        Diagnostic(
          isAsked ? .error : .warning, id: "unknown-input", at: step.headline,
          "the shapes of '\(name)' are not known, because it is never used on data",
          notes: ["use it, with 'fit \(name) on x_train, y_train', or add 'input: \(input)' below"]))
    }
    noteUnused()
  }

  /// The networks that steps, with a problem of their own perhaps, were to use on data.
  private var tried: Set<String> {
    let usesData: Set<Verb> = [.fit, .evaluate, .predict, .confusionMatrix, .classificationReport, .mistakes]
    if !meant.isDisjoint(with: usesData) { return Set(scope.networks) }
    return Set(steps.filter { $0.verb.map(usesData.contains) == true }.flatMap { $0.operands.map(\.text) })
  }

  /// Arrays that a step made and none uses. A data set's four names are there whether they are needed or not.
  private mutating func noteUnused() {
    var wanted: Set<String> = []
    for step in planned {
      switch step.action {
      case .loadFile(let load): wanted.formUnion(load.names)
      case .split(let split): wanted.formUnion(split.into)
      case .oneHot(let labels, let name, _): if name != labels.name { wanted.insert(name) }
      case .argmax(_, let name): wanted.insert(name)
      case .predict(let predict): if let name = predict.into { wanted.insert(name) }
      default: break
      }
    }
    for name in scope.names where wanted.contains(name) && !scope.used.contains(name) {
      guard let place = scope.places[name] else { continue }
      report(Diagnostic(.note, id: "unused-array", at: place, "'\(name)' is made, but no step uses it"))
    }
  }
}

extension Action {
  /// Whether it shows or stores what depends on the network's input.
  fileprivate func asksForShapes(of name: String) -> Bool {
    switch self {
    case .summary(let network), .diagram(let network), .weights(let network, _), .save(let network, _),
      .restore(let network, _, _):
      network == name
    default: false
    }
  }
}
