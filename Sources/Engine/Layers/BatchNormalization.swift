internal import Networks
internal import Operations

extension LayerSpec {
  /// Keras' momentum 0.99 and epsilon 1e-3, over the last axis.
  package static var batchNormalization: LayerSpec { LayerSpec(.batchNormalization) }
}

extension LayerKind {
  package static let batchNormalization = LayerKind(
    name: "batchnorm", className: "BatchNormalization", aliases: ["batch_normalisation", "batchnormalisation"],
    form: "batchnorm", summary: "brings the numbers of a batch to mean 0 and deviation 1", drawing: .word,
    page: .computed, toProbabilities: "it turns the probabilities into numbers that are none",
    outputShape: { _, input in input },
    weights: { _, input in
      let shape = [input.last ?? 1]
      return [
        WeightShape(name: "gamma", shape: shape, start: .ones), WeightShape(name: "beta", shape: shape),
        WeightShape(name: "moving_mean", shape: shape, isTrainable: false),
        WeightShape(name: "moving_variance", shape: shape, start: .ones, isTrainable: false),
      ]
    },
    onnx: { _, model in
      model.arrange(channelsFirst: true)
      let weights = ["gamma", "beta", "moving_mean", "moving_variance"].map { model.weight($0) }
      model.node("BatchNormalization", weights, attributes: [("epsilon", .float(1e-3))])
    },
    pass: { place in
      let channels = place.inputShape.last ?? 1
      let (weights, gradients) = (place.weights.vectors, place.gradients.vectors)
      let norm = BatchNorm(
        input: place.input, output: place.newOutput(), inputGradient: nil, outputGradient: nil,
        rows: place.inputShape.dropLast().reduce(1, *), channels: channels, gamma: weights[0], beta: weights[1],
        gammaGradient: gradients[0], betaGradient: gradients[1], movingMean: weights[2], movingVariance: weights[3],
        mean: place.buffers.floats(channels + 16), inverseDeviation: place.buffers.floats(channels + 16),
        isTraining: place.isTraining)
      return LayerPass(
        output: norm.output, forward: [.moments(norm), .normalize(norm)],
        backward: { gradient in
          var norm = norm
          norm.outputGradient = gradient.values
          norm.inputGradient = place.needsInputGradient ? place.newInputGradient() : nil
          return LayerPass.Backward(
            samples: [.momentsGradient(norm)] + (place.needsInputGradient ? [.normalizeGradient(norm)] : []),
            input: norm.inputGradient.map { Gradient(values: $0) })
        })
    })
}
