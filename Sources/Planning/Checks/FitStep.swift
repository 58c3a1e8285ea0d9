import Engine
import Markdown
import Text

extension Checker {
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
      let trained = Int(Double(count) * (1 - options.validationSplit))
      let isTooSmall = trained == count
      if isTooSmall || trained < 1 {
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
}

extension Keys {
  func standard(_ name: String) -> KeyValue? { specs.first { $0.name == name }?.standard }
}
