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
    var found: [(Parameters.Tensor, [Float])] = []
    for tensor in parameters.tensors {
      guard let weight = weights.first(where: { $0.name == tensor.name }) else {
        throw .badWeights("there is no tensor '\(tensor.name)', which the network needs")
      }
      guard weight.shape == tensor.shape else {
        throw .badWeights(
          "'\(tensor.name)' has shape \(shapeText(weight.shape)), but the network needs \(shapeText(tensor.shape))")
      }
      guard weight.values.count == tensor.shape.reduce(1, *) else {
        throw .badWeights("'\(tensor.name)' has \(weight.values.count) values, which is not what its shape says")
      }
      found.append((tensor, weight.values))
    }
    if let extra = weights.first(where: { weight in !found.contains { $0.0.name == weight.name } }) {
      throw .badWeights("the network has no tensor '\(extra.name)'")
    }
    for (tensor, values) in found { parameters.write(tensor, values) }
  }
}

/// A shape as NumPy writes it: `(60000, 28, 28)`, `(5,)`.
func shapeText(_ shape: [Int]) -> String {
  shape.count == 1 ? "(\(shape[0]),)" : "(\(shape.map(String.init).joined(separator: ", ")))"
}
