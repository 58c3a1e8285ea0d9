package import Networks
internal import Operations

extension LayerSpec {
  package static func conv2d(
    filters: Int, kernel: Size2D, strides: Size2D, padding: Padding, activation: Activation
  ) -> LayerSpec {
    var layer = LayerSpec(.conv2d, count: filters, window: kernel, activation: activation)
    layer[LayerKind.padding] = padding
    layer[LayerKind.strides] = strides
    return layer
  }
}

extension LayerKind {
  fileprivate static let padding = LayerKey(
    "padding", standard: Padding.valid, help: "same adds a border of zeros, so that the image keeps its size")
  fileprivate static let strides = LayerKey(
    "strides", aliases: ["stride"], standard: Size2D(1, 1), help: "how many pixels it moves at a time")

  package static let conv2d = LayerKind(
    name: "conv2d", className: "Conv2D", aliases: ["conv", "convolution", "convolution2d", "conv_2d"],
    form: "conv2d 32 3x3 relu", summary: "32 filters of 3×3 pixels that slide over the image",
    arguments: [.count(of: "filters"), .window(standard: nil), .activation(standard: .linear)],
    settings: [.activation, padding.setting, strides.setting], page: .computed, sumsInChunks: true,
    // Transformed kernels take four times the weights, once for each direction; gradients are sums over eight chunks.
    weightBlocks: (23, 5),
    slidingWindow: { SlidingWindow(size: $0.window, strides: $0[strides], padding: $0[padding]) },
    outputShape: { layer, input throws(ShapeProblem) in
      let (window, strides) = (layer.window, layer[strides])
      guard input.count == 3 else { throw .needsImages(input) }
      switch layer[padding] {
      case .same:
        return [(input[0] - 1) / strides.height + 1, (input[1] - 1) / strides.width + 1, layer.count]
      case .valid:
        guard input[0] >= window.height, input[1] >= window.width else { throw .windowTooLarge(window, input) }
        return [
          (input[0] - window.height) / strides.height + 1, (input[1] - window.width) / strides.width + 1, layer.count,
        ]
      }
    },
    weights: { layer, input in
      let shape = [layer.window.height, layer.window.width, input.last ?? 1, layer.count]
      return [
        WeightShape(name: "kernel", shape: shape, start: .glorotUniform),
        WeightShape(name: "bias", shape: [layer.count]),
      ]
    },
    onnx: { layer, model in
      let (window, strides) = (layer.window, layer[strides])
      // Keras pads only as much as the last window needs, the odd one at the bottom and right.
      var pads = [0, 0, 0, 0]
      if layer[padding] == .same {
        for (axis, (size, stride)) in [(window.height, strides.height), (window.width, strides.width)].enumerated() {
          let length = model.shape[axis]
          let missing = max(0, (length - 1) / stride * stride + size - length)
          pads[axis] = missing / 2
          pads[axis + 2] = missing - missing / 2
        }
      }
      model.arrange(channelsFirst: true)
      let kernel = model.weight("kernel") { $0.filtersFirst }
      let bias = model.weight("bias")
      model.node(
        "Conv", [kernel, bias],
        attributes: [
          ("kernel_shape", .integers([window.height, window.width])),
          ("strides", .integers([strides.height, strides.width])), ("pads", .integers(pads)),
        ])
      model.activate(layer.activation ?? .linear)
    },
    pass: { ConvolutionPass($0).pass })
}

/// output (N, H', W', filters) = act(the windows of input (N, H, W, C) · kernel + bias).
private struct ConvolutionPass {
  let place: LayerPlace
  /// With its padded input.
  private var convolution: Convolution
  private var padding: Pad?
  private var winograd: Winograd?
  private var pooled: PooledConvolution?
  private var forward: [Operation] = []
  private var preparation: [Operation] = []

  init(_ place: LayerPlace) {
    self.place = place
    let (layer, buffers, kernel) = (place.layer, place.buffers, place.weights.matrices[0])
    let (window, strides) = (layer.window, layer[LayerKind.strides])
    var (height, width) = (place.inputShape[0], place.inputShape[1])
    let channels = place.inputShape[2]
    var source = place.input
    // Keras pads only as much as the last window needs, the odd one at the bottom and right.
    let rows = max(0, (place.outputShape[0] - 1) * strides.height + window.height - height)
    let columns = max(0, (place.outputShape[1] - 1) * strides.width + window.width - width)
    if layer[LayerKind.padding] == .same, rows + columns > 0 {
      source = buffers.activations(samples: place.batch, size: (height + rows) * (width + columns) * channels)
      let pad = Pad(
        narrow: place.input, wide: source, height: height, width: width, channels: channels,
        paddedHeight: height + rows, paddedWidth: width + columns, top: rows / 2, left: columns / 2, crops: false)
      forward.append(.pad(pad))
      padding = pad
      height += rows
      width += columns
    }
    convolution = Convolution(
      input: source, height: height, width: width, channels: channels, kernelHeight: window.height,
      kernelWidth: window.width, strideHeight: strides.height, strideWidth: strides.width,
      outputHeight: place.outputShape[0], outputWidth: place.outputShape[1], filters: layer.count, weights: kernel,
      bias: place.weights.vectors[0], output: place.input)
    convolution.appliesReLU = place.activation == .relu
    if canPool, PooledConvolution.suits(convolution) {
      let size = place.outputShape[0] / 2 * (place.outputShape[1] / 2) * layer.count
      convolution.output = buffers.activations(samples: place.batch, size: size)
      let pooled = PooledConvolution(
        convolution: convolution, winners: buffers.floats(place.batch * size), activations: convolution.output)
      forward.append(.pooledConvolution(pooled))
      self.pooled = pooled
      return
    }
    convolution.output = place.newOutput()
    if Winograd.suits(convolution) {
      let kernels = buffers.floats(Winograd.kernelsSize(rows: channels, columns: layer.count))
      preparation.append(
        .winogradKernels(
          WinogradKernels(
            source: kernel.values, rows: channels, columns: layer.count, isStacked: true, target: kernels)))
      var op = Winograd(convolution: convolution, kernels: kernels, inputGradient: nil, scratch: kernels)
      op.scratch = buffers.floats(place.threads * op.scratchSize + 64)
      forward.append(.winograd(op))
      winograd = op
    } else {
      forward.append(.convolution(convolution))
    }
    forward += place.activate(convolution.output)
  }

  /// Whether nothing but a maximum over 2 × 2 sees the outputs, and nothing needs the gradient of the inputs.
  private var canPool: Bool {
    guard place.activation == .relu || place.activation == .identity else { return false }
    return place.next == .maxPool2d(Size2D(2, 2)) && !place.needsInputGradient
  }

  var pass: LayerPass {
    LayerPass(
      output: convolution.output, forward: forward, preparation: preparation,
      givesReLU: convolution.appliesReLU && pooled == nil, coversNext: pooled != nil, backward: backward)
  }

  private func backward(_ gradient: Gradient) -> LayerPass.Backward {
    var result = LayerPass.Backward()
    var op = convolution
    op.output = gradient.values
    op.weights = place.gradients.matrices[0]
    op.bias = place.gradients.vectors[0]
    op.partialSize = place.partialSize
    if var pooled {
      pooled.convolution = op
      result.samples.append(.pooledConvolutionWeights(pooled))
      return result
    }
    result.samples = place.activateGradient(gradient, values: convolution.output)
    guard place.needsInputGradient else {
      result.samples.append(weightsGradient(op, input: nil, transposed: op.weights.values, &result))
      return result
    }
    let narrow = place.newInputGradient()
    let isPadded = padding != nil
    let input =
      isPadded
      ? place.buffers.activations(samples: place.batch, size: op.height * op.width * op.channels) : narrow
    let area = op.kernelHeight * op.kernelWidth
    let transposed = place.buffers.floats(area * Panels.size(rows: op.filters, columns: op.channels) + 16)
    result.preparation.append(
      .transpose(Transpose(source: place.weights.matrices[0], matrices: area, target: transposed)))
    result.samples.append(weightsGradient(op, input: input, transposed: transposed, &result))
    if winograd == nil {
      op.weights = Panels(values: transposed, rows: op.filters, columns: op.channels)
      op.bias = nil
      op.input = input
      result.samples.append(.convolutionInput(op))
    }
    if var crop = padding {
      crop.wide = input
      crop.narrow = narrow
      crop.crops = true
      result.samples.append(.pad(crop))
    }
    result.input = Gradient(values: narrow)
    return result
  }

  /// The weights' gradient; with Winograd's tiles the input's too.
  private func weightsGradient(
    _ op: Convolution, input: Floats?, transposed: Floats, _ result: inout LayerPass.Backward
  ) -> Operation {
    guard var winograd else { return .convolutionWeights(op) }
    winograd.convolution = op
    winograd.inputGradient = input
    if input != nil {
      winograd.kernels = place.buffers.floats(Winograd.kernelsSize(rows: op.filters, columns: op.channels))
      result.preparation.append(
        .winogradKernels(
          WinogradKernels(
            source: transposed, rows: op.filters, columns: op.channels, isStacked: false, target: winograd.kernels)))
    }
    return .winogradGradients(winograd)
  }
}

extension Weight {
  /// (kernel height, kernel width, in, out) as (out, in, kernel height, kernel width).
  fileprivate var filtersFirst: Weight {
    let (area, channels, filters) = (shape[0] * shape[1], shape[2], shape[3])
    var moved: [Float] = []
    moved.reserveCapacity(values.count)
    for filter in 0..<filters {
      for channel in 0..<channels {
        for place in 0..<area { moved.append(values[(place * channels + channel) * filters + filter]) }
      }
    }
    return Weight(name: name, shape: [filters, channels, shape[0], shape[1]], values: moved)
  }
}
