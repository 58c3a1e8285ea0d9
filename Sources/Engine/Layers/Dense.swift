package import Networks
internal import Operations

extension LayerSpec {
  package static func dense(units: Int, activation: Activation) -> LayerSpec {
    LayerSpec(.dense, count: units, activation: activation)
  }
}

extension LayerKind {
  package static let dense = LayerKind(
    name: "dense", className: "Dense", aliases: ["linear_layer", "fully_connected"], form: "dense 16 relu",
    summary: "16 neurons, each joined to every number it is given",
    arguments: [.count(of: "neurons"), .activation(standard: .linear)], settings: [.activation],
    drawing: .neurons, page: .computed, takesShortcut: true,
    outputShape: { layer, input throws(ShapeProblem) in
      guard input.count == 1 else { throw .needsRows(input) }
      return [layer.count]
    },
    weights: { layer, input in
      [
        WeightShape(name: "kernel", shape: [input.last ?? 1, layer.count], start: .glorotUniform),
        WeightShape(name: "bias", shape: [layer.count]),
      ]
    },
    onnx: { layer, model in
      let kernel = model.weight("kernel")
      model.node("MatMul", [kernel])
      model.node("Add", [model.weight("bias")])
      model.activate(layer.activation ?? .linear)
    },
    pass: { place in
      let product = DenseProduct(place)
      return product.pass
    })
}

/// output (N, units) = act(input (N, in) · kernel (in, units) + bias).
private struct DenseProduct {
  let place: LayerPlace
  private var product: Product
  private var forward: [Operation] = []
  private var preparation: [Operation] = []

  init(_ place: LayerPlace) {
    self.place = place
    let shortcut = place.shortcut
    let kernel = place.weights.matrices[0]
    let bias = place.weights.vectors[0]
    product = Product(input: place.input, weights: kernel, bias: bias, output: place.newOutput())
    product.appliesReLU = place.activation == .relu
    product.nonzeroOffset = shortcut.nonzeroOffset
    product.background = shortcut.background
    if shortcut.background != 0 {
      let shifted = place.buffers.floats(kernel.columns + 16)
      preparation.append(
        .shiftBias(ShiftBias(weights: kernel, bias: bias, background: shortcut.background, target: shifted)))
      product.bias = shifted
    }
    product.parts = shortcut.parts
    if shortcut.parts != nil {
      product.partialSize = (place.batch + 3) * ((kernel.columns + 15) / 16 * 16)
      product.partials = place.buffers.floats(InputParts.count * product.partialSize)
      forward += [.denseParts(product), .denseSum(product)]
    } else {
      forward.append(.dense(product))
    }
    forward += place.activate(product.output)
  }

  var pass: LayerPass {
    LayerPass(
      output: product.output, forward: forward, preparation: preparation, givesReLU: product.appliesReLU,
      ownership: product.ownership, backward: backward)
  }

  private func backward(_ gradient: Gradient) -> LayerPass.Backward {
    var result = LayerPass.Backward(samples: place.activateGradient(gradient, values: product.output))
    var weights = product
    weights.weights = place.gradients.matrices[0]
    weights.bias = place.gradients.vectors[0]
    weights.output = gradient.values
    result.weights.append(.denseWeights(weights))
    guard place.needsInputGradient else { return result }
    let kernel = place.weights.matrices[0]
    let transposed = place.buffers.floats(Panels.size(rows: kernel.columns, columns: kernel.rows) + 16)
    result.preparation.append(
      .transpose(Transpose(source: kernel, matrices: 1, target: transposed, ownership: product.ownership)))
    let input = Gradient(values: place.newInputGradient(), isMasked: place.followsReLU)
    var product = Product(
      input: gradient.values, weights: Panels(values: transposed, rows: kernel.columns, columns: kernel.rows),
      bias: nil,
      output: input.values)
    product.mask = place.followsReLU ? place.input : nil
    result.samples.append(.dense(product))
    result.input = input
    return result
  }
}
