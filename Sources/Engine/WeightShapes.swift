package import Networks

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
    try WeightShape.check(found, fit: weightShapes(names: LayerSpec.names(of: self), inputs: shapes))
  }
}
