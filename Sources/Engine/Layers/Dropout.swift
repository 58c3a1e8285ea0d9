internal import Operations

extension LayerSpec {
  package static func dropout(rate: Float) -> LayerSpec { LayerSpec(.dropout, rate: rate) }
}

extension LayerKind {
  package static let dropout = LayerKind(
    name: "dropout", className: "Dropout", form: "dropout 0.25",
    summary: "in training, sets a quarter of the numbers to zero, at random", arguments: [.rate], drawing: .word,
    page: .leftOut, toProbabilities: "it sets some of the probabilities to 0 while training",
    isIdentity: { layer, isTraining in layer.rate == 0 || !isTraining },
    outputShape: { _, input in input },
    onnx: { _, _ in },
    pass: { place in
      guard place.isTraining else { return LayerPass(output: place.input) }
      func dropout(_ input: Floats, _ output: Floats) -> Operation {
        .dropout(
          Dropout(
            input: input, output: output, size: place.outputSize, rate: place.layer.rate, layer: UInt64(place.index)))
      }
      let output = place.newOutput()
      return LayerPass(
        output: output, forward: [dropout(place.input, output)],
        backward: { gradient in
          LayerPass.Backward(
            samples: [dropout(gradient.values, gradient.values)], input: Gradient(values: gradient.values))
        })
    })
}
