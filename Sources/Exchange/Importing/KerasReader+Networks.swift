extension KerasReader {
  // MARK: Building

  /// `model = keras.Sequential([…])`
  mutating func makesNetwork(_ target: PythonExpression, _ value: PythonExpression) -> Bool {
    guard case .name(let name) = target else { return false }
    if let lines = known.optimizer(value), value.calledName != nil {
      known.names[name] = .optimizer(lines)
      return true
    }
    if value.calledName != nil, known.loss(value) != nil {
      known.names[name] = .value(value)
      return true
    }
    if value.calledName == "EarlyStopping" || value.calledName == "TimeLimit" {
      guard let lines = callback(value) else { return false }
      known.names[name] = .callback(lines)
      return true
    }
    guard value.calledName == "Sequential" else { return false }
    var sketch = ModelSketch()
    for layer in value.argument(0, "layers")?.elements ?? [] { add(layer, to: &sketch) }
    guard sketch.unknown == nil else { return false }
    models[name] = sketch
    known.names[name] = .network(name)
    return true
  }

  private func add(_ call: PythonExpression, to sketch: inout ModelSketch) {
    guard let found = known.layer(call) else {
      sketch.unknown = call.calledName ?? "layer"
      return
    }
    if sketch.input == nil || sketch.lines.isEmpty, let input = found.input { sketch.input = input }
    sketch.lines += found.lines
  }

  /// Writes the step that builds a network, before the first that needs it.
  private mutating func build(_ name: String) -> Bool {
    guard var sketch = models[name], sketch.unknown == nil, !sketch.lines.isEmpty else { return false }
    guard !sketch.isBuilt else { return true }
    sketch.isBuilt = true
    models[name] = sketch
    let input = sketch.input.map { ["input: " + $0.map { "\($0)" }.joined(separator: "x")] } ?? []
    step("build", [name], lines: input + sketch.lines)
    return true
  }

  private func network(_ expression: PythonExpression?) -> String? {
    guard case .name(let name)? = expression, case .network(let network)? = known.names[name] else { return nil }
    return network
  }

  // MARK: Expressions that do something

  mutating func performs(_ expression: PythonExpression, _ statement: PythonStatement) -> Bool {
    switch expression {
    case .string, .number: return true
    case .attribute, .name, .subscripted, .tuple:
      if case .tuple(let parts) = expression {
        for part in parts where !prints(part) { return false }
        return true
      }
      return prints(expression)
    case .call: break
    default: return known.isResult(expression)
    }
    let called = expression.calledName ?? ""
    if let network = network(expression.receiver) { return calls(called, network, expression, statement) }
    switch called {
    case "print":
      if expression.arguments.first == .string("input") { return true }
      for argument in expression.arguments where !prints(argument) { return false }
      return true
    case "len", "min", "max": return prints(expression)
    case "argmax":
      // The answer to one sample.
      if case .subscripted(.name(let name), let places)? = expression.arguments.first,
        let index = known.integer(places.first),
        let (network, x) = known.predicted[name]
      {
        step("predict", [network], "on", ["\(x)[\(index)]"])
        return true
      }
      return known.isResult(expression)
    case "plot_model", "draw_network":
      guard let network = network(expression.arguments.first), build(network) else { return false }
      step("diagram", [network])
      return true
    case "imshow", "matshow", "show_images": return shows(expression)
    case "plot_history": return plots(expression.arguments.first)
    case "show_predictions": return showsPredictions(expression)
    case "show_weights": return showsWeights(expression)
    case "load_safetensors":
      guard let network = network(expression.arguments.first), build(network),
        let file = known.text(expression.argument(1))
      else {
        return false
      }
      step("restore", [network], "from", ["\"\(file)\""])
      return true
    case "from_predictions", "heatmap", "confusion_matrix", "classification_report", "countplot", "hist", "unique":
      if judges(expression) || counts(expression) { return true }
    case "set_random_seed", "seed", "clear_session", "set_printoptions", "use", "set_theme", "set": return true
    default: break
    }
    if let fit = known.history(in: expression) { return plot(fit) }
    return isDrawing(PythonStatement(kind: .expression(expression), text: "", line: 0))
  }

  private mutating func calls(
    _ method: String, _ network: String, _ call: PythonExpression, _ statement: PythonStatement
  ) -> Bool {
    switch method {
    case "add":
      guard var sketch = models[network], !sketch.isBuilt, let layer = call.arguments.first else { return false }
      add(layer, to: &sketch)
      guard sketch.unknown == nil else { return false }
      models[network] = sketch
      return true
    case "build": return true
    case "compile":
      var settings = known.optimizer(call.argument(0, "optimizer"))
      if let found = known.loss(call.argument(1, "loss")) {
        settings?.append("loss: \(found.name)")
        if found.fromLogits {
          guard models[network]?.isBuilt == false else { return false }
          models[network]?.lines.append("activation softmax")
        }
      } else if call.argument(1, "loss") != nil {
        return false
      }
      guard let settings else { return false }
      models[network]?.compiled = settings
      return true
    case "summary":
      guard build(network) else { return false }
      step("summary", [network])
      return true
    case "fit": return fit(network, call, as: nil, statement)
    case "evaluate": return evaluates(network, call)
    case "predict": return predicts(network, call, as: nil)
    case "export":
      guard build(network), let file = known.text(call.arguments.first), file.hasSuffix(".onnx") else { return false }
      step("save", [network], "to", ["\"\(file)\""])
      return true
    case "save", "save_weights":
      guard build(network), let file = known.text(call.arguments.first) else { return false }
      let stem = file.split(separator: "/").last.map { $0.prefix { $0 != "." } } ?? "network"
      step("save", [network], "to", ["\"\(stem).safetensors\""])
      return true
    case "load_weights":
      guard build(network), let file = known.text(call.arguments.first) else { return false }
      let stem = file.split(separator: "/").last.map { $0.prefix { $0 != "." } } ?? "network"
      step("restore", [network], "from", ["\"\(stem).safetensors\""])
      return true
    default: return false
    }
  }

  // MARK: Training

  mutating func trains(_ target: PythonExpression, _ value: PythonExpression, _ statement: PythonStatement) -> Bool {
    guard case .name(let name) = target, value.calledName == "fit", let network = network(value.receiver) else {
      if case .name(let name) = target, let fit = known.history(in: value) {
        known.names[name] = .history(fit)
        return true
      }
      return false
    }
    return fit(network, value, as: name, statement)
  }

  private func callback(_ call: PythonExpression) -> [String]? {
    switch call.calledName {
    case "EarlyStopping": return ["early_stopping: \(known.integer(call.keyword("patience")) ?? 1)"]
    case "TimeLimit": return known.numberText(call.arguments.first).map { ["time_limit: \($0)"] }
    default: return nil
    }
  }

  private mutating func fit(
    _ network: String, _ call: PythonExpression, as name: String?, _ statement: PythonStatement
  ) -> Bool {
    guard build(network), let x = known.operand(call.argument(0, "x")), let y = known.operand(call.argument(1, "y"))
    else {
      return false
    }
    var lines: [String] = []
    if let epochs = call.keyword("epochs", "nb_epoch") {
      guard let count = known.integer(epochs) else { return false }
      lines.append("epochs: \(count)")
    }
    if let size = call.argument(2, "batch_size") {
      guard let count = known.integer(size) else { return false }
      if count != 32 { lines.append("batch_size: \(count)") }
    }
    lines += models[network]?.compiled ?? []
    // One-hot labels have one cross-entropy, whole numbers the other; the lesson finds it.
    lines.removeAll { ["loss: categorical_crossentropy", "loss: sparse_categorical_crossentropy"].contains($0) }
    if let share = known.number(call.keyword("validation_split")), share > 0 {
      lines.append("validation_split: \(share)")
    }
    if let pair = call.keyword("validation_data") {
      guard let parts = pair.elements, parts.count == 2, let vx = known.operand(parts[0]),
        let vy = known.operand(parts[1])
      else {
        return false
      }
      lines.append("validation_data: \(vx), \(vy)")
    }
    if call.keyword("shuffle") == .name("False") { lines.append("shuffle: false") }
    for given in call.keyword("callbacks")?.elements ?? [] {
      if let own = callback(given) {
        lines += own
      } else if case .name(let name) = given, case .callback(let own)? = known.names[name] {
        lines += own
      } else if given.calledName == "LambdaCallback" {
        lines.append("show: weights")
      } else {
        remark(statement, "left out of 'fit': \(given.calledName ?? given.root ?? "a callback")")
      }
    }
    fits += 1
    let id = fits == 1 ? "fit" : "fit-\(fits)"
    step("fit", [network], "on", [x, y], lines: lines)
    if let name { known.names[name] = .history(id) }
    return true
  }

  private mutating func plots(_ expression: PythonExpression?) -> Bool {
    guard let fit = expression.flatMap({ known.history(in: $0) }) else { return false }
    return plot(fit)
  }

  private mutating func plot(_ fit: String) -> Bool {
    if plotted.insert(fit).inserted { step("plot", [fit]) }
    return true
  }

  // MARK: Asking

  private mutating func evaluates(_ network: String, _ call: PythonExpression) -> Bool {
    guard build(network), let x = known.operand(call.argument(0, "x")), let y = known.operand(call.argument(1, "y"))
    else {
      return false
    }
    let size = known.integer(call.keyword("batch_size")).map { $0 == 32 ? [] : ["batch_size: \($0)"] } ?? []
    step("evaluate", [network], "on", [x, y], lines: size)
    return true
  }

  /// - Parameter name: what the probabilities are called; nil where they are only looked at.
  private mutating func predicts(_ network: String, _ call: PythonExpression, as name: String?) -> Bool {
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
    if judges(value) || finds(value) {
      known.names[name] = .result
      return true
    }
    return false
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
  private mutating func judges(_ call: PythonExpression) -> Bool {
    let verb: String
    switch call.calledName {
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
