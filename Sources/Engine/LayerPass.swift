internal import Operations

/// One layer's operations, forward and backward side by side, on buffers of its own.
struct LayerPass {
  let spec: LayerSpec
  let index: Int
  let inputShape: [Int]
  let outputShape: [Int]
  let input: Floats
  let weights: LayerParameters
  let gradients: LayerParameters
  private(set) var output: Floats
  private(set) var forward: [Operation] = []
  /// What `forward` needs whenever the weights have changed.
  private(set) var preparation: [Operation] = []
  /// The convolution with its padded input; the batch normalization.
  private var product: Product?
  private var convolution: Convolution?
  private var winograd: Winograd?
  private var pooled: PooledConvolution?
  private var padding: Pad?
  private var batchNorm: BatchNorm?
  private let activation: Elementwise.Function?
  /// Whether the inputs are the outputs of a ReLU.
  private let followsReLU: Bool
  private let nonzeroOffset: Int?
  private let background: Float
  private let isTraining: Bool
  /// From one chunk's gradients to the next one's.
  private let partialSize: Int

  struct Backward {
    var samples: [Operation] = []
    var weights: [Operation] = []
    var preparation: [Operation] = []
    var inputGradient: Floats?
    /// Whether `inputGradient` has been through the ReLU that the inputs come from.
    var isMasked = false
  }

  /// - Parameter previous: the pass that gives the input; nil for the batch itself.
  init(
    network: Network, layer: Int, previous: LayerPass?, input: Floats, gradients block: Floats, batch: Int,
    isTraining: Bool, keepsLogits: Bool, nonzeroOffset: Int?, background: Float,
    sharesInputs: Bool,
    buffers: Buffers
  ) {
    spec = network.layers[layer]
    index = layer
    inputShape = layer == 0 ? network.inputShape : network.outputShapes[layer - 1]
    outputShape = network.outputShapes[layer]
    self.input = input
    followsReLU = previous?.givesReLU ?? false
    self.isTraining = isTraining
    self.nonzeroOffset = nonzeroOffset
    self.background = background
    partialSize = network.parameters.size + 16
    weights = network.parameters.layer(layer, in: network.parameters.values)
    gradients = network.parameters.layer(layer, in: block)
    activation = keepsLogits ? nil : spec.activation?.function
    let size = outputShape.reduce(1, *)
    switch spec {
    case .flatten, .conv2d: output = input
    case .dropout where !isTraining: output = input
    case .maxPool2d where previous?.pooled != nil: output = input
    default: output = buffers.activations(samples: batch, size: size)
    }
    switch spec {
    case .dense: addDense(partials: sharesInputs ? batch : nil, buffers)
    case .conv2d(let filters, let kernel, let strides, let padding, _):
      addConvolution(filters, kernel, strides, padding, network: network, batch: batch, buffers: buffers)
    case .maxPool2d where previous?.pooled != nil: break
    case .maxPool2d(let window): forward.append(.pool(pool(window, isMaximum: true, nil, nil)))
    case .averagePool2d(let window): forward.append(.pool(pool(window, isMaximum: false, nil, nil)))
    case .flatten: break
    case .dropout(let rate): if isTraining { forward.append(.dropout(dropout(rate, from: input, to: output))) }
    case .batchNormalization: addBatchNormalization(buffers)
    case .activation:
      forward.append(.activate(elementwise(activation ?? .identity, from: input, gradient: nil)))
    }
  }

  private func elementwise(_ function: Elementwise.Function, from input: Floats, gradient: Floats?) -> Elementwise {
    Elementwise(
      function: function, input: input, values: output, gradient: gradient, size: outputShape.reduce(1, *),
      width: outputShape.last ?? 1)
  }

  /// - Parameter partials: the batch's samples where threads share out the inputs.
  private mutating func addDense(partials batch: Int?, _ buffers: Buffers) {
    guard let kernel = weights.kernel else { return }
    var product = Product(input: input, weights: kernel, bias: weights.vectors[0], output: output)
    product.appliesReLU = activation == .relu
    product.nonzeroOffset = nonzeroOffset
    product.background = background
    if background != 0 {
      let shifted = buffers.floats(kernel.columns + 16)
      preparation.append(
        .shiftBias(
          ShiftBias(weights: kernel, bias: weights.vectors[0], background: background, target: shifted)))
      product.bias = shifted
    }
    if let batch {
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
  private mutating func addActivation() {
    guard let activation, activation != .identity, activation != .relu else { return }
    forward.append(.activate(elementwise(activation, from: output, gradient: nil)))
  }

  private mutating func addConvolution(
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

  /// Whether the outputs are those of a ReLU.
  private var givesReLU: Bool {
    if case .flatten = spec { return followsReLU }
    return activation == .relu && pooled == nil
  }

  private func pool(_ window: Size2D, isMaximum: Bool, _ gradient: Floats?, _ inputGradient: Floats?) -> Pool {
    Pool(
      isMaximum: isMaximum, input: input, output: output, inputGradient: inputGradient, outputGradient: gradient,
      height: inputShape[0], width: inputShape[1], channels: inputShape[2], windowHeight: window.height,
      windowWidth: window.width)
  }

  private func dropout(_ rate: Float, from input: Floats, to output: Floats) -> Dropout {
    Dropout(input: input, output: output, size: outputShape.reduce(1, *), rate: rate, layer: UInt64(index))
  }

  private mutating func addBatchNormalization(_ buffers: Buffers) {
    let channels = inputShape.last ?? 1
    let norm = BatchNorm(
      input: input, output: output, inputGradient: nil, outputGradient: nil,
      rows: inputShape.dropLast().reduce(1, *), channels: channels, gamma: weights.vectors[0],
      beta: weights.vectors[1], gammaGradient: gradients.vectors[0], betaGradient: gradients.vectors[1],
      movingMean: weights.vectors[2], movingVariance: weights.vectors[3], mean: buffers.floats(channels + 16),
      inverseDeviation: buffers.floats(channels + 16), isTraining: isTraining)
    forward += [.moments(norm), .normalize(norm)]
    batchNorm = norm
  }

  /// - Parameter isMasked: whether the gradient has been through this layer's ReLU.
  func backward(_ gradient: Floats, isMasked: Bool, needsInput: Bool, batch: Int, buffers: Buffers) -> Backward {
    var result = Backward()
    if let activation, activation != .identity, !isMasked, pooled == nil {
      result.samples.append(.activateGradient(elementwise(activation, from: input, gradient: gradient)))
    }
    func newGradient() -> Floats { buffers.activations(samples: batch, size: inputShape.reduce(1, *)) }
    switch spec {
    case .dense: addDenseBackward(&result, gradient, needsInput, buffers, newGradient)
    case .conv2d: addConvolutionBackward(&result, gradient, needsInput, batch, buffers, newGradient)
    case .maxPool2d where output == input:
      result.inputGradient = gradient
    case .maxPool2d(let window), .averagePool2d(let window):
      let inputGradient = newGradient()
      let isMaximum = if case .maxPool2d = spec { true } else { false }
      var pool = pool(window, isMaximum: isMaximum, gradient, inputGradient)
      pool.masksReLU = isMaximum && followsReLU
      result.isMasked = pool.masksReLU
      result.samples.append(.poolGradient(pool))
      result.inputGradient = inputGradient
    case .flatten:
      result.inputGradient = gradient
      result.isMasked = isMasked
    case .activation: result.inputGradient = gradient
    case .dropout(let rate):
      result.samples.append(.dropout(dropout(rate, from: gradient, to: gradient)))
      result.inputGradient = gradient
    case .batchNormalization:
      guard var norm = batchNorm else { break }
      norm.outputGradient = gradient
      norm.inputGradient = needsInput ? newGradient() : nil
      result.samples.append(.momentsGradient(norm))
      if needsInput { result.samples.append(.normalizeGradient(norm)) }
      result.inputGradient = norm.inputGradient
    }
    return result
  }

  /// Whether its gradients are sums over chunks of samples.
  var sumsPartially: Bool { convolution != nil }

  /// Which thread updates what: the one that has computed the gradient.
  func ownership(_ tensor: Parameters.Tensor) -> Ownership {
    guard tensor.isMatrix else { return .columns }
    return product?.ownership ?? .rows
  }

  private func addDenseBackward(
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

  private func addConvolutionBackward(
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

extension Activation {
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
