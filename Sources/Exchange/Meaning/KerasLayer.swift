/// A network as a script makes it, before a step is written of it.
struct ModelSketch {
  /// As `build` takes them.
  var lines: [String] = []
  var input: [Int]?
  /// A layer that no lesson has.
  var unknown: String?
  var isBuilt = false
  /// Settings of `fit` that `compile` gives.
  var compiled: [String] = []
  /// Settings of `evaluate` that it gives.
  var measures: [String] = []

  mutating func add(_ call: PythonExpression, _ known: KerasKnowledge) {
    guard let layer = KerasLayer.read(call, known) else {
      unknown = call.calledName ?? "layer"
      return
    }
    if input == nil || lines.isEmpty, let given = layer.input { input = given }
    lines += layer.lines
  }
}

/// A layer as `build` writes it.
struct KerasLayer {
  var lines: [String]
  /// The shape of what the network is given, where the layer tells it.
  var input: [Int]?

  private static let activations: Set<String> = ["linear", "relu", "sigmoid", "tanh", "elu", "softmax"]

  /// nil for one that lessons do not have.
  static func read(_ call: PythonExpression, _ known: KerasKnowledge) -> KerasLayer? {
    guard let name = call.calledName else { return nil }
    let input =
      known.lengths(call.keyword("input_shape")) ?? known.lengths(call.keyword("input_dim"))
      ?? call.keyword("batch_input_shape").flatMap { $0.elements?.dropFirst() }.map {
        $0.compactMap { known.integer($0) }
      }
    func made(_ lines: String...) -> KerasLayer { KerasLayer(lines: lines, input: input) }
    func activation() -> String? {
      guard let given = call.given("activation"), given != .name("None") else { return "" }
      let word = known.text(given) ?? given.path?.last
      return word.flatMap { Self.activations.contains($0) ? ($0 == "linear" ? "" : " " + $0) : nil }
    }
    func window(_ expression: PythonExpression?) -> String? {
      guard let sizes = known.lengths(expression) else { return nil }
      return sizes.count == 1 ? "\(sizes[0])x\(sizes[0])" : sizes.count == 2 ? "\(sizes[0])x\(sizes[1])" : nil
    }
    switch name {
    case "Input", "InputLayer":
      return KerasLayer(lines: [], input: known.lengths(call.argument(0, "shape", "input_shape")))
    case "Dense":
      guard let units = known.integer(call.given("units", "output_dim")), let activation = activation() else {
        return nil
      }
      return made("dense \(units)\(activation)")
    case "Conv2D", "Convolution2D":
      let rows = known.integer(call.given("nb_row"))
      let size =
        call.isOldConvolution
        ? rows.flatMap { rows in known.integer(call.given("nb_col")).map { "\(rows)x\($0)" } }
        : window(call.given("kernel_size"))
      guard let filters = known.integer(call.given("filters", "nb_filter")), let size, let activation = activation()
      else { return nil }
      var lines = ["conv2d \(filters) \(size)\(activation)"]
      if let given = call.given("padding", "border_mode") {
        guard let padding = known.text(given)?.lowercased() else { return nil }
        if padding != "valid" { lines.append("  padding: \(padding)") }
      }
      if let given = call.given("strides", "subsample") {
        guard let strides = window(given) else { return nil }
        if strides != "1x1" { lines.append("  strides: \(strides)") }
      }
      return KerasLayer(lines: lines, input: input)
    case "MaxPooling2D", "MaxPool2D", "AveragePooling2D", "AvgPool2D":
      guard let size = call.given("pool_size").map({ window($0) }) ?? "2x2" else { return nil }
      if let strides = call.given("strides"), strides != .name("None"), window(strides) != size { return nil }
      if let padding = call.given("padding", "border_mode"), known.text(padding) != "valid" { return nil }
      return made((name.hasPrefix("Max") ? "maxpool " : "avgpool ") + size)
    case "Flatten": return made("flatten")
    case "Dropout":
      guard let rate = known.number(call.given("rate", "p")) else { return nil }
      return made("dropout \(rate)")
    case "BatchNormalization": return made("batchnorm")
    case "LayerNormalization": return made("layernorm")
    case "Activation":
      guard let word = known.text(call.arguments.first) ?? call.arguments.first?.path?.last,
        Self.activations.contains(word)
      else { return nil }
      return made("activation \(word)")
    case "ReLU": return call.arguments.isEmpty && call.keywords.isEmpty ? made("activation relu") : nil
    case "Softmax": return made("activation softmax")
    case "Reshape":
      // Of rows or images into images with their channel: the lesson gives the input that shape.
      return known.lengths(call.argument(0, "target_shape")).map { KerasLayer(lines: [], input: $0) }
    default: return nil
    }
  }
}
