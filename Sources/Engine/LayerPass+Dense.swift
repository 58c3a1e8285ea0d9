internal import Operations

/// What the gathering of batches allows a first dense layer.
struct InputShortcut {
  /// See `Product`.
  var nonzeroOffset: Int?
  var background: Float = 0
  /// Whether threads share out the inputs, as `Product.inputParts`.
  var sharesInputs = false
}

extension LayerPass {
  mutating func addDense(_ shortcut: InputShortcut, batch: Int, _ buffers: Buffers) {
    guard let kernel = weights.kernel else { return }
    var product = Product(input: input, weights: kernel, bias: weights.vectors[0], output: output)
    product.appliesReLU = activation == .relu
    product.nonzeroOffset = shortcut.nonzeroOffset
    product.background = shortcut.background
    if shortcut.background != 0 {
      let shifted = buffers.floats(kernel.columns + 16)
      preparation.append(
        .shiftBias(
          ShiftBias(weights: kernel, bias: weights.vectors[0], background: shortcut.background, target: shifted)))
      product.bias = shifted
    }
    if shortcut.sharesInputs {
      product.partialSize = (batch + 3) * ((kernel.columns + 15) / 16 * 16)
      product.partials = buffers.floats(Product.inputParts * product.partialSize)
      forward += [.denseParts(product), .denseSum(product)]
    } else {
      forward.append(.dense(product))
    }
    self.product = product
    addActivation()
  }

  /// ReLU is part of the product before it.
  mutating func addActivation() {
    guard let activation, activation != .identity, activation != .relu else { return }
    forward.append(.activate(elementwise(activation, from: output, gradient: nil)))
  }

  func addDenseBackward(
    _ result: inout Backward, _ gradient: Floats, _ needsInput: Bool, _ buffers: Buffers, _ newGradient: () -> Floats
  ) {
    guard let kernel = weights.kernel, let kernelGradient = gradients.kernel else { return }
    if var product {
      product.weights = kernelGradient
      product.bias = gradients.vectors[0]
      product.output = gradient
      result.weights.append(.denseWeights(product))
    }
    guard needsInput else { return }
    let transposed = buffers.floats(Panels.size(rows: kernel.columns, columns: kernel.rows) + 16)
    result.preparation.append(.transpose(Transpose(source: kernel, matrices: 1, target: transposed)))
    let inputGradient = newGradient()
    let weights = Panels(values: transposed, rows: kernel.columns, columns: kernel.rows)
    var product = Product(input: gradient, weights: weights, bias: nil, output: inputGradient)
    product.mask = followsReLU ? input : nil
    result.isMasked = followsReLU
    result.samples.append(.dense(product))
    result.inputGradient = inputGradient
  }
}
