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
