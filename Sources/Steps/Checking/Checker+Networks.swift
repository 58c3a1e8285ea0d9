import Text
import Networks
import Arrays
import Engine
import Lesson
import Markdown

/// Networks, and what they are used on.
extension Checker {
  /// Whether a step that cannot be read was perhaps to build a network.
  private var meansToBuild: Bool { steps.contains { $0.meant?.takesLayers == true } }

  /// The network of that name; nil where there is none, which is reported once.
  mutating func network(_ name: String, at place: Place) -> NetworkFact? {
    scope.used.insert(name)
    switch scope.entries[name] {
    case .network(let fact): return fact
    case .broken: return nil
    case .array:
      report(
        Diagnostic(
          id: .notANetwork, at: place, "'\(name)' is an array, and a network is needed here",
          notes: isFlooded || scope.networks.isEmpty
            ? ["build one first: 'build network' with a layer on each indented line"]
            : ["the networks so far are \(Words.list(scope.networks))"]))
      return nil
    case nil:
      guard !meansToBuild, scope.missing.insert(name).inserted else { return nil }
      var diagnostic = Diagnostic(id: .unknownNetwork, at: place, "there is no network '\(name)'")
      if isFlooded {
      } else if let later = laterPlace(of: name, after: place.range.lowerBound) {
        diagnostic.summary = "there is no network '\(name)' yet"
        diagnostic.notes = ["it is built on line \(later) only: move that step up, or this one down"]
      } else if let nearest = nearest(name, among: scope.networks) {
        diagnostic.hint = "did you mean '\(nearest)'?"
      } else if scope.networks.isEmpty {
        diagnostic.notes = ["build it first: 'build \(name)' with a layer on each indented line"]
      } else {
        diagnostic.notes = ["the networks so far are \(Words.list(scope.networks))"]
      }
      report(diagnostic)
      return nil
    }
  }

  /// `net` of `summary net`; its shapes come from the data it is used on, maybe further down.
  mutating func onlyNetwork(_ step: StepSyntax) -> Operand? {
    guard let name = oneName(step, "network"), network(name.name, at: name.place) != nil else { return nil }
    return name
  }

  /// The network's facts after `operand` is given to it; sets its input shape where it had none. nil where something
  /// does not fit, which is reported.
  mutating func use(_ name: String, at place: Place, on operand: Operand, _ data: ArrayFact) -> NetworkFact? {
    guard var network = network(name, at: place) else { return nil }
    let lengths = operand.isOneSample ? data.shape[...] : data.shape.dropFirst()
    let sample = lengths.compactMap { $0 }
    guard sample.count == lengths.count else {
      // The run compares them.
      if network.inputShape != nil { return network }
      report(
        Diagnostic(
          id: .unknownShape, at: operand.place,
          "how many numbers a sample of \(operand.name) has is known only when the lesson runs",
          notes: ["tell the network, with a line such as 'input: 784' below 'build \(name)'"]))
      return nil
    }
    if let input = network.inputShape {
      guard input != sample else { return network }
      if scope.unfit.insert([name, operand.name]).inserted { report(otherShape(name, input, operand, data, sample)) }
      return nil
    }
    var whole = operand
    var shape = data.shape
    if case .array(let fact) = scope.entries[operand.name], fact.sampleShape == sample {
      whole.selection = .all
      shape = fact.shape
    }
    let inference = ShapeInference(source: source, network: network, origin: .data(whole, shape))
    do { network.outputShape = try inference.outputShape(from: sample) } catch {
      scope.update(name, .broken)
      return refuse(error)
    }
    network.inputShape = sample
    scope.update(name, .network(network))
    planned[network.index].settings[Verb.input.name] = .shape(sample)
    return network
  }

  private func otherShape(
    _ name: String, _ input: [Int], _ operand: Operand, _ data: ArrayFact, _ sample: [Int]
  ) -> Diagnostic {
    let count = input.product
    var notes: [String] = []
    if case .element = operand.selection, case .array(let whole)? = scope.entries[operand.name],
      whole.shape.compactMap({ $0 }).product == count
    {
      notes.append(
        "'\(operand.name)' is one sample, and \(operand.text) a row of it: add 'reshape \(operand.name) to \(shapeText([1] + input))' before this step"
      )
    } else if sample.product == count, !sample.isEmpty {
      notes.append(
        input.count == 1
          ? "add 'flatten \(operand.name)' before this step"
          : "add 'reshape \(operand.name) to \(shapeText([-1] + input))' before this step")
    } else if sample.isEmpty {
      notes.append("use the images, not their labels")
    } else if operand.selection == .all, data.shape.compactMap({ $0 }).product == count {
      notes.append(
        "if '\(operand.name)' is one sample, add 'reshape \(operand.name) to \(shapeText([1] + input))' before this step"
      )
    }
    return Diagnostic(
      id: .otherShape, at: operand.place,
      "'\(name)' takes samples of shape \(shapeText(input)), but those of \(operand.name) have \(sample.isEmpty ? "one number only" : shapeText(sample))",
      notes: notes)
  }

  /// `net on x, y`, or `y_class, y`.
  mutating func judged(_ step: StepSyntax) -> Checked? {
    if step.clauses[.on] != nil {
      guard let samples = JudgedSamples(step, &self) else { return nil }
      samples.warnOfScale(&self)
      guard samples.classesFit(&self) else { return nil }
      return Checked(operands: [samples.name], data: [samples.x, samples.y])
    }
    guard let operands = readOperands(step.operands, of: step) else { return nil }
    guard operands.count == 2 else {
      let isNetwork = if case .network? = scope.entries[operands[0].name] { true } else { false }
      report(
        Diagnostic(
          id: .wrongOperandCount, at: operands.count > 2 ? operands[2].range : operands[0].range,
          isNetwork
            ? "'\(step.verb?.name ?? "")' needs the data to test the network with"
            : "'\(step.verb?.name ?? "")' needs two arrays, the answers and the true labels",
          hint: isNetwork ? "write '\(operands[0].text) on x_test, y_test'" : nil,
          notes: isNetwork ? [] : ["it is written \(step.verb?.formText ?? "")"]))
      return nil
    }
    let facts = operands.map { fact(of: $0) }
    guard let predicted = facts[0], let truth = facts[1] else { return nil }
    if predicted.role == .probabilities {
      report(
        Diagnostic(
          id: .notClasses, at: operands[0].range, "\(operands[0].text) holds probabilities, and classes are needed",
          notes: ["add 'argmax \(operands[0].name) as y_class' before this step, and use y_class here"]))
      return nil
    }
    for (operand, fact) in [(operands[0], predicted), (operands[1], truth)]
    where fact.role == .values && fact.shape.count > 1 {
      if areColumn(operand, fact) { return nil }
      report(
        Diagnostic(
          id: .notLabels, at: operand.range,
          "labels are needed here, but \(operand.text) has shape \(shapeText(fact.shape))",
          hint: scope.labels(near: operand.name).map { "did you mean '\($0)'?" }))
      return nil
    }
    guard sameLengths([(operands[0], predicted), (operands[1], truth)], verb: step.verb?.name ?? "") else {
      return nil
    }
    return Checked(operands: operands)
  }

  /// Whether labels stand in a column, (n, 1), where one number for each sample is needed. Of each array it is told once,
  /// whatever is done with it.
  mutating func areColumn(_ labels: Operand, _ fact: ArrayFact) -> Bool {
    switch fact.role {
    case .values, .labels: break
    case .oneHot, .probabilities: return false
    }
    guard fact.shape.count == 2, fact.shape[1] == 1 else { return false }
    if scope.columns.insert(labels.name).inserted {
      report(
        Diagnostic(
          id: .wrongLabels, at: labels.place,
          "\(labels.text) has shape \(shapeText(fact.shape)), but one number for each sample is needed",
          hint: labels.selection == .all ? "write 'reshape \(labels.name) to (-1)' before this step" : nil))
    }
    return true
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
        .warning, id: .otherScale, at: x.place,
        "\(x.text) is not prepared in the same way as \(trained.name), which the network is trained on",
        notes: verb.map { ["use '\($0)' on both or on neither"] } ?? []))
  }

  /// Whether there is a label for each image or other sample that is picked.
  mutating func labels(
    _ labels: Operand, _ labelFact: ArrayFact, fit images: Operand, _ fact: ArrayFact, noun: String
  ) -> Bool {
    let place = labels.place
    guard labels.selection == .all, images.selection != .all else {
      let known = labels.isOneSample ? 1 : labelFact.shape.first ?? nil
      guard let count = fact.shape.first ?? nil, let labelCount = known else { return true }
      if images.isOneSample || count == labelCount { return true }
      report(
        Diagnostic(
          id: .differentLengths, at: place,
          "\(images.text) has \(Words.count(count, noun)), but \(labels.text) has \(Words.count(labelCount, "label"))",
          notes: ["use the labels that belong to \(images.text)"]))
      return false
    }
    // The labels of the whole array: the same ones are picked from it.
    guard case .array(let whole) = scope.entries[images.name], let count = whole.shape.first ?? nil,
      let labelCount = labelFact.shape.first ?? nil, count != labelCount, fact.shape.first ?? nil != labelCount
    else { return true }
    report(
      Diagnostic(
        id: .differentLengths, at: place,
        "'\(images.name)' has \(Words.count(count, noun)), but '\(labels.name)' has \(Words.count(labelCount, "label"))",
        notes: ["use the labels that belong to '\(images.name)'"]))
    return false
  }

  /// What stands in a file of weights, where another program may have made it.
  private static func contents(_ weights: [(name: String, shape: [Int])]) -> [String] {
    guard !weights.isEmpty else { return ["the file holds no weights"] }
    let shown = weights.prefix(12).map { "\($0.name.prefix(60)) \(shapeText($0.shape))" }
    let rest = weights.count - shown.count
    let list = shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    let isTorch =
      weights.contains { $0.name.hasSuffix(".weight") } && !weights.contains { $0.name.hasSuffix(".kernel") }
    return ["the file holds \(list)"]
      + (isTorch
        ? ["PyTorch's names: 'weight' is 'kernel' here, with rows and columns swapped: tensors['dense_1.kernel'] = w.T"]
        : [])
  }

  /// Whether the weights in a file that is there already are those of the network, as far as its shapes are known.
  mutating func weightsFit(_ network: NetworkFact, _ file: String, at place: Place) -> Bool {
    guard !scope.savedFiles.contains(file) else { return true }
    var diagnostic: Diagnostic?
    switch surroundings.weightsFile(file) {
    case .failure(let problem): diagnostic = problem.diagnostic(at: place)
    case .success(let weights):
      guard let inputShape = network.inputShape else { return true }
      do { try network.layers.check(weights: weights, inputShape: inputShape) } catch {
        if case .badWeights(let words) = error {
          diagnostic = Diagnostic(id: .badWeights, at: place, "\(file): \(words)", notes: Self.contents(weights))
        }
      }
    }
    guard let diagnostic else { return true }
    report(diagnostic)
    return false
  }
}
