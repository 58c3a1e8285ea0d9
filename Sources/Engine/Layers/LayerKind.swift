package import Networks
internal import Operations

/// All that there is to know of one kind of layer; each kind is a file of this folder, and a line in `all`.
package struct LayerKind: Sendable {
  /// In the order of the reference.
  package static let all: [LayerKind] = [
    .dense,
    .conv2d,
    .maxPool2d,
    .averagePool2d,
    .flatten,
    .dropout,
    .batchNormalization,
    .layerNormalization,
    .activation,
  ]

  /// As a lesson names it; with a number, the layer's name.
  package let name: String
  /// Keras' name for it.
  package let className: String
  /// Other names that a lesson may use.
  package var aliases: [String] = []
  /// How it is written: `dense 16 relu`.
  package let form: String
  /// What it does, without a full stop.
  package let summary: String
  package var arguments: [LayerArgument] = []
  package var settings: [LayerSetting] = []

  package enum Drawing: Sendable {
    /// Each of its numbers is a neuron, joined to all those before.
    case neurons
    case stage
    /// A word below the layer before, as long as it keeps the shape.
    case word
  }
  /// In the diagram of a network.
  package var drawing = Drawing.stage

  package enum Page: Sendable {
    /// The script of a report's page cannot compute it.
    case missing
    case computed
    /// Outside training it does nothing.
    case leftOut
  }
  package var page = Page.missing
  /// What it does to the probabilities of a softmax above it; nil where its activation decides.
  package var toProbabilities: String?

  /// Whether it can take the batch by an `InputShortcut`.
  var takesShortcut = false
  /// Whether its outputs are its inputs, only in another shape.
  var keepsNumbers = false
  /// Whether its weights' gradients are sums over chunks of samples, one block behind the other.
  var sumsInChunks = false
  /// Blocks of the size of all weights that a network with it takes, in training (gradients, moments, transposes) and else.
  var weightBlocks: (training: Int, otherwise: Int) = (6, 1)
  /// Whether its outputs are its inputs, in training or else.
  var isIdentity: @Sendable (LayerSpec, _ isTraining: Bool) -> Bool = { _, _ in false }
  /// The window that it slides over images.
  var slidingWindow: @Sendable (LayerSpec) -> SlidingWindow? = { _ in nil }

  /// The shape of one sample after it. Shapes leave out the dimension N: (H, W, C) for images, (features) for rows.
  let outputShape: @Sendable (LayerSpec, _ input: [Int]) throws(ShapeProblem) -> [Int]
  /// In the order of Keras' `get_weights`, for a sample of shape `input`; nil where it never has any.
  var weights: (@Sendable (LayerSpec, _ input: [Int]) -> [WeightShape])?
  /// Writes it as nodes of an ONNX file.
  let onnx: @Sendable (LayerSpec, inout ONNXModel) -> Void
  /// Its operations, forward and back.
  let pass: @Sendable (LayerPlace) -> LayerPass

  /// `neurons`, `filters`: what the number behind its name counts.
  package var counted: String {
    for case .count(let noun) in arguments { return noun }
    return ""
  }

  package func takes(_ form: LayerArgument.Form) -> Bool { arguments.contains { $0.form == form } }
}

extension LayerKind: Equatable {
  package static func == (a: LayerKind, b: LayerKind) -> Bool { a.name == b.name }
}

/// A window that slides over images.
package struct SlidingWindow: Sendable {
  package var size: Size2D
  package var strides: Size2D
  package var padding: Padding
}
