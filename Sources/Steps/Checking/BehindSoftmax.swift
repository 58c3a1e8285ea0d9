import Engine
import Lesson
import Networks

/// Layers that spoil the probabilities which a softmax above them has made.
enum BehindSoftmax {
  static func warn(of network: NetworkFact, _ checker: inout Checker) {
    let names = network.layerNames
    for index in network.layers.indices.dropFirst() where network.layers[index - 1].activation == .softmax {
      let layer = network.layers[index]
      let reason =
        layer.kind.toProbabilities
        ?? (layer.activation == .softmax ? "a second softmax makes all classes nearly alike" : nil)
      guard let reason else { continue }
      checker.report(
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
