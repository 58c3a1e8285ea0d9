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
    try MemoryNeed(layers: layers, shapes: shapes, batch: 1, isTraining: false).check()
    parameters = Parameters(layers: layers, names: layerNames, inputs: shapes)
    parameters.initialize(seed: seed, step: step)
  }

  /// All weights, layer by layer, in Keras' order and layouts.
  package var weights: [Weight] {
    parameters.tensors.map { Weight(name: $0.name, shape: $0.shape, values: parameters.read($0)) }
  }

  /// Takes over the values of all weights, told by name in any order; changes nothing where one does not fit.
  package func setWeights(_ weights: [Weight]) throws(EngineError) {
    try Network.check(weights.map { ($0.name, $0.shape) }, fit: parameters.tensors.map { ($0.name, $0.shape) })
    let found = Dictionary(weights.map { ($0.name, $0.values) }, uniquingKeysWith: { first, _ in first })
    for tensor in parameters.tensors {
      let values = found[tensor.name] ?? []
      guard values.count == tensor.shape.product else {
        throw .badWeights("'\(tensor.name)' has \(values.count) values, which is not what its shape says")
      }
      guard values.allSatisfy(\.isFinite) else {
        throw .badWeights("'\(tensor.name)' holds a value that is no finite number")
      }
    }
    for tensor in parameters.tensors { parameters.write(tensor, found[tensor.name] ?? []) }
  }

  /// Whether weights of these names and shapes, in any order, are those of a network of `layers`.
  package static func check(
    _ found: [(name: String, shape: [Int])], fit layers: [LayerSpec], inputShape: [Int]
  ) throws(EngineError) {
    var shapes = [inputShape]
    for layer in layers {
      if let last = shapes.last, let next = try? layer.outputShape(for: last) { shapes.append(next) }
    }
    guard shapes.count == layers.count + 1 else { return }
    let tensors = Parameters.Layout(layers: layers, names: LayerSpec.names(of: layers), inputs: shapes).tensors
    try check(found, fit: tensors.map { ($0.name, $0.shape) })
  }

  private static func check(
    _ found: [(name: String, shape: [Int])], fit wanted: [(name: String, shape: [Int])]
  ) throws(EngineError) {
    for tensor in wanted {
      guard let weight = found.first(where: { $0.name == tensor.name }) else {
        throw .badWeights("there is no tensor '\(tensor.name)', which the network needs")
      }
      guard weight.shape == tensor.shape else {
        throw .badWeights(
          "'\(tensor.name)' has shape \(shapeText(weight.shape)), but the network needs \(shapeText(tensor.shape))")
      }
    }
    if let extra = found.first(where: { weight in !wanted.contains { $0.name == weight.name } }) {
      throw .badWeights("the network has no tensor '\(extra.name)'")
    }
  }
}
