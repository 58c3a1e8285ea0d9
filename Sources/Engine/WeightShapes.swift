/// One tensor of a network's weights.
struct WeightShape {
  /// `dense_1.kernel`
  var name: String
  var shape: [Int]
  var layer: Int
  /// Whether training changes it by its gradient.
  var isTrainable = true
}

extension [LayerSpec] {
  /// All weights in the order of Keras' `get_weights`, layer by layer.
  /// - Parameters:
  ///   - names: the layers' names.
  ///   - inputs: one sample's shape before each layer.
  func weightShapes(names: [String], inputs: [[Int]]) -> [WeightShape] {
    indices.flatMap { layer -> [WeightShape] in
      let channels = inputs[layer].last ?? 1
      func weight(_ name: String, _ shape: [Int], isTrainable: Bool = true) -> WeightShape {
        WeightShape(name: "\(names[layer]).\(name)", shape: shape, layer: layer, isTrainable: isTrainable)
      }
      switch self[layer] {
      case .dense(let units, _): return [weight("kernel", [channels, units]), weight("bias", [units])]
      case .conv2d(let filters, let kernel, _, _, _):
        return [weight("kernel", [kernel.height, kernel.width, channels, filters]), weight("bias", [filters])]
      case .batchNormalization:
        return [
          weight("gamma", [channels]), weight("beta", [channels]),
          weight("moving_mean", [channels], isTrainable: false),
          weight("moving_variance", [channels], isTrainable: false),
        ]
      case .maxPool2d, .averagePool2d, .flatten, .dropout, .activation: return []
      }
    }
  }

  /// Whether weights of these names and shapes, in any order, are those of a network of these layers; says nothing where
  /// the layers do not fit the input.
  package func check(weights found: [(name: String, shape: [Int])], inputShape: [Int]) throws(EngineError) {
    var shapes = [inputShape]
    for layer in self {
      guard let last = shapes.last, let next = try? layer.outputShape(for: last) else { return }
      shapes.append(next)
    }
    try Self.check(found, fit: weightShapes(names: LayerSpec.names(of: self), inputs: shapes))
  }

  static func check(_ found: [(name: String, shape: [Int])], fit wanted: [WeightShape]) throws(EngineError) {
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
