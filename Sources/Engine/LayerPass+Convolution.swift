internal import Networks
internal import Operations

extension LayerPass {
  mutating func addConvolution(
    _ filters: Int, _ kernel: Size2D, _ strides: Size2D, _ padding: Padding, network: Network, batch: Int,
    buffers: Buffers
  ) {
    guard let matrix = weights.kernel else { return }
    var source = input
    var height = inputShape[0]
    var width = inputShape[1]
    let channels = inputShape[2]
    // Keras pads only as much as the last window needs, the odd one at the bottom and right.
    let rows = max(0, (outputShape[0] - 1) * strides.height + kernel.height - height)
    let columns = max(0, (outputShape[1] - 1) * strides.width + kernel.width - width)
    if padding == .same, rows + columns > 0 {
      source = buffers.activations(samples: batch, size: (height + rows) * (width + columns) * channels)
      let pad = Pad(
        narrow: input, wide: source, height: height, width: width, channels: channels, paddedHeight: height + rows,
        paddedWidth: width + columns, top: rows / 2, left: columns / 2, crops: false)
      forward.append(.pad(pad))
      self.padding = pad
      height += rows
      width += columns
    }
    let size = outputShape.reduce(1, *)
    var convolution = Convolution(
      input: source, height: height, width: width, channels: channels, kernelHeight: kernel.height,
      kernelWidth: kernel.width, strideHeight: strides.height, strideWidth: strides.width,
      outputHeight: outputShape[0], outputWidth: outputShape[1], filters: filters, weights: matrix,
      bias: weights.vectors[0], output: input)
    convolution.appliesReLU = activation == .relu
    if canPool(network), PooledConvolution.suits(convolution) {
      let size = outputShape[0] / 2 * (outputShape[1] / 2) * filters
      output = buffers.activations(samples: batch, size: size)
      convolution.output = output
      let pooled = PooledConvolution(
        convolution: convolution, winners: buffers.floats(batch * size), activations: output)
      forward.append(.pooledConvolution(pooled))
      self.convolution = convolution
      self.pooled = pooled
      return
    }
    output = buffers.activations(samples: batch, size: size)
    convolution.output = output
    self.convolution = convolution
    if Winograd.suits(convolution) {
      let kernels = buffers.floats(Winograd.kernelsSize(rows: channels, columns: filters))
      preparation.append(
        .winogradKernels(
          WinogradKernels(source: matrix.values, rows: channels, columns: filters, isStacked: true, target: kernels)))
      var op = Winograd(convolution: convolution, kernels: kernels, inputGradient: nil, scratch: kernels)
      op.scratch = buffers.floats(network.device.threads * op.scratchSize + 64)
      forward.append(.winograd(op))
      winograd = op
    } else {
      forward.append(.convolution(convolution))
    }
    addActivation()
  }

  /// Whether nothing but a maximum over 2 × 2 sees the outputs, and nothing needs the gradient of the inputs.
  private func canPool(_ network: Network) -> Bool {
    guard activation == .relu || activation == .identity, index + 1 < network.layers.count else { return false }
    return network.layers[index + 1] == .maxPool2d(Size2D(2, 2))
      && !network.layers[..<index].contains { $0.hasWeights }
  }

  func addConvolutionBackward(
    _ result: inout Backward, _ gradient: Floats, _ needsInput: Bool, _ batch: Int, _ buffers: Buffers,
    _ newGradient: () -> Floats
  ) {
    guard var op = convolution, let kernel = weights.kernel, let kernelGradient = gradients.kernel else { return }
    op.output = gradient
    op.weights = kernelGradient
    op.bias = gradients.vectors[0]
    op.partialSize = partialSize
    if var pooled {
      pooled.convolution = op
      result.samples.append(.pooledConvolutionWeights(pooled))
      return
    }
    var crop = padding
    var inputGradient = needsInput ? newGradient() : nil
    let narrow = inputGradient
    if needsInput, padding != nil {
      inputGradient = buffers.activations(samples: batch, size: op.height * op.width * op.channels)
    }
    var transposed = op.weights.values
    if needsInput {
      let area = op.kernelHeight * op.kernelWidth
      transposed = buffers.floats(area * Panels.size(rows: op.filters, columns: op.channels) + 16)
      result.preparation.append(.transpose(Transpose(source: kernel, matrices: area, target: transposed)))
    }
    if var winograd {
      winograd.convolution = op
      winograd.inputGradient = inputGradient
      if needsInput {
        winograd.kernels = buffers.floats(Winograd.kernelsSize(rows: op.filters, columns: op.channels))
        result.preparation.append(
          .winogradKernels(
            WinogradKernels(
              source: transposed, rows: op.filters, columns: op.channels, isStacked: false, target: winograd.kernels)))
      }
      result.samples.append(.winogradGradients(winograd))
    } else {
      result.samples.append(.convolutionWeights(op))
      if let inputGradient {
        op.weights = Panels(values: transposed, rows: op.filters, columns: op.channels)
        op.bias = nil
        op.input = inputGradient
        result.samples.append(.convolutionInput(op))
      }
    }
    if let narrow, let inputGradient, crop != nil {
      crop?.wide = inputGradient
      crop?.narrow = narrow
      crop?.crops = true
    }
    if needsInput, let crop { result.samples.append(.pad(crop)) }
    result.inputGradient = narrow
  }
}
