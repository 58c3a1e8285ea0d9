import Arrays
import Engine
import Networks
import Figures

/// Makes plain values of the last trained network, where its input is a 28×28 image whose paper and ink are known, which
/// takes some time; of one that takes other images, of its input alone, without layers. Keeps the network alone: arrays may
/// be large.
package struct Playground {
  private let built: BuiltNetwork?
  private let seed: UInt64

  package init(_ workspace: Workspace, seed: UInt64) {
    built = workspace.lastTrained.flatMap { workspace.networks[$0] }
    self.seed = seed
  }

  package var network: PlaygroundNetwork? {
    guard let built, built.isTrained, let pixels = built.pixels else { return nil }
    let input = built.network.inputShape
    if input.count == 2 || input.count == 3 && [1, 3].contains(input[2]),
      Array(input.prefix(2)) != [28, 28] || input.last == 3
    {
      return PlaygroundNetwork(
        inputShape: input, layers: [], classNames: [], paper: Float(pixels.paper), ink: Float(pixels.ink), example: nil)
    }
    guard [[784], [28, 28], [28, 28, 1]].contains(input), pixels.ink != pixels.paper,
      built.network.layers.allSatisfy({ $0.kind.page != .missing })
    else { return nil }
    let network = built.network
    let weights = network.weights
    let dense = network.layers.indices.filter { network.layers[$0].kind == .dense }
    let inputs = built.trainingSamples.flatMap { try? LayerInputs(of: dense, in: network, x: $0) }?.arrays ?? []
    let inputsByLayer = Dictionary(uniqueKeysWithValues: zip(dense, inputs))
    var layers: [PlaygroundNetwork.Layer] = []
    for (index, spec) in network.layers.enumerated() where spec.kind.page == .computed {
      let own = weights.filter { $0.name.hasPrefix(network.layerNames[index] + ".") }.map { $0.values }
      let window = spec.slidingWindow
      var layer = PlaygroundNetwork.Layer(
        kind: spec.kind.name, activation: (spec.activation ?? .linear).rawValue, kernelHeight: window?.size.height ?? 0,
        kernelWidth: window?.size.width ?? 0, strideHeight: window?.strides.height ?? 1,
        strideWidth: window?.strides.width ?? 1, isSame: window?.padding == .same,
        outputShape: network.shapes[index].output, weights: own)
      layer.inputs = inputsByLayer[index]?.values.floats ?? []
      layer.start = spec.kind == .dense ? start(network.layerNames[index] + ".kernel", of: built) : nil
      layers.append(layer)
    }
    guard let outputs = layers.last?.outputShape, outputs.count == 1, outputs[0] > 1 else { return nil }
    return PlaygroundNetwork(
      inputShape: network.inputShape, layers: layers,
      classNames: (0..<outputs[0]).map { className($0, built.classNames) }, paper: Float(pixels.paper),
      ink: Float(pixels.ink), example: example(built, pixels))
  }

  /// As the network's kernels are drawn.
  private func start(_ name: String, of built: BuiltNetwork) -> StartingKernel? {
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
