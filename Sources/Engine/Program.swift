internal import Networks
internal import Operations

/// What a program does after the forward pass.
struct Objective {
  var loss: Loss
  var targets: Gather.Source
}

/// A network laid out for one size of batch: buffers, and the operations of one step in order.
final class Program {
  /// Once before the first step.
  private(set) var preparation = Schedule([])
  private(set) var step = Schedule([])
  let outputs: Floats
  /// Whether `outputs` holds what the network answers after a step, and not what the loss made another function of.
  private(set) var keepsAnswers = true
  /// Of each sample of the batch.
  let losses: Floats
  let hits: Floats
  /// The optimizer's own numbers, laid out as the trainable weights are; nil where it has none.
  private(set) var moments: (first: Floats?, second: Floats?) = (nil, nil)
  private let buffers = Buffers()

  /// - Parameters:
  ///   - optimizer: nil to evaluate or to predict.
  ///   - background: what most inputs are; products skip it where they can.
  init(
    network: Network, source: Gather.Source, batch: Int, objective: Objective?, optimizer: Optimizer?,
    background: Float = 0
  ) {
    let isTraining = optimizer != nil
    var step: [Operation] = []
    var preparation: [Operation] = []
    let threads = network.threads(batch: batch, isTraining: isTraining)
    defer {
      self.step = Schedule(step, threads: threads)
      self.preparation = Schedule(preparation, threads: threads)
    }
    let width = network.outputShapes.last?.reduce(1, *) ?? network.inputShape.reduce(1, *)
    losses = buffers.floats(batch)
    hits = buffers.floats(batch)
    let inputSize = network.inputShape.reduce(1, *)
    let firstLayer = FirstLayer(of: network)
    var shortcut = InputShortcut()
    if firstLayer.sharesInputs { shortcut.parts = InputParts(inputs: inputSize, samples: batch) }
    let (input, offset) = buffers.inputs(samples: batch, size: inputSize, parts: shortcut.parts)
    if isTraining, firstLayer.canSkipZeros {
      shortcut.nonzeroOffset = offset
      shortcut.background = background
    }
    var x = input
    var gather = Gather(source: source, size: inputSize, output: x)
    gather.nonzeroOffset = shortcut.nonzeroOffset
    gather.parts = shortcut.parts
    gather.background = shortcut.background
    step.append(.gather(gather))
    let chunk = network.layers.chunk(batch: batch)
    let blocks = network.layers.sumInChunks ? (batch + chunk - 1) / chunk : 1
    let gradients =
      isTraining ? buffers.floats(blocks * (network.parameters.size + 16)) : network.parameters.values
    let last = network.layers.lastIndex { !$0.isIdentity(isTraining: isTraining) }
    let activation = last.flatMap { network.layers[$0].activation }
    let kind = objective.map { LossKernel.Kind($0.loss, after: activation) }
    let firstTrained = network.layers.firstIndex { $0.hasWeights } ?? network.layers.count
    var passes: [LayerPass] = []
    for index in network.layers.indices {
      let keepsLogits = index == last && (kind?.takesLogits ?? false)
      let place = LayerPlace(
        layer: network.layers[index], index: index,
        inputShape: index == 0 ? network.inputShape : network.outputShapes[index - 1],
        outputShape: network.outputShapes[index], input: x, followsReLU: passes.last?.givesReLU ?? false,
        activation: keepsLogits ? nil : network.layers[index].activation?.function,
        weights: network.parameters.layer(index, in: network.parameters.values),
        gradients: network.parameters.layer(index, in: gradients), partialSize: network.parameters.size + 16,
        batch: batch, isTraining: isTraining, needsInputGradient: index > firstTrained,
        next: index + 1 < network.layers.count ? network.layers[index + 1] : nil,
        shortcut: x == input ? shortcut : InputShortcut(), threads: network.device.threads, buffers: buffers)
      let isCovered = passes.last?.coversNext ?? false
      let pass = isCovered ? .through(place) : place.layer.kind.pass(place)
      step += pass.forward
      preparation += pass.preparation
      passes.append(pass)
      x = pass.output
    }
    outputs = x
    guard let objective, let kind else { return }
    let targetsAreClasses = objective.loss == .sparseCategoricalCrossentropy
    let targetSize = targetsAreClasses ? 1 : width
    let targets = buffers.activations(samples: batch, size: targetSize)
    step.append(.gather(Gather(source: objective.targets, size: targetSize, output: targets)))
    let gradient = isTraining ? buffers.activations(samples: batch, size: width) : nil
    keepsAnswers = kind.answer(after: activation) == .stored
    step.append(
      .loss(
        LossKernel(
          kind: kind, outputs: x, targets: targets, targetsAreClasses: targetsAreClasses, width: width,
          losses: losses, hits: hits, gradient: gradient,
          answer: kind.answer(after: activation))))
    guard let optimizer else { return }
    var weights: [Operation] = []
    var outer = gradient.map { Gradient(values: $0) }
    for index in network.layers.indices.reversed() where index >= firstTrained {
      guard let gradient = outer else { break }
      let backward = passes[index].backward(gradient)
      step += backward.samples
      weights += backward.weights
      preparation += backward.preparation
      outer = backward.input
    }
    let size = network.parameters.trainableSize
    let first = buffers.floats(optimizer.needsFirst ? size : 0)
    let second = buffers.floats(optimizer.needsSecond ? size : 0)
    moments = (optimizer.needsFirst ? first : nil, optimizer.needsSecond ? second : nil)
    var updates: [Operation] = []
    for tensor in network.parameters.tensors where tensor.offset < size {
      let values = network.parameters.panels(tensor, in: network.parameters.values)
      let update = Update(
        rule: optimizer.rule, values: values,
        ownership: tensor.isMatrix ? passes[tensor.weight.layer].ownership : .columns,
        gradients: gradients + tensor.offset,
        partialSize: network.layers[tensor.weight.layer].kind.sumsInChunks ? network.parameters.size + 16 : 0,
        first: optimizer.needsFirst ? first + tensor.offset : first,
        second: optimizer.needsSecond ? second + tensor.offset : second)
      if !weights.fuse(update, batch: batch) { updates.append(.update(update)) }
    }
    preparation.sortByShare()
    var derived = preparation
    weights.takeShifts(from: &derived, buffers)
    step += weights + updates + derived
  }
}

/// What the layer that the samples come to first can do without.
private struct FirstLayer {
  /// The weights of the first layer if it is one that takes a shortcut.
  private let kernel: Panels?

  init(of network: Network) {
    let first = network.layers.firstIndex { !$0.kind.keepsNumbers }
    kernel = first.flatMap { index in
      network.layers[index].kind.takesShortcut
        ? network.parameters.layer(index, in: network.parameters.values).matrices.first : nil
    }
  }

  /// Whether it has so few weights, and so many inputs, that threads share out its inputs.
  var sharesInputs: Bool {
    guard let kernel else { return false }
    return !Product.sharesColumns(kernel) && kernel.rows >= 192
  }

  /// Whether it has many weights, all finite: then zeros among its inputs add nothing.
  var canSkipZeros: Bool {
    guard let kernel, Product.sharesColumns(kernel) else { return false }
    return (0..<Panels.size(rows: kernel.rows, columns: kernel.columns)).allSatisfy { kernel.values[$0].isFinite }
  }
}

extension LossKernel.Kind {
  /// As Keras does on TensorFlow: behind softmax or sigmoid, whichever of the two, cross-entropy is that of the
  /// logits; binary cross-entropy behind softmax so takes no notice of the softmax.
  init(_ loss: Loss, after activation: Activation?) {
    let hasLogits = activation == .softmax || activation == .sigmoid
    self =
      switch loss {
      case .sparseCategoricalCrossentropy: hasLogits ? .softmaxCrossEntropy : .sparseCrossEntropy
      case .categoricalCrossentropy: hasLogits ? .softmaxCrossEntropy : .crossEntropy
      case .binaryCrossentropy: hasLogits ? .sigmoidCrossEntropy : .binaryCrossEntropy
      case .meanSquaredError: .squaredError
      case .meanAbsoluteError: .absoluteError
      }
  }

  func answer(after activation: Activation?) -> LossKernel.Answer {
    switch (self, activation) {
    case (.softmaxCrossEntropy, .sigmoid): .sigmoid
    case (.sigmoidCrossEntropy, .softmax): .softmax
    default: .stored
    }
  }
}
