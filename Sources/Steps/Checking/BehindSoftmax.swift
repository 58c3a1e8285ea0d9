import Engine
import Lesson
import Networks

extension Checker {
  /// Layers that spoil the probabilities which a softmax above them has made.
  mutating func warnOfLayersBehindSoftmax(_ network: NetworkFact) {
    let names = network.layerNames
    for index in network.layers.indices.dropFirst() where network.layers[index - 1].activation == .softmax {
      let layer = network.layers[index]
      let reason: String? =
        switch layer.kind.name {
        case "dropout": "it sets some of the probabilities to 0 while training"
        case "batchnorm", "layernorm": "it turns the probabilities into numbers that are none"
        default: layer.activation == .softmax ? "a second softmax makes all classes nearly alike" : nil
        }
      guard let reason else { continue }
      report(
        Diagnostic(
          .warning, id: .behindSoftmax, at: network.layerRanges[index],
          "'\(names[index])' stands behind the softmax of '\(names[index - 1])': \(reason)",
          notes: [
            layer.activation == .softmax
              ? "keep one softmax, at the end of the last layer"
              : "put it above '\(names[index - 1])', whose softmax is to be the network's end"
          ]))
    }
  }
}
