internal import Networks
internal import Operations

extension LayerSpec {
  /// Keras' epsilon 1e-3, over the last axis.
  package static var layerNormalization: LayerSpec { LayerSpec(.layerNormalization) }
}

extension LayerKind {
  package static let layerNormalization = LayerKind(
    name: "layernorm", className: "LayerNormalization",
    aliases: ["layer_normalisation", "layernormalisation", "layer_norm"], form: "layernorm",
    summary: "brings the numbers of each sample, or the channels of each pixel, to mean 0 and deviation 1",
    drawing: .word, toProbabilities: "it turns the probabilities into numbers that are none",
    outputShape: { _, input in input },
    weights: { _, input in
      let shape = [input.last ?? 1]
      return [WeightShape(name: "gamma", shape: shape, start: .ones), WeightShape(name: "beta", shape: shape)]
    },
    onnx: { _, model in
      model.arrange(channelsFirst: false)
      let weights = ["gamma", "beta"].map { model.weight($0) }
      model.node("LayerNormalization", weights, attributes: [("axis", .integer(-1)), ("epsilon", .float(1e-3))])
    },
    pass: { place in
      let (weights, gradients) = (place.weights.vectors, place.gradients.vectors)
      let rows = place.inputShape.dropLast().reduce(1, *)
      let norm = LayerNorm(
        input: place.input, output: place.newOutput(), rows: rows, channels: place.inputShape.last ?? 1,
        gamma: weights[0], beta: weights[1], gammaGradient: gradients[0], betaGradient: gradients[1],
        mean: place.buffers.floats(place.batch * rows), inverseDeviation: place.buffers.floats(place.batch * rows))
      return LayerPass(
        output: norm.output, forward: [.layerNorm(norm)],
        backward: { gradient in
          var result = LayerPass.Backward()
          var norm = norm
          norm.output = gradient.values
          norm.stage = .weightsGradient
          result.samples.append(.layerNorm(norm))
          guard place.needsInputGradient else { return result }
          let input = place.newInputGradient()
          norm.inputGradient = input
          norm.stage = .inputGradient
          result.samples.append(.layerNorm(norm))
          result.input = Gradient(values: input)
          return result
        })
    })
}
