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
}

/// Layers, losses and optimizers as lessons name them.
enum KerasNames {
  static let losses: [String: String] = [
    "categorical_crossentropy": "categorical_crossentropy", "categoricalcrossentropy": "categorical_crossentropy",
    "sparse_categorical_crossentropy": "sparse_categorical_crossentropy",
    "sparsecategoricalcrossentropy": "sparse_categorical_crossentropy",
    "binary_crossentropy": "binary_crossentropy", "binarycrossentropy": "binary_crossentropy",
    "mse": "mean_squared_error", "mean_squared_error": "mean_squared_error", "meansquarederror": "mean_squared_error",
    "mae": "mean_absolute_error", "mean_absolute_error": "mean_absolute_error",
    "meanabsoluteerror": "mean_absolute_error",
  ]

  static let activations: Set<String> = ["linear", "relu", "sigmoid", "tanh", "elu", "softmax"]
}

extension KerasKnowledge {
  /// The lines of a layer, and the input's shape where it tells one; nil for one that lessons do not have.
  func layer(_ call: PythonExpression) -> (lines: [String], input: [Int]?)? {
    guard let name = call.calledName else { return nil }
    let input =
      lengths(call.keyword("input_shape")) ?? lengths(call.keyword("input_dim"))
      ?? call.keyword("batch_input_shape").flatMap { $0.elements?.dropFirst() }.map { $0.compactMap { integer($0) } }
    func activation(_ place: Int) -> String? {
      guard let given = call.argument(place, "activation") else { return "" }
      let word = text(given) ?? given.path?.last
      return word.flatMap { KerasNames.activations.contains($0) ? ($0 == "linear" ? "" : " " + $0) : nil }
    }
    func window(_ expression: PythonExpression?) -> String? {
      guard let sizes = lengths(expression) else { return nil }
      return sizes.count == 1 ? "\(sizes[0])x\(sizes[0])" : sizes.count == 2 ? "\(sizes[0])x\(sizes[1])" : nil
    }
    switch name {
    case "Input", "InputLayer":
      return ([], lengths(call.argument(0, "shape", "input_shape")))
    case "Dense":
      guard let units = integer(call.argument(0, "units", "output_dim")), let activation = activation(1) else {
        return nil
      }
      return (["dense \(units)\(activation)"], input)
    case "Conv2D", "Convolution2D":
      // The old form has the kernel's height and width as numbers of their own.
      let isOld =
        name == "Convolution2D"
        || call.arguments.count > 2 && integer(call.arguments[2]) != nil && lengths(call.arguments[1])?.count == 1
      let size =
        isOld && call.arguments.count > 2
        ? integer(call.arguments[1]).flatMap { rows in integer(call.arguments[2]).map { "\(rows)x\($0)" } }
        : window(call.argument(1, "kernel_size"))
      guard let filters = integer(call.argument(0, "filters", "nb_filter")), let size, let activation = activation(9)
      else {
        return nil
      }
      var lines = ["conv2d \(filters) \(size)\(activation)"]
      if let padding = text(call.keyword("padding", "border_mode"))?.lowercased(), padding != "valid" {
        lines.append("  padding: \(padding)")
      }
      if let strides = window(call.keyword("strides", "subsample")), strides != "1x1" {
        lines.append("  strides: \(strides)")
      }
      return (lines, input)
    case "MaxPooling2D", "MaxPool2D", "AveragePooling2D", "AvgPool2D":
      guard let size = call.argument(0, "pool_size").map({ window($0) }) ?? "2x2" else { return nil }
      if let strides = call.keyword("strides"), strides != .name("None"), window(strides) != size { return nil }
      if let padding = text(call.keyword("padding", "border_mode")), padding != "valid" { return nil }
      return ([(name.hasPrefix("Max") ? "maxpool " : "avgpool ") + size], input)
    case "Flatten": return (["flatten"], input)
    case "Dropout":
      guard let rate = number(call.argument(0, "rate", "p")) else { return nil }
      return (["dropout \(rate)"], input)
    case "BatchNormalization": return (["batchnorm"], input)
    case "LayerNormalization": return (["layernorm"], input)
    case "Activation":
      guard let word = text(call.arguments.first) ?? call.arguments.first?.path?.last,
        KerasNames.activations.contains(word)
      else { return nil }
      return (["activation \(word)"], input)
    case "ReLU": return call.arguments.isEmpty && call.keywords.isEmpty ? (["activation relu"], input) : nil
    case "Softmax": return (["activation softmax"], input)
    case "Reshape":
      // Of rows or images into images with their channel: the lesson gives the input that shape.
      return lengths(call.argument(0, "target_shape")).map { ([], $0) }
    default: return nil
    }
  }

  /// The settings that an optimizer stands for; nil for one that lessons do not have.
  func optimizer(_ expression: PythonExpression?) -> [String]? {
    switch expression {
    case nil: return []
    case .string(let word): return optimizer(named: word)
    case .name(let name):
      switch names[name] {
      case .optimizer(let lines, _)?: return lines
      case .value(let value)?: return optimizer(value)
      default: return nil
      }
    case .call:
      guard let call = expression, let called = call.calledName, var lines = optimizer(named: called) else {
        return nil
      }
      if let given = call.argument(0, "learning_rate", "lr") {
        guard let rate = learningRate(given) else { return nil }
        lines += rate
      }
      if let momentum = numberText(call.keyword("momentum")), momentum != "0" { lines.append("momentum: \(momentum)") }
      if call.keyword("nesterov") == .name("True") { lines.append("nesterov: true") }
      if let decay = numberText(call.keyword("decay")), decay != "0" { lines.append("decay: \(decay)") }
      return lines
    default: return nil
    }
  }

  /// An optimizer that lessons do not have, by its name; nil for what is none of Keras.
  func optimizerName(_ expression: PythonExpression?) -> String? {
    guard let expression else { return nil }
    let word = text(expression) ?? expression.calledName ?? ""
    let others = ["adadelta", "adagrad", "adamax", "nadam", "adamw", "ftrl", "lion", "adafactor", "lamb"]
    return others.contains(word.lowercased()) ? word : nil
  }

  private func optimizer(named word: String) -> [String]? {
    let word = word.lowercased()
    return ["adam", "sgd", "rmsprop"].contains(word) ? (word == "adam" ? [] : ["optimizer: \(word)"]) : nil
  }

  /// A loss as lessons name it, and whether the network's outputs are no probabilities yet.
  func loss(_ expression: PythonExpression?) -> (name: String, fromLogits: Bool)? {
    guard let expression else { return nil }
    if case .name(let name) = expression, case .value(let value)? = names[name] { return loss(value) }
    let word = text(expression) ?? expression.calledName ?? expression.path?.last ?? ""
    return KerasNames.losses[word.lowercased()].map { ($0, expression.keyword("from_logits") == .name("True")) }
  }
}
