import Datasets
import Engine
import Figures
import Lesson

extension Network {
  /// Each layer's input and output shape, one sample.
  var shapes: [(input: [Int], output: [Int])] {
    var shape = inputShape
    return layers.map { layer in
      let output = (try? layer.outputShape(for: shape)) ?? shape
      defer { shape = output }
      return (shape, output)
    }
  }

  /// All parameters, trainable or not.
  var parameterCounts: (trainable: Int, other: Int) {
    zip(layers, shapes).reduce(into: (0, 0)) { total, pair in
      let count = pair.0.parameterCount(for: pair.1.input)
      total.0 += count.trainable
      total.1 += count.other
    }
  }
}

extension LayerSpec {
  /// Keras' class name, as its summary shows it.
  var className: String {
    switch self {
    case .dense: "Dense"
    case .conv2d: "Conv2D"
    case .maxPool2d: "MaxPooling2D"
    case .averagePool2d: "AveragePooling2D"
    case .flatten: "Flatten"
    case .dropout: "Dropout"
    case .batchNormalization: "BatchNormalization"
    case .activation: "Activation"
    }
  }

  /// As a lesson writes it: `conv2d 32 3×3 relu`.
  var text: String {
    switch self {
    case .dense(let units, let activation): "dense \(units) \(activation.rawValue)"
    case .conv2d(let filters, let kernel, _, _, let activation):
      "conv2d \(filters) \(kernel.height)×\(kernel.width) \(activation.rawValue)"
    case .maxPool2d(let window): "maxpool \(window.height)×\(window.width)"
    case .averagePool2d(let window): "avgpool \(window.height)×\(window.width)"
    case .flatten: "flatten"
    case .dropout(let rate): "dropout \(rate)"
    case .batchNormalization: "batchnorm"
    case .activation(let activation): "activation \(activation.rawValue)"
    }
  }
}
