internal import Arrays
package import Networks

/// A network with its weights, trained and used through whole arrays; the first dimension of `x` and `y` is N.
package final class Network {
  package let layers: [LayerSpec]
  package let layerNames: [String]
  /// One sample's shape.
  package let inputShape: [Int]
  /// One sample's shape after each layer.
  package let outputShapes: [[Int]]
  let parameters: Parameters
  let device: Device

  /// Weights are drawn as Keras draws them (Glorot uniform, zero biases) from the stream keyed by `seed` and `step`.
  package init(
    layers: [LayerSpec], inputShape: [Int], seed: UInt64, step: UInt64, device: Device
  ) throws(EngineError) {
    var shapes = [inputShape]
    for (index, layer) in layers.enumerated() {
      do {
        shapes.append(try layer.outputShape(for: shapes[index]))
      } catch {
        throw EngineError.shape(layer: index, error)
      }
    }
    self.layers = layers
    self.layerNames = LayerSpec.names(of: layers)
    self.inputShape = inputShape
    self.outputShapes = Array(shapes.dropFirst())
    self.device = device
    try MemoryNeed.building(layers: layers, shapes: shapes).check()
    parameters = Parameters(layers: layers, names: layerNames, inputs: shapes)
    parameters.initialize(seed: seed, step: step)
  }

  /// All weights, layer by layer, in Keras' order and layouts.
  package var weights: [Weight] {
    parameters.tensors.map { Weight(name: $0.weight.name, shape: $0.weight.shape, values: parameters.read($0)) }
  }

  /// Takes over the values of all weights, told by name in any order; changes nothing where one does not fit.
  package func setWeights(_ weights: [Weight]) throws(EngineError) {
    try WeightShape.check(weights.map { ($0.name, $0.shape) }, fit: parameters.tensors.map { $0.weight })
    var found: [[Float]] = []
    for tensor in parameters.tensors {
      let values = weights.first { $0.name == tensor.weight.name }?.values ?? []
      guard values.count == tensor.weight.shape.product else {
        throw .badWeights("'\(tensor.weight.name)' has \(values.count) values, which is not what its shape says")
      }
      guard values.allSatisfy({ $0.isFinite }) else {
        throw .badWeights("'\(tensor.weight.name)' holds a value that is no finite number")
      }
      found.append(values)
    }
    for (tensor, values) in zip(parameters.tensors, found) { parameters.write(tensor, values) }
  }

  /// Each layer's input and output shape, one sample.
  package var shapes: [(input: [Int], output: [Int])] {
    outputShapes.indices.map { ($0 == 0 ? inputShape : outputShapes[$0 - 1], outputShapes[$0]) }
  }

  /// How many threads take a step of so many samples together, by its shapes alone. On 16 cores of a server, steps of up
  /// to 3 million multiply-adds were no faster with more than 4, steps of 60 million no faster with more than 8, and
  /// steps of 160 million and more fastest with all.
  func threads(batch: Int, isTraining: Bool) -> Int {
    switch multiplyAdds * Double(batch) * (isTraining ? 3 : 1) {
    case ..<16e6: min(device.threads, 4)
    case ..<100e6: min(device.threads, 8)
    default: device.threads
    }
  }

  /// Multiply-adds of one sample's way forward.
  private var multiplyAdds: Double { zip(layers, shapes).reduce(0) { $0 + Double($1.0.multiplyAdds(for: $1.1.input)) } }

  /// How many training steps the threads take in one go: some milliseconds' work.
  func stepsAtATime(batch: Int) -> Int {
    max(1, min(32, Int(200e6 / max(1, multiplyAdds * Double(batch) * 3))))
  }

  /// All parameters, trainable or not.
  package var parameterCounts: (trainable: Int, other: Int) {
    zip(layers, shapes).reduce(into: (0, 0)) { total, pair in
      let count = pair.0.parameterCount(for: pair.1.input)
      total.0 += count.trainable
      total.1 += count.other
    }
  }
}
