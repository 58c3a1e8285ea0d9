package import Arrays
package import Networks

/// What layers take in when their network is given samples.
package struct LayerInputs {
  /// One array for each layer that was asked about, (N, that layer's input shape…).
  package private(set) var arrays: [NDArray] = []

  /// - Parameters:
  ///   - indices: of the layers, in rising order.
  ///   - x: (N, input's shape…)
  package init(of indices: [Int], in network: Network, x: NDArray) throws(EngineError) {
    var values = x
    var first = 0
    for index in indices {
      if index > first {
        let shape = first == 0 ? network.inputShape : network.outputShapes[first - 1]
        let part = try Network(
          layers: Array(network.layers[first..<index]), inputShape: shape, seed: 0, step: 0, device: network.device)
        let own = network.parameters.tensors.filter { first..<index ~= $0.weight.layer }
        for (tensor, source) in zip(part.parameters.tensors, own) {
          part.parameters.write(tensor, network.parameters.read(source))
        }
        values = try part.predict(x: values, batchSize: 128)
        first = index
      }
      arrays.append(values)
    }
  }
}
