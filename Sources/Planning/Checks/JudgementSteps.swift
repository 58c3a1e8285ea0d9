import Engine
import Markdown
import Text

extension Checker {
  mutating func evaluate(_ step: StepSyntax, _ keys: Keys) -> Action? {
    guard let (name, x, y) = pair(step), let facts = judge(name, x, y, verb: "evaluate") else { return nil }
    warnOfScale(x, facts.x, facts.network)
    let loss = keys.word("loss") == nil ? lossOfFit(facts, y, name) : loss(keys, facts, y, name)
    return loss.map {
      .evaluate(network: name.name, x: x, y: y, loss: $0, batchSize: keys.integer("batch_size") ?? 32)
    }
  }

  private mutating func lossOfFit(
    _ facts: (network: NetworkFact, x: ArrayFact, y: ArrayFact), _ y: Operand, _ name: Operand
  ) -> Loss? {
    let isOneHot = facts.y.shape.count == 2
    var loss = facts.network.loss ?? usualLoss(facts.network)
    // The labels decide between the two cross-entropies, which have the same value.
    if loss == .categoricalCrossentropy || loss == .sparseCategoricalCrossentropy {
      loss = isOneHot ? .categoricalCrossentropy : .sparseCategoricalCrossentropy
    } else if !isOneHot, facts.network.outputShape != [1] {
      report(
        Diagnostic(
          id: "wrong-loss", at: y.range, "'\(loss.rawValue)' needs one-hot labels, but \(y.text) holds whole numbers",
          notes: ["add 'one-hot \(y.name)' before this step"]))
      return nil
    }
    return classesFit(facts.network, facts.y, y, name) ? loss : nil
  }

  /// Of a network whose weights come from a file: what its last layer is made for.
  private func usualLoss(_ network: NetworkFact) -> Loss {
    switch network.layers.last {
    case .dense(_, .softmax), .activation(.softmax): .categoricalCrossentropy
    case .dense(_, .sigmoid), .activation(.sigmoid): .binaryCrossentropy
    default: network.outputShape == [1] ? .meanSquaredError : .categoricalCrossentropy
    }
  }

  private mutating func classesFit(_ network: NetworkFact, _ fact: ArrayFact, _ y: Operand, _ name: Operand) -> Bool {
    guard let outputs = network.classes, fact.shape.count == 2, let classes = fact.shape[1], classes != outputs else {
      return true
    }
    report(
      Diagnostic(
        id: "wrong-output", at: y.range,
        "\(y.text) names \(classes) classes, but '\(name.name)' has \(Words.count(outputs, "output"))"))
    return false
  }

  /// Test data that was prepared in another way than the training data.
  private mutating func warnOfScale(_ x: Operand, _ fact: ArrayFact, _ network: NetworkFact) {
    if let trained = network.trained { warn(x, fact, unlike: trained) }
  }

  mutating func warn(
    _ x: Operand, _ fact: ArrayFact, unlike trained: (name: String, scale: ArrayFact.Scale, isInverted: Bool)
  ) {
    guard trained.scale != .unknown, fact.scale != .unknown, trained.name != x.name,
      trained.scale != fact.scale || trained.isInverted != fact.isInverted,
      scope.unfit.insert([trained.name, x.name]).inserted
    else { return }
    let verb: String? =
      switch (trained.scale, fact.scale) {
      case (.interval, .bytes), (.bytes, .interval): "normalise"
      case (.standardised, _), (_, .standardised): "standardise"
      default: trained.scale == fact.scale ? "invert" : nil
      }
    report(
      Diagnostic(
        .warning, id: "other-scale", at: x.range,
        "\(x.text) is not prepared in the same way as \(trained.name), which the network is trained on",
        notes: verb.map { ["use '\($0)' on both or on neither"] } ?? []))
  }

  mutating func predict(_ step: StepSyntax, _ keys: Keys) -> Action? {
    guard let on = step.clauses[.on] else {
      report(
        Diagnostic(
          id: "missing-on", at: step.headline, "'predict' needs a network and the data it works on",
          hint: "write 'predict network on x_test[0]'"))
      return nil
    }
    let network = oneName(step, "network")
    guard let data = readOperands(on.tokens, of: step), let network else { return nil }
    guard data.count == 1 else {
      report(
        Diagnostic(
          id: "wrong-operand-count", at: data[1].range, "'predict' needs the samples only, without their labels",
          hint: "write 'on \(data[0].text)'", notes: ["the true label may stand below, as 'label: \(data[1].text)'"]))
      return nil
    }
    let label = keys.operand("label")
    let labelFact = label.flatMap { fact(of: $0) }
    let xFact = fact(of: data[0])
    if xFact == nil { _ = self.network(network.name, at: network.range) }
    guard let xFact, let fact = use(network.name, at: network.range, on: data[0], xFact) else { return nil }
    if label != nil, labelFact == nil { return nil }
    warnOfScale(data[0], xFact, fact)
    guard step.clauses[.as] != nil else {
      if let count = xFact.shape.first ?? nil, count > Predict.mostShown, !data[0].isOneSample {
        report(Predict.tooMany(data[0], String(count)))
        return nil
      }
      if let label, let labelFact, let place = keys.entries["label"]?.place,
        !fits(label, labelFact, data[0], xFact, place, noun: "sample")
      {
        return nil
      }
      return .predict(Predict(network: network.name, x: data[0], into: nil, label: label))
    }
    guard let names = newNames(step) else { return nil }
    guard names.count == 1 else {
      report(Diagnostic(id: "wrong-name-count", at: names[1].range, "'predict' makes one array, so it needs one name"))
      return nil
    }
    let count = data[0].isOneSample ? 1 : xFact.shape.first ?? nil
    scope.define(
      names[0].text,
      .array(
        ArrayFact(
          shape: [count] + (fact.outputShape ?? []).map(Optional.some), elementType: .float32, role: .probabilities,
          scale: .unknown)), at: names[0].range)
    return .predict(Predict(network: network.name, x: data[0], into: names[0].text, label: label))
  }

  /// `net on x, y`, or `y_class, y`.
  mutating func judged(_ step: StepSyntax) -> Judged? {
    if step.clauses[.on] != nil {
      guard let (name, x, y) = pair(step), let facts = judge(name, x, y, verb: step.verb?.rawValue ?? "") else {
        return nil
      }
      warnOfScale(x, facts.x, facts.network)
      guard classesFit(facts.network, facts.y, y, name) else { return nil }
      return .network(name.name, x: x, y: y)
    }
    guard let operands = readOperands(step.operands, of: step) else { return nil }
    guard operands.count == 2 else {
      let isNetwork = if case .network? = scope.entries[operands[0].name] { true } else { false }
      report(
        Diagnostic(
          id: "wrong-operand-count", at: operands.count > 2 ? operands[2].range : operands[0].range,
          isNetwork
            ? "'\(step.verb?.rawValue ?? "")' needs the data to test the network with"
            : "'\(step.verb?.rawValue ?? "")' needs two arrays, the answers and the true labels",
          hint: isNetwork ? "write '\(operands[0].text) on x_test, y_test'" : nil,
          notes: isNetwork ? [] : ["it is written '\(step.verb?.doc.forms.joined(separator: "' or '") ?? "")'"]))
      return nil
    }
    let facts = operands.map { fact(of: $0) }
    guard let predicted = facts[0], let truth = facts[1] else { return nil }
    if predicted.role == .probabilities {
      report(
        Diagnostic(
          id: "not-classes", at: operands[0].range, "\(operands[0].text) holds probabilities, and classes are needed",
          notes: ["add 'argmax \(operands[0].name) as y_class' before this step, and use y_class here"]))
      return nil
    }
    for (operand, fact) in [(operands[0], predicted), (operands[1], truth)]
    where fact.role == .values && fact.shape.count > 1 {
      report(
        Diagnostic(
          id: "not-labels", at: operand.range,
          "labels are needed here, but \(operand.text) has shape \(shapeText(fact.shape))",
          hint: labelsNear(operand.name).map { "did you mean '\($0)'?" }))
      return nil
    }
    guard sameLengths([(operands[0], predicted), (operands[1], truth)], verb: step.verb?.rawValue ?? "") else {
      return nil
    }
    return .classes(predicted: operands[0], truth: operands[1])
  }

  mutating func mistakes(_ step: StepSyntax, _ keys: Keys) -> Action? {
    guard let (name, x, y) = pair(step), let facts = judge(name, x, y, verb: "mistakes") else { return nil }
    warnOfScale(x, facts.x, facts.network)
    guard classesFit(facts.network, facts.y, y, name) else { return nil }
    return .mistakes(network: name.name, x: x, y: y, count: keys.integer("count") ?? 12)
  }
}
