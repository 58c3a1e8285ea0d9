internal import Arrays

/// A named weight tensor in Keras' layout: `dense_1.kernel` (in, out), `conv2d_1.kernel` (kh, kw, in, out),
/// `batchnorm_1.gamma|beta|moving_mean|moving_variance`.
package struct Weight: Sendable, Equatable {
  package var name: String
  package var shape: [Int]
  package var values: [Float]

  package init(name: String, shape: [Int], values: [Float]) {
    self.name = name
    self.shape = shape
    self.values = values
  }
}

/// One tensor of a network's weights.
package struct WeightShape {
  /// `dense_1.kernel`
  package var name: String
  package var shape: [Int]
  package var layer: Int
  /// Whether training changes it by its gradient.
  package var isTrainable = true

  package init(name: String, shape: [Int], layer: Int, isTrainable: Bool = true) {
    self.name = name
    self.shape = shape
    self.layer = layer
    self.isTrainable = isTrainable
  }

  /// Whether weights of the names and shapes found, in any order, are those wanted.
  package static func check(_ found: [(name: String, shape: [Int])], fit wanted: [WeightShape]) throws(EngineError) {
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
