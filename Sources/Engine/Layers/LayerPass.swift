internal import Networks
internal import Operations

/// Where a layer stands in a program: what it is given, and what it may take.
struct LayerPlace {
  let layer: LayerSpec
  /// Among the network's layers.
  let index: Int
  let inputShape: [Int]
  let outputShape: [Int]
  let input: Floats
  /// Whether the inputs are the outputs of a ReLU.
  let followsReLU: Bool
  /// nil where there is none, and where the loss takes what would go into it.
  let activation: Elementwise.Function?
  let weights: LayerParameters
  let gradients: LayerParameters
  /// From one chunk's gradients to the next one's.
  let partialSize: Int
  let batch: Int
  let isTraining: Bool
  /// Whether layers before it have weights, so that it must pass a gradient on.
  let needsInputGradient: Bool
  let next: LayerSpec?
  let shortcut: InputShortcut
  let threads: Int
  let buffers: Buffers

  var outputSize: Int { outputShape.reduce(1, *) }
  func newOutput() -> Floats { buffers.activations(samples: batch, size: outputSize) }
  func newInputGradient() -> Floats { buffers.activations(samples: batch, size: inputShape.reduce(1, *)) }

  func elementwise(
    _ function: Elementwise.Function, from input: Floats, values: Floats, gradient: Floats? = nil
  ) -> Elementwise {
    Elementwise(
      function: function, input: input, values: values, gradient: gradient, size: outputSize,
      width: outputShape.last ?? 1)
  }

  /// The activation behind a product, of which ReLU is a part.
  func activate(_ values: Floats) -> [Operation] {
    guard let activation, activation != .identity, activation != .relu else { return [] }
    return [.activate(elementwise(activation, from: values, values: values))]
  }

  /// The gradient back through the activation, in place.
  func activateGradient(_ gradient: Gradient, values: Floats) -> [Operation] {
    guard let activation, activation != .identity, !gradient.isMasked else { return [] }
    return [.activateGradient(elementwise(activation, from: input, values: values, gradient: gradient.values))]
  }
}

/// Of the loss, by what one layer gives and the next one takes.
struct Gradient {
  var values: Floats
  /// Whether it has been through the ReLU that those numbers come from.
  var isMasked = false
}

/// One layer's operations on buffers of its own.
struct LayerPass {
  var output: Floats
  var forward: [Operation] = []
  /// What `forward` needs whenever the weights have changed.
  var preparation: [Operation] = []
  /// Whether the outputs are those of a ReLU.
  var givesReLU = false
  /// Whether the next layer's work is done with it.
  var coversNext = false
  /// Which thread updates what of a matrix of weights: the one that has computed the gradient.
  var ownership = Ownership.rows

  struct Backward {
    var samples: [Operation] = []
    var weights: [Operation] = []
    var preparation: [Operation] = []
    var input: Gradient?
  }
  /// The gradients' operations.
  var backward: (Gradient) -> Backward = { Backward(input: $0) }

  /// A layer whose outputs are its inputs.
  static func through(_ place: LayerPlace) -> LayerPass {
    LayerPass(output: place.input, givesReLU: place.followsReLU)
  }
}

/// What the gathering of batches allows a first layer.
struct InputShortcut {
  /// See `Product`.
  var nonzeroOffset: Int?
  var background: Float = 0
  /// How the inputs lie where threads share them out.
  var parts: InputParts?
}
