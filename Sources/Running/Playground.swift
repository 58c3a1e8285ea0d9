import Arrays
import Engine
import Figures
import Networks
import Planning

extension Workspace {
  /// The last trained network as plain values, where its input is a 28×28 image whose paper and ink are known.
  func playground(seed: UInt64) -> PlaygroundNetwork? {
    guard let name = lastTrained, let built = networks[name], built.isTrained, let pixels = built.pixels,
      [[784], [28, 28], [28, 28, 1]].contains(built.network.inputShape), pixels.ink != pixels.paper
    else { return nil }
    let network = built.network
    let weights = network.weights
    let dense = network.layers.indices.filter { network.layers[$0].kindName == "dense" }
    let inputs = built.trainingSamples.flatMap { try? network.inputs(of: dense, x: $0) } ?? []
    let inputsByLayer = Dictionary(uniqueKeysWithValues: zip(dense, inputs))
    var layers: [PlaygroundNetwork.Layer] = []
    for (index, spec) in network.layers.enumerated() {
      let own = weights.filter { $0.name.hasPrefix(network.layerNames[index] + ".") }.map(\.values)
      guard var layer = spec.playgroundLayer(outputShape: network.shapes[index].output, weights: own) else { continue }
      layer.inputs = inputsByLayer[index]?.values.floats ?? []
      layer.start = layer.kind == "dense" ? start(network.layerNames[index] + ".kernel", of: built, seed: seed) : nil
      layers.append(layer)
    }
    guard let outputs = layers.last?.outputShape, outputs.count == 1, outputs[0] > 1 else { return nil }
    return PlaygroundNetwork(
      inputShape: network.inputShape, layers: layers,
      classNames: (0..<outputs[0]).map { className($0, built.classNames) }, paper: Float(pixels.paper),
      ink: Float(pixels.ink), example: example(built, pixels))
  }

  /// As the network's kernels are drawn.
  private func start(_ name: String, of built: BuiltNetwork, seed: UInt64) -> StartingKernel? {
    let weights = built.network.weights
    guard let index = weights.firstIndex(where: { $0.name == name }), weights[index].shape.count == 2 else {
      return nil
    }
    let kernel = GlorotUniform(shape: weights[index].shape, seed: seed, step: built.stream, index: index)
    return StartingKernel(key: kernel.stream.key, limit: kernel.limit, values: kernel.values)
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
