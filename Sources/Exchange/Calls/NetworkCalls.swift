// Building a network, and what it is kept in.

extension KerasAssignment {
  /// `model = keras.Sequential([…])`
  static let network = named { name, value, reader in
    if let sketch = tensor(value, reader.known) {
      return reader.name(name, .tensor(sketch))
    }
    var sketch = ModelSketch()
    switch value.calledName {
    case "Sequential":
      let given = value.given("layers")
      let layers = given.flatMap { reader.known.resolved($0).elements } ?? []
      guard given == nil || !layers.isEmpty else { return false }
      if let network = softmaxed(layers, reader) {
        return reader.name(name, .network(network))
      }
      for layer in layers { sketch.add(layer, reader.known) }
    case "Model":
      guard let outputs = value.given("outputs", "output").flatMap({ tensor($0, reader.known) }) else { return false }
      sketch = outputs
    default: return false
    }
    guard sketch.unknown == nil else { return false }
    // A lesson has one network of a name.
    let number = reader.lesson.count(ofBuilds: name)
    let own = number == 0 ? name : "\(name)_\(number + 1)"
    reader.models[own] = sketch
    return reader.name(name, .network(own))
  }

  /// `Sequential([model, Softmax()])`: the network itself, where the lesson gives it its softmax already.
  private static func softmaxed(_ layers: [PythonExpression], _ reader: KerasReader) -> String? {
    guard let network = reader.known.network(layers.first), let last = reader.models[network]?.lines.last,
      last == "activation softmax" || last.hasSuffix(" softmax"),
      layers.dropFirst().allSatisfy({ $0.calledName == "Softmax" })
    else { return nil }
    return network
  }

  /// `layers.Dense(64, activation="relu")(x)`, one layer behind the other; nil where the layers branch, or are not known.
  private static func tensor(_ value: PythonExpression, _ known: KerasKnowledge) -> ModelSketch? {
    switch value {
    case .name(let name):
      if case .tensor(let sketch)? = known.names[name] { return sketch }
      return nil
    case .call(.call, let arguments, _):
      guard case .call(let layer, _, _) = value, arguments.count == 1, var sketch = tensor(arguments[0], known) else {
        return nil
      }
      sketch.add(layer, known)
      return sketch.unknown == nil ? sketch : nil
    case .call:
      guard value.calledName == "Input" else { return nil }
      return KerasLayer.read(value, known).map { ModelSketch(input: $0.input) }
    default: return nil
    }
  }
}

extension KerasCall {
  static let networkCalls = [
    add, build, compile, summary, diagram, export, save, loadWeights, savez, loadSafetensors,
  ]

  private static let add = method(["add"]) { network, call, reader in
    guard var sketch = reader.models[network], !sketch.isBuilt, let layer = call.argument(0, "layer") else {
      return false
    }
    sketch.add(layer, reader.known)
    guard sketch.unknown == nil else { return false }
    reader.models[network] = sketch
    return true
  }

  private static let build = method(["build"]) { _, _, _ in true }

  private static let compile = method(["compile"]) { network, call, reader in
    let read = KerasSettings(known: reader.known)
    var settings = read.optimizer(call.given("optimizer"))
    let loss = read.loss(call.given("loss"))
    if let found = loss {
      settings?.append("loss: \(found.name)")
      if found.fromLogits {
        guard reader.models[network]?.isBuilt == false else { return false }
        reader.models[network]?.lines.append(
          "activation \(found.name == "binary_crossentropy" ? "sigmoid" : "softmax")")
      }
    } else if call.given("loss") != nil {
      return false
    }
    if settings == nil, let word = read.optimizerName(call.given("optimizer")) {
      settings = loss.map { ["loss: \($0.name)"] } ?? []
      reader.remark("left out of 'compile': the optimizer \(word); 'fit' takes adam instead")
    }
    guard let settings else { return false }
    reader.models[network]?.compiled = settings
    let isOfNumbers = ["loss: mean_squared_error", "loss: mean_absolute_error"].contains { settings.contains($0) }
    let measures = read.measures(call.given("metrics"))
    reader.models[network]?.measures = measures.lines.filter { !isOfNumbers || $0 != "metrics: mae" }
    for name in measures.unknown {
      reader.remark("left out of 'compile': the metric \(name); 'evaluate' takes accuracy, top_5, mae and mse")
    }
    if read.leavesScheduleOut(call) {
      reader.remark("left out of 'compile': how the learning rate changes, since its steps are no whole epochs")
    }
    return true
  }

  private static let summary = method(["summary"]) { network, _, reader in
    guard reader.build(network) else { return false }
    return reader.step("summary", [network])
  }

  private static let diagram = KerasCall(["plot_model", "draw_network"]) { call, reader in
    guard let network = reader.known.network(call.arguments.first), reader.build(network) else { return false }
    return reader.step("diagram", [network])
  }

  // MARK: Files

  private static let export = method(["export"]) { network, call, reader in
    guard reader.build(network), let file = reader.known.text(call.arguments.first), file.hasSuffix(".onnx") else {
      return false
    }
    return reader.step("save", [network], "to", ["\"\(file)\""])
  }

  private static let save = method(["save", "save_weights"]) { network, call, reader in
    guard let file = weightsFile(network, call, &reader) else { return false }
    return reader.step("save", [network], "to", [file])
  }

  private static let loadWeights = method(["load_weights"]) { network, call, reader in
    guard let file = weightsFile(network, call, &reader) else { return false }
    return reader.step("restore", [network], "from", [file])
  }

  /// Where a lesson keeps weights that Keras keeps in that file.
  private static func weightsFile(_ network: String, _ call: PythonExpression, _ reader: inout KerasReader) -> String? {
    guard reader.build(network), let file = reader.known.text(call.arguments.first) else { return nil }
    return "\"\(file.split(separator: "/").last.map { $0.prefix { $0 != "." } } ?? "network").safetensors\""
  }

  /// `np.savez("weights.npz", *model.get_weights())`
  private static let savez = KerasCall(["savez"]) { call, reader in
    guard let weights = call.keywords.first(where: { $0.name == nil })?.value, weights.calledName == "get_weights",
      let network = reader.known.network(weights.receiver), reader.build(network),
      let file = reader.known.text(call.arguments.first)
    else { return nil }
    return reader.step("save", [network], "to", ["\"\(file)\""])
  }

  private static let loadSafetensors = KerasCall(["load_safetensors"]) { call, reader in
    guard let network = reader.known.network(call.arguments.first), reader.build(network),
      let file = reader.known.text(call.argument(1))
    else { return false }
    return reader.step("restore", [network], "from", ["\"\(file)\""])
  }
}
