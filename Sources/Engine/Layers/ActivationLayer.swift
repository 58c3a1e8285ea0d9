package import Networks
internal import Operations

extension LayerSpec {
  package static func activation(_ activation: Activation) -> LayerSpec {
    LayerSpec(.activation, activation: activation)
  }
}

extension LayerKind {
  package static let activation = LayerKind(
    name: "activation", className: "Activation", form: "activation softmax",
    summary: "an activation as a layer of its own", arguments: [.activation(standard: nil)], drawing: .word,
    page: .computed,
    isIdentity: { layer, _ in layer.activation == .linear },
    outputShape: { _, input in input },
    onnx: { layer, model in model.activate(layer.activation ?? .linear) },
    pass: { place in
      let output = place.newOutput()
      return LayerPass(
        output: output,
        forward: [.activate(place.elementwise(place.activation ?? .identity, from: place.input, values: output))],
        givesReLU: place.activation == .relu,
        backward: { gradient in
          LayerPass.Backward(
            samples: place.activateGradient(gradient, values: output), input: Gradient(values: gradient.values))
        })
    })
}

extension Activation {
  /// What a kernel is asked for.
  var function: Elementwise.Function {
    switch self {
    case .linear: .identity
    case .relu: .relu
    case .sigmoid: .sigmoid
    case .tanh: .tanh
    case .elu: .elu
    case .softmax: .softmax
    }
  }
}
