package import Arrays
package import Networks

extension Network {
  /// What the layers at `indices`, in rising order, take in when the network is given `x`, (N, input's shape…): one array
  /// for each, (N, that layer's input shape…).
  package func inputs(of indices: [Int], x: NDArray) throws(EngineError) -> [NDArray] {
    var results: [NDArray] = []
    var values = x
    var first = 0
    for index in indices {
      if index > first {
        let shape = first == 0 ? inputShape : outputShapes[first - 1]
        let part = try Network(
          layers: Array(layers[first..<index]), inputShape: shape, seed: 0, step: 0, device: device)
        let own = parameters.tensors.filter { first..<index ~= $0.weight.layer }
        for (tensor, source) in zip(part.parameters.tensors, own) {
          part.parameters.write(tensor, parameters.read(source))
        }
        values = try part.predict(x: values, batchSize: 128)
        first = index
      }
      results.append(values)
    }
    return results
  }
}
