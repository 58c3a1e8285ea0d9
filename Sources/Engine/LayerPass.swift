internal import Networks
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
  let activation: Elementwise.Function?
  /// Whether the inputs are the outputs of a ReLU.
  let followsReLU: Bool
  var output: Floats
  var forward: [Operation] = []
  /// What `forward` needs whenever the weights have changed.
  var preparation: [Operation] = []
  /// What the gradients go back through; the convolution with its padded input.
  var product: Product?
  var convolution: Convolution?
  var winograd: Winograd?
  var pooled: PooledConvolution?
  var padding: Pad?
  private var batchNorm: BatchNorm?
  private let isTraining: Bool
  /// From one chunk's gradients to the next one's.
  let partialSize: Int

  /// The gradients' operations.
  struct Backward {
    var samples: [Operation] = []
    var weights: [Operation] = []
    var preparation: [Operation] = []
    var inputGradient: Floats?
    /// Whether `inputGradient` has been through the ReLU that the inputs come from.
    var isMasked = false
  }

  /// - Parameters:
  ///   - previous: the pass that gives the input; nil for the batch itself.
  ///   - shortcut: how a first layer takes the batch.
  init(
    network: Network, layer: Int, previous: LayerPass?, input: Floats, gradients block: Floats, batch: Int,
    isTraining: Bool, keepsLogits: Bool, shortcut: InputShortcut, buffers: Buffers
  ) {
    spec = network.layers[layer]
    index = layer
    inputShape = layer == 0 ? network.inputShape : network.outputShapes[layer - 1]
    outputShape = network.outputShapes[layer]
    self.input = input
    followsReLU = previous?.givesReLU ?? false
    self.isTraining = isTraining
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
    case .dense: addDense(shortcut, batch: batch, buffers)
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

  func elementwise(_ function: Elementwise.Function, from input: Floats, gradient: Floats?) -> Elementwise {
    Elementwise(
      function: function, input: input, values: output, gradient: gradient, size: outputShape.reduce(1, *),
      width: outputShape.last ?? 1)
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
