extension KerasReader {
  // MARK: Building

  /// `model = keras.Sequential([…])`
  mutating func makesNetwork(_ target: PythonExpression, _ value: PythonExpression) -> Bool {
    guard case .name(let name) = target else { return false }
    if let lines = known.optimizer(value), value.calledName != nil {
      known.names[name] = .optimizer(lines, isWhole: !known.leavesScheduleOut(value))
      return true
    }
    if value.calledName != nil, known.loss(value) != nil {
      known.names[name] = .value(value)
      return true
    }
    if let rate = known.schedule(value) {
      known.names[name] = .rate(rate)
      return true
    }
    if let lines = callback(value) {
      known.names[name] = .callback(lines)
      return true
    }
    if let sketch = tensor(value) {
      known.names[name] = .tensor(sketch)
      return true
    }
    var sketch = ModelSketch()
    switch value.calledName {
    case "Sequential" where namesNetwork(value.argument(0, "layers")?.elements ?? [], name): return true
    case "Sequential": for layer in value.argument(0, "layers")?.elements ?? [] { add(layer, to: &sketch) }
    case "Model":
      guard let outputs = value.argument(1, "outputs").flatMap({ tensor($0) }) else { return false }
      sketch = outputs
    default: return false
    }
    guard sketch.unknown == nil else { return false }
    models[name] = sketch
    known.names[name] = .network(name)
    return true
  }

  /// `Sequential([model, Softmax()])`: the network itself, where the lesson gives it its softmax already.
  private mutating func namesNetwork(_ layers: [PythonExpression], _ name: String) -> Bool {
    guard let network = network(layers.first), let last = models[network]?.lines.last,
      last == "activation softmax" || last.hasSuffix(" softmax"),
      layers.dropFirst().allSatisfy({ $0.calledName == "Softmax" })
    else { return false }
    known.names[name] = .network(network)
    return true
  }

  /// `layers.Dense(64, activation="relu")(x)`, one layer behind the other; nil where the layers branch, or are not known.
  private func tensor(_ value: PythonExpression) -> ModelSketch? {
    switch value {
    case .name(let name):
      if case .tensor(let sketch)? = known.names[name] { return sketch }
      return nil
    case .call(.call, let arguments, _):
      guard case .call(let layer, _, _) = value, arguments.count == 1, var sketch = tensor(arguments[0]) else {
        return nil
      }
      add(layer, to: &sketch)
      return sketch.unknown == nil ? sketch : nil
    case .call:
      guard value.calledName == "Input", let found = known.layer(value) else { return nil }
      return ModelSketch(input: found.input)
    default: return nil
    }
  }

  func add(_ call: PythonExpression, to sketch: inout ModelSketch) {
    guard let found = known.layer(call) else {
      sketch.unknown = call.calledName ?? "layer"
      return
    }
    if sketch.input == nil || sketch.lines.isEmpty, let input = found.input { sketch.input = input }
    sketch.lines += found.lines
  }

  /// Writes the step that builds a network, before the first that needs it.
  mutating func build(_ name: String) -> Bool {
    guard var sketch = models[name], sketch.unknown == nil, !sketch.lines.isEmpty else { return false }
    guard !sketch.isBuilt else { return true }
    sketch.isBuilt = true
    models[name] = sketch
    let input = sketch.input.map { ["input: " + $0.map { "\($0)" }.joined(separator: "x")] } ?? []
    step("build", [name], lines: input + sketch.lines)
    return true
  }

  func network(_ expression: PythonExpression?) -> String? {
    guard case .name(let name)? = expression, case .network(let network)? = known.names[name] else { return nil }
    return network
  }
}
