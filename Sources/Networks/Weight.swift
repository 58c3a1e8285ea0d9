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

/// One tensor of a network's weights, without its values.
package struct WeightShape: Sendable {
  /// What training starts from.
  package enum Start: Sendable { case glorotUniform, zeros, ones }

  /// `dense_1.kernel`; `kernel` within its layer.
  package var name: String
  package var shape: [Int]
  package var start: Start
  /// Whether training changes it by its gradient.
  package var isTrainable: Bool
  /// Among the network's.
  package var layer = 0

  package init(name: String, shape: [Int], start: Start = .zeros, isTrainable: Bool = true) {
    self.name = name
    self.shape = shape
    self.start = start
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
