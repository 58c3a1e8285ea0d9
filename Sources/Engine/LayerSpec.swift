internal import Arrays
package import Networks

/// A layer as a lesson names it. Shapes leave out the sample dimension N: (H, W, C) for images, (features) for rows.
package enum LayerSpec: Sendable, Equatable {
  case dense(units: Int, activation: Activation)
  case conv2d(filters: Int, kernel: Size2D, strides: Size2D, padding: Padding, activation: Activation)
  /// Window = stride, no padding, floor.
  case maxPool2d(Size2D)
  case averagePool2d(Size2D)
  case flatten
  case dropout(rate: Float)
  /// Keras' momentum 0.99 and epsilon 1e-3, over the last axis.
  case batchNormalization
  case activation(Activation)

  /// The prefix of a layer's name, as in `dense_1`.
  package var kindName: String {
    switch self {
    case .dense: "dense"
    case .conv2d: "conv2d"
    case .maxPool2d: "maxpool"
    case .averagePool2d: "avgpool"
    case .flatten: "flatten"
    case .dropout: "dropout"
    case .batchNormalization: "batchnorm"
    case .activation: "activation"
    }
  }

  /// `dense_1`, `conv2d_1`, `dense_2`, …: numbered from 1 for each kind.
  package static func names(of layers: [LayerSpec]) -> [String] {
    var counts: [String: Int] = [:]
    return layers.map { layer in
      counts[layer.kindName, default: 0] += 1
      return "\(layer.kindName)_\(counts[layer.kindName, default: 0])"
    }
  }

  /// The shape of one sample after this layer.
  package func outputShape(for input: [Int]) throws(ShapeProblem) -> [Int] {
    switch self {
    case .dense(let units, _):
      guard input.count == 1 else { throw .needsRows(input) }
      return [units]
    case .conv2d(let filters, let kernel, let strides, let padding, _):
      guard input.count == 3 else { throw .needsImages(input) }
      switch padding {
      case .same:
        return [(input[0] - 1) / strides.height + 1, (input[1] - 1) / strides.width + 1, filters]
      case .valid:
        guard input[0] >= kernel.height, input[1] >= kernel.width else { throw .windowTooLarge(kernel, input) }
        return [
          (input[0] - kernel.height) / strides.height + 1, (input[1] - kernel.width) / strides.width + 1, filters,
        ]
      }
    case .maxPool2d(let window), .averagePool2d(let window):
      guard input.count == 3 else { throw .needsImages(input) }
      guard input[0] >= window.height, input[1] >= window.width else { throw .windowTooLarge(window, input) }
      return [input[0] / window.height, input[1] / window.width, input[2]]
    case .flatten: return [input.product]
    case .dropout, .batchNormalization, .activation: return input
    }
  }

  /// Parameters, trainable and not (the moving mean and variance of batch normalization), for a sample of shape `input`;
  /// the largest number where a count overflows.
  package func parameterCount(for input: [Int]) -> (trainable: Int, other: Int) {
    switch self {
    case .dense(let units, _): return ([sum(input.last ?? 0, 1), units].product, 0)
    case .conv2d(let filters, let kernel, _, _, _):
      return ([sum([kernel.height, kernel.width, input.last ?? 0].product, 1), filters].product, 0)
    case .batchNormalization: return (2 * (input.last ?? 0), 2 * (input.last ?? 0))
    case .maxPool2d, .averagePool2d, .flatten, .dropout, .activation: return (0, 0)
    }
  }
}

extension [LayerSpec] {
  var hasConvolutions: Bool { contains { if case .conv2d = $0 { true } else { false } } }
}

extension LayerSpec {
  var activation: Activation? {
    switch self {
    case .dense(_, let activation), .conv2d(_, _, _, _, let activation), .activation(let activation): activation
    case .maxPool2d, .averagePool2d, .flatten, .dropout, .batchNormalization: nil
    }
  }

  /// Whether outputs are the inputs.
  func isIdentity(isTraining: Bool) -> Bool {
    switch self {
    case .activation(.linear): true
    case .dropout(let rate): rate == 0 || !isTraining
    default: false
    }
  }

  package var hasWeights: Bool {
    switch self {
    case .dense, .conv2d, .batchNormalization: true
    case .maxPool2d, .averagePool2d, .flatten, .dropout, .activation: false
    }
  }
}
