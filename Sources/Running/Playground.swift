import Engine
import Planning

extension Workspace {
  /// The last trained network as plain values, where its input is a 28×28 image whose paper and ink are known.
  var playground: PlaygroundNetwork? {
    guard let name = lastTrained, let built = networks[name], built.isTrained, let pixels = built.pixels,
      [[784], [28, 28], [28, 28, 1]].contains(built.network.inputShape), pixels.ink != pixels.paper
    else { return nil }
    let network = built.network
    let weights = network.weights
    var layers: [PlaygroundNetwork.Layer] = []
    for (index, spec) in network.layers.enumerated() {
      let own = weights.filter { $0.name.hasPrefix(network.layerNames[index] + ".") }.map(\.values)
      guard let layer = spec.playgroundLayer(outputShape: network.shapes[index].output, weights: own) else { continue }
      layers.append(layer)
    }
    guard let outputs = layers.last?.outputShape, outputs.count == 1, outputs[0] > 1 else { return nil }
    return PlaygroundNetwork(
      inputShape: network.inputShape, layers: layers,
      classNames: (0..<outputs[0]).map { className($0, built.classNames) }, paper: Float(pixels.paper),
      ink: Float(pixels.ink), example: example(built, pixels))
  }

  private func example(_ built: BuiltNetwork, _ scale: PixelScale) -> (pixels: [Float], probabilities: [Float])? {
    guard let sample = built.sample, let answer = try? built.network.predict(x: sample, batchSize: 1) else {
      return nil
    }
    let pixels = sample.values.doubles.map { Float(($0 - scale.paper) / (scale.ink - scale.paper)) }
    return (pixels, answer.values.floats)
  }
}

extension LayerSpec {
  fileprivate func playgroundLayer(outputShape: [Int], weights: [[Float]]) -> PlaygroundNetwork.Layer? {
    switch self {
    case .dense(_, let activation):
      .init(kind: kindName, activation: activation.rawValue, outputShape: outputShape, weights: weights)
    case .conv2d(_, let kernel, let strides, let padding, let activation):
      .init(
        kind: kindName, activation: activation.rawValue, kernelHeight: kernel.height, kernelWidth: kernel.width,
        strideHeight: strides.height, strideWidth: strides.width, isSame: padding == .same, outputShape: outputShape,
        weights: weights)
    case .maxPool2d(let window), .averagePool2d(let window):
      .init(
        kind: kindName, activation: "linear", kernelHeight: window.height, kernelWidth: window.width,
        strideHeight: window.height, strideWidth: window.width, outputShape: outputShape, weights: [])
    case .flatten, .batchNormalization:
      .init(kind: kindName, activation: "linear", outputShape: outputShape, weights: weights)
    case .activation(let activation):
      .init(kind: kindName, activation: activation.rawValue, outputShape: outputShape, weights: [])
    case .dropout: nil
    }
  }
}
