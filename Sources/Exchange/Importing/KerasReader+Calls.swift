extension KerasReader {
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
      if expression.arguments.first == .string("answers") { return labelsPredictions(expression.argument(3)) }
      let unpacked = expression.keywords.filter { $0.name == nil }.map { $0.value }
      for argument in expression.arguments + unpacked where !prints(argument) { return false }
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
    case "heatmap" where expression.arguments.first?.calledName == "confusion_matrix":
      return expression.arguments.first.map { judges($0) } ?? false
    case "fit":
      switch expression.receiver?.root.flatMap({ known.names[$0] }) {
      case .scaler?, .encoder?, .wordEncoder?: return true
      default: break
      }
    case "dropna", "fillna": if changesTable(expression) { return true }
    case "savez":
      // `np.savez("weights.npz", *model.get_weights())`
      if let weights = expression.keywords.first(where: { $0.name == nil })?.value, weights.calledName == "get_weights",
        let network = network(weights.receiver), build(network), let file = known.text(expression.arguments.first)
      {
        step("save", [network], "to", ["\"\(file)\""])
        return true
      }
    case "from_predictions", "heatmap", "confusion_matrix", "classification_report", "countplot", "hist", "unique":
      if judges(expression) || counts(expression) { return true }
    case "value_counts":
      if let labels = known.classes(expression.receiver) {
        step("histogram", [labels])
        return true
      }
    case "accuracy_score", "mean_squared_error", "mean_absolute_error", "r2_score":
      if judges(expression) { return true }
    case "scatter":
      if comparesNumbers(expression) { return true }
    case "set_random_seed", "seed", "set_seed":
      if lesson.seed == nil, let seed = known.integer(expression.arguments.first), seed >= 0 {
        lesson.seed = UInt64(seed)
      }
      return true
    case "clear_session", "set_printoptions", "use", "set_theme", "set": return true
    default: break
    }
    if let fit = known.history(in: expression) { return plot(fit) }
    // A function of the notebook's own that draws what is there; whether values are missing, which `load` tells.
    if case .call(.name(let function), let arguments, _) = expression, known.names[function] == nil,
      !arguments.isEmpty, arguments.allSatisfy({ known.isResult($0) })
    {
      return true
    }
    if expression.all.contains(where: { ["isnull", "isna"].contains($0.calledName ?? "") }) { return true }
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
      let loss = known.loss(call.argument(1, "loss"))
      if let found = loss {
        settings?.append("loss: \(found.name)")
        if found.fromLogits {
          guard models[network]?.isBuilt == false else { return false }
          models[network]?.lines.append("activation \(found.name == "binary_crossentropy" ? "sigmoid" : "softmax")")
        }
      } else if call.argument(1, "loss") != nil {
        return false
      }
      if settings == nil, let word = known.optimizerName(call.argument(0, "optimizer")) {
        settings = loss.map { ["loss: \($0.name)"] } ?? []
        remark(statement, "left out of 'compile': the optimizer \(word); 'fit' takes adam instead")
      }
      guard let settings else { return false }
      models[network]?.compiled = settings
      let isOfNumbers = ["loss: mean_squared_error", "loss: mean_absolute_error"].contains { settings.contains($0) }
      models[network]?.measures = known.measures(call.keyword("metrics")).filter {
        !isOfNumbers || $0 != "metrics: mae"
      }
      if known.leavesScheduleOut(call) {
        remark(statement, "left out of 'compile': how the learning rate changes, since its steps are no whole epochs")
      }
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
}
