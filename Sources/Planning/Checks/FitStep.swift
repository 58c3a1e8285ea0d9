import Engine
import Markdown

extension Checker {
  /// `net on x, y`: the network's name and the two operands; nil where one is missing, which is reported.
  mutating func pair(_ step: StepSyntax) -> (network: Operand, x: Operand, y: Operand)? {
    let form = step.verb?.doc.forms.first ?? ""
    guard let on = step.clauses[.on] else {
      if step.operands.count > 1, step.operands[0].kind == .word, step.operands[1].kind == .word {
        let names = step.operands.dropFirst()
        let isList = names.allSatisfy { $0.kind == .word }
        let rest = isList ? names.map(\.text).joined(separator: ", ") : names.range.map(source.text) ?? ""
        report(
          Diagnostic(
            id: "missing-on", at: step.operands[1].range, "the word 'on' is missing between the network and its data",
            hint: "write '\(step.word.text) \(step.operands[0].text) on \(rest)'"))
        return nil
      }
      let isPair = step.operands.count == 3 && step.operands[1].isSymbol(",")
      let data = isPair ? step.operands.range.map(source.text) ?? "" : "x_train, y_train"
      report(
        Diagnostic(
          id: "missing-on", at: step.headline,
          "'\(step.verb?.rawValue ?? "")' needs a network and the data it works on",
          hint: "write '\(form.replacing("net ", with: "network ").replacing(" x, y", with: " " + data))'"))
      return nil
    }
    let network = oneName(step, "network")
    guard let data = readOperands(on.tokens, of: step), let network else { return nil }
    guard data.count == 2 else {
      report(
        Diagnostic(
          id: "wrong-operand-count", at: data.count > 2 ? data[2].range : on.tokens.range,
          "'\(step.verb?.rawValue ?? "")' needs two arrays behind 'on', the samples and their labels",
          hint: data.count == 1 ? "write 'on \(data[0].text), \(labelsNear(data[0].name) ?? "y_train")'" : nil))
      return nil
    }
    return (network, data[0], data[1])
  }

  /// Both arrays and the network, held against each other.
  mutating func judge(
    _ network: Operand, _ x: Operand, _ y: Operand, verb: String
  ) -> (network: NetworkFact, x: ArrayFact, y: ArrayFact)? {
    let xFact = fact(of: x)
    let yFact = fact(of: y)
    guard let xFact else {
      _ = self.network(network.name, at: network.range)
      return nil
    }
    if let yFact, yFact.role == .values, yFact.shape.count > 1, xFact.role != .values {
      report(
        Diagnostic(
          id: "swapped", at: x.range, "the samples come first, and then their labels",
          hint: "write '\(y.text), \(x.text)'"))
      return nil
    }
    let fact = use(network.name, at: network.range, on: x, xFact)
    guard let fact, let yFact else { return nil }
    for operand in [x, y] {
      guard case .element(let index) = operand.selection else { continue }
      report(
        Diagnostic(
          id: "one-sample", at: operand.range, "'\(verb)' needs several samples, and \(operand.text) is a single one",
          hint: index >= 0 ? "write \(operand.name)[\(index):\(index + 1)]" : nil))
      return nil
    }
    guard areLabels(y, yFact) else { return nil }
    guard sameLengths([(x, xFact), (y, yFact)], verb: verb) else { return nil }
    return (fact, xFact, yFact)
  }

  private mutating func areLabels(_ y: Operand, _ fact: ArrayFact) -> Bool {
    guard (1...2).contains(fact.shape.count) else {
      report(
        Diagnostic(
          id: "not-labels", at: y.range,
          "the second array holds the labels, but \(y.text) has shape \(Words.shape(fact.shape))",
          hint: labelsNear(y.name).map { "did you mean '\($0)'?" }))
      return false
    }
    return true
  }

  mutating func fit(_ step: StepSyntax, _ keys: Keys) -> Action? {
    guard let (name, x, y) = pair(step) else { return nil }
    let judged = judge(name, x, y, verb: "fit")
    var validation: Fit.Pair?
    var isWhole = keys.isWhole
    if case .pair(let xVal, let yVal)? = keys["validation_data"] {
      let facts = judge(name, xVal, yVal, verb: "fit")
      if let facts, let judged { isWhole = sameKind(y, judged.y, yVal, facts.y) && isWhole }
      if let facts, let judged { warn(xVal, facts.x, unlike: (x.name, judged.x.scale, judged.x.isInverted)) }
      if facts == nil { isWhole = false }
      validation = .init(x: xVal, y: yVal)
      if let entry = keys.entries["validation_split"], keys.number("validation_split") ?? 0 > 0 {
        report(
          Diagnostic(
            id: "useless-key", at: entry.key, "'validation_split' and 'validation_data' exclude each other",
            hint: "keep one of the two"))
        isWhole = false
      }
    }
    guard let options = options(step, keys) else { return nil }
    guard let judged else { return nil }
    if let file = keys.text("initial_weights"), let entry = keys.entries["initial_weights"] {
      isWhole = weightsFit(judged.network, file, at: entry.place) && isWhole
    }
    guard isWhole else { return nil }
    if let count = judged.x.shape.first ?? nil, options.validationSplit > 0,
      let entry = keys.entries["validation_split"]
    {
      let isTooSmall = Double(count) * options.validationSplit < 1
      if isTooSmall || Int(Double(count) * (1 - options.validationSplit)) < 1 {
        report(
          Diagnostic(
            id: "out-of-range", at: entry.place,
            "\(entry.text) of \(Words.count(count, "sample")) "
              + (isTooSmall ? "is less than one sample" : "leaves none to train on")))
        return nil
      }
    }
    if options.earlyStopping != nil, validation == nil, options.validationSplit == 0,
      let entry = keys.entries["early_stopping"]
    {
      report(
        Diagnostic(
          .warning, id: "no-validation", at: entry.key,
          "without validation data, 'early_stopping' watches the training loss, which hardly ever rises",
          notes: ["add 'validation_split: 0.1', so that it watches the loss on samples that are not trained on"]))
    }
    var complete = options
    guard let loss = loss(keys, judged, y, name) else { return nil }
    complete.loss = loss
    warnOfPixels(x, judged.x, y)
    var fact = judged.network
    fact.loss = loss
    fact.trained = (x.name, judged.x.scale, judged.x.isInverted)
    scope.update(name.name, .network(fact))
    return .fit(
      Fit(
        network: name.name, x: x, y: y, validation: validation, options: complete,
        showsWeights: keys.word("show") == "weights", initialWeights: keys.text("initial_weights")))
  }

  private mutating func sameKind(_ y: Operand, _ fact: ArrayFact, _ yVal: Operand, _ valFact: ArrayFact) -> Bool {
    guard (fact.shape.count == 1) != (valFact.shape.count == 1) else { return true }
    let missing = fact.shape.count == 1 ? y : yVal
    report(
      Diagnostic(
        id: "mixed-labels", at: yVal.range,
        "\(y.text) holds \(fact.role.words), but \(yVal.text) holds \(valFact.role.words)",
        notes: ["add 'one-hot \(missing.name)' before this step"]))
    return false
  }

  private mutating func warnOfPixels(_ x: Operand, _ fact: ArrayFact, _ y: Operand) {
    guard fact.scale == .bytes, fact.role == .values else { return }
    report(
      Diagnostic(
        .warning, id: "raw-pixels", at: x.range,
        "\(x.text) holds bytes from 0 to 255; a network learns better from small numbers",
        notes: ["add 'normalise \(x.name)' before this step, and the same for the data you test with"]))
  }

  /// Everything but the loss; nil where settings exclude each other.
  private mutating func options(_ step: StepSyntax, _ keys: Keys) -> FitOptions? {
    var options = FitOptions()
    options.epochs = keys.integer("epochs") ?? 1
    options.batchSize = keys.integer("batch_size") ?? 32
    options.validationSplit = keys.number("validation_split") ?? 0
    options.shuffle = keys.flag("shuffle")
    options.timeLimit = keys.number("time_limit")
    if case .patience(let epochs?)? = keys["early_stopping"] { options.earlyStopping = EarlyStopping(patience: epochs) }
    let optimizer = keys.word("optimizer") ?? "adam"
    var isWhole = true
    for (key, owners) in [("momentum", ["sgd", "rmsprop"]), ("nesterov", ["sgd"])] {
      guard let entry = keys.entries[key], !owners.contains(optimizer), keys[key] != keys.standard(key) else {
        continue
      }
      report(
        Diagnostic(
          id: "useless-key", at: entry.key, "the optimizer '\(optimizer)' has no '\(key)'",
          hint: "leave it out, or write 'optimizer: sgd'"))
      isWhole = false
    }
    if let entry = keys.entries["nesterov"], keys.flag("nesterov"), optimizer == "sgd", keys.number("momentum") == 0 {
      report(
        Diagnostic(
          .warning, id: "useless-key", at: entry.key, "'nesterov' does nothing without 'momentum'",
          hint: "add 'momentum: 0.9'"))
    }
    let rate = keys.number("learning_rate").map(Float.init)
    let momentum = Float(keys.number("momentum") ?? 0)
    let decay = Float(keys.number("decay") ?? 0)
    switch optimizer {
    case "sgd":
      options.optimizer = .sgd(
        learningRate: rate ?? 0.01, momentum: momentum, nesterov: keys.flag("nesterov"), decay: decay)
    case "rmsprop": options.optimizer = .rmsprop(learningRate: rate ?? 0.001, momentum: momentum, decay: decay)
    default: options.optimizer = .adam(learningRate: rate ?? 0.001, decay: decay)
    }
    return isWhole ? options : nil
  }

  /// The loss that is set or fits the labels; checks it against them and the last layer.
  mutating func loss(
    _ keys: Keys, _ facts: (network: NetworkFact, x: ArrayFact, y: ArrayFact), _ y: Operand, _ name: Operand
  ) -> Loss? {
    let isOneHot = facts.y.shape.count == 2
    let entry = keys.entries["loss"]
    let loss =
      keys.word("loss").flatMap(Loss.init) ?? (isOneHot ? .categoricalCrossentropy : .sparseCategoricalCrossentropy)
    let place = entry?.place ?? Place(range: y.range)
    let isSparse = loss == .sparseCategoricalCrossentropy
    if isSparse, isOneHot {
      report(
        Diagnostic(
          id: "wrong-loss", at: place, "'\(loss.rawValue)' needs integer labels, but \(y.text) is one-hot",
          notes: ["write 'loss: categorical_crossentropy', or take 'one-hot \(y.name)' out above"]))
      return nil
    }
    guard outputFits(loss, facts.network, facts.y, y, name) else { return nil }
    if loss == .binaryCrossentropy, case .labels(let classes?) = facts.y.role, classes > 2 {
      report(
        Diagnostic(
          id: "wrong-loss", at: place, "'\(loss.rawValue)' tells two classes apart, but \(y.text) names \(classes)",
          notes: ["write 'dense \(classes) softmax' as the last layer, and leave the loss out"]))
      return nil
    }
    if !isSparse, !isOneHot, facts.network.outputShape != [1] {
      report(
        Diagnostic(
          id: "wrong-loss", at: place, "'\(loss.rawValue)' needs one-hot labels, but \(y.text) holds whole numbers",
          notes: ["add 'one-hot \(y.name)' before this step, or write 'loss: sparse_categorical_crossentropy'"]))
      return nil
    }
    return loss
  }

  /// Whether the last layer has as many outputs as there are classes.
  private mutating func outputFits(
    _ loss: Loss, _ network: NetworkFact, _ labels: ArrayFact, _ y: Operand, _ name: Operand
  ) -> Bool {
    guard let output = network.outputShape, let layer = network.layerRanges.last else { return true }
    let last = LayerSpec.names(of: network.layers).last ?? ""
    guard output.count == 1 else {
      report(
        Diagnostic(
          id: "no-rows", at: layer,
          "the last layer of '\(name.name)' gives \(Words.shape(output)) for each sample, but one row of numbers is needed",
          notes: ["add 'flatten' and 'dense 10 softmax' below it"]))
      scope.update(name.name, .broken)
      return false
    }
    var classes: Int?
    switch labels.role {
    case .labels(let known): classes = known
    default: classes = labels.shape.count == 2 ? labels.shape[1] : nil
    }
    if labels.shape.count == 2, labels.shape[1] == 1, output[0] > 1 {
      report(
        Diagnostic(
          id: "wrong-labels", at: y.range,
          "\(y.text) has shape \(Words.shape(labels.shape)), but one number for each sample is needed",
          hint: y.selection == .all ? "write 'reshape \(y.name) to (-1)' before this step" : nil))
      return false
    }
    let isSparse = loss == .sparseCategoricalCrossentropy
    if let classes, labels.shape.count == 2 ? output[0] != classes : isSparse && output[0] < classes {
      report(
        Diagnostic(
          id: "wrong-output", at: layer,
          "'\(last)' has \(Words.count(output[0], "output")), but \(y.text) names \(classes) classes",
          notes: ["the last layer needs one output for each class, such as 'dense \(classes) softmax'"]))
      scope.update(name.name, .broken)
      return false
    }
    if isSparse, output[0] == 1 {
      report(
        Diagnostic(
          id: "wrong-loss", at: layer, "'\(last)' has one output, but '\(loss.rawValue)' needs one for each class",
          notes: [
            "for two classes write 'dense 1 sigmoid', and 'loss: binary_crossentropy' below 'fit'",
            "to predict a number write 'loss: mse' below 'fit'",
          ]))
      scope.update(name.name, .broken)
      return false
    }
    if let classes, isSparse, output[0] > classes {
      report(
        Diagnostic(
          .warning, id: "wrong-output", at: layer,
          "'\(last)' has \(output[0]) outputs, but \(y.text) names only \(classes) classes",
          hint: "'dense \(classes) softmax' is enough"))
    }
    warnOfActivation(loss, network, last, layer)
    return true
  }

  private mutating func warnOfActivation(_ loss: Loss, _ network: NetworkFact, _ last: String, _ layer: Range<Int>) {
    let activation: Activation? =
      switch network.layers.last {
      case .dense(_, let activation), .activation(let activation), .conv2d(_, _, _, _, let activation): activation
      default: nil
      }
    let good: [Activation] = loss == .binaryCrossentropy ? [.sigmoid, .softmax] : [.softmax]
    guard loss != .meanSquaredError, let activation, !good.contains(activation) else { return }
    if loss != .binaryCrossentropy, activation == .sigmoid { return }
    report(
      Diagnostic(
        .warning, id: "no-probabilities", at: layer,
        "'\(last)' gives no probabilities, and '\(loss.rawValue)' needs them",
        hint: activation == .linear
          ? "write 'softmax' behind it" : "write 'softmax' instead of '\(activation.rawValue)'"))
  }
}

extension Keys {
  func standard(_ name: String) -> KeyValue? { specs.first { $0.name == name }?.standard }
}
