internal import Arrays
package import Networks

/// A layer as a lesson names it: its kind, and what the lesson says of it.
package struct LayerSpec: Sendable, Equatable {
  package let kind: LayerKind
  /// Neurons, filters; 0 where the kind counts nothing.
  package var count: Int
  package var window: Size2D
  package var rate: Float
  /// nil where the kind has none.
  package var activation: Activation?
  /// By name; one that is missing has its standard value.
  package var settings: [String: LayerSetting.Value] = [:]

  package init(
    _ kind: LayerKind, count: Int = 0, window: Size2D = Size2D(1, 1), rate: Float = 0, activation: Activation? = nil
  ) {
    self.kind = kind
    self.count = count
    self.window = window
    self.rate = rate
    self.activation = activation
  }

  subscript<Value>(key: LayerKey<Value>) -> Value {
    get { settings[key.setting.name].flatMap(key.read) ?? key.standard }
    set { settings[key.setting.name] = key.write(newValue) }
  }

  /// `dense_1`, `conv2d_1`, `dense_2`, …: numbered from 1 for each kind.
  package static func names(of layers: [LayerSpec]) -> [String] {
    var counts: [String: Int] = [:]
    return layers.map { layer in
      counts[layer.kind.name, default: 0] += 1
      return "\(layer.kind.name)_\(counts[layer.kind.name, default: 0])"
    }
  }

  /// As a lesson writes it: `conv2d 32 3×3 relu`.
  package var text: String {
    kind.arguments.reduce(kind.name) { text, argument in
      switch argument {
      case .count: "\(text) \(count)"
      case .window: "\(text) \(window.height)×\(window.width)"
      case .rate: "\(text) \(rate)"
      case .activation: "\(text) \((activation ?? .linear).rawValue)"
      }
    }
  }

  /// The shape of one sample after this layer.
  package func outputShape(for input: [Int]) throws(ShapeProblem) -> [Int] { try kind.outputShape(self, input) }

  package var hasWeights: Bool { kind.weights != nil }

  /// Its weights for a sample of shape `input`, named without the layer's name.
  package func weights(for input: [Int]) -> [WeightShape] { kind.weights?(self, input) ?? [] }

  /// To answer for one sample: each weight of a matrix counts once for each pixel of the output.
  package func multiplyAdds(for input: [Int]) -> Int {
    guard let output = try? outputShape(for: input) else { return 0 }
    let weights = weights(for: input).filter { $0.shape.count > 1 }.reduce(0) { $0 + $1.shape.product }
    return weights * output.dropLast().product
  }

  /// Parameters, trainable and not (the moving mean and variance of batch normalization), for a sample of shape `input`;
  /// the largest number where a count overflows.
  package func parameterCount(for input: [Int]) -> (trainable: Int, other: Int) {
    weights(for: input).reduce(into: (0, 0)) { count, weight in
      if weight.isTrainable {
        count.trainable = sum(count.trainable, weight.shape.product)
      } else {
        count.other = sum(count.other, weight.shape.product)
      }
    }
  }

  /// Whether outputs are the inputs.
  func isIdentity(isTraining: Bool) -> Bool { kind.isIdentity(self, isTraining) }

  /// The window that it slides over images; nil where it has none.
  package var slidingWindow: SlidingWindow? { kind.slidingWindow(self) }
}

extension [LayerSpec] {
  /// Whether gradients are sums over chunks of samples in any of them.
  var sumInChunks: Bool { contains { $0.kind.sumsInChunks } }

  /// Samples that stay together on one thread: an eighth of the batch where convolutions sum over them.
  func chunk(batch: Int) -> Int { sumInChunks ? Swift.max(8, (batch + 31) / 32 * 4) : 4 }

  /// All weights in the order of Keras' `get_weights`, layer by layer.
  /// - Parameters:
  ///   - names: the layers' names.
  ///   - inputs: one sample's shape before each layer.
  func weightShapes(names: [String], inputs: [[Int]]) -> [WeightShape] {
    indices.flatMap { layer in
      self[layer].weights(for: inputs[layer]).map { own in
        var weight = own
        weight.name = "\(names[layer]).\(own.name)"
        weight.layer = layer
        return weight
      }
    }
  }

  /// Whether weights of these names and shapes, in any order, are those of a network of these layers; says nothing where
  /// the layers do not fit the input.
  package func check(weights found: [(name: String, shape: [Int])], inputShape: [Int]) throws(EngineError) {
    _ = try names(ofWeights: found, inputShape: inputShape)
  }

  /// As `check`; gives the network's own names for weights that another program has named.
  package func names(
    ofWeights found: [(name: String, shape: [Int])], inputShape: [Int]
  ) throws(EngineError) -> [String: String] {
    var shapes = [inputShape]
    for layer in self {
      guard let last = shapes.last, let next = try? layer.outputShape(for: last) else { return [:] }
      shapes.append(next)
    }
    let wanted = weightShapes(names: LayerSpec.names(of: self), inputs: shapes)
    let names = WeightShape.names(of: found, as: wanted)
    try WeightShape.check(found.map { (names[$0.name] ?? $0.name, $0.shape) }, fit: wanted)
    return names
  }
}
