import Networks

/// How a layer is written in `build`.
package struct LayerDoc: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case dense, conv2d, maxpool, avgpool, flatten, dropout, batchnorm, activation
  }
  /// What may stand behind the layer's name, in any order.
  package struct Arguments: OptionSet, Sendable {
    package var rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }
    static let count = Arguments(rawValue: 1)
    static let window = Arguments(rawValue: 2)
    static let rate = Arguments(rawValue: 4)
    static let activation = Arguments(rawValue: 8)
  }

  package var kind: Kind
  package var aliases: [String]
  package var form: String
  package var summary: String
  package var arguments: Arguments
  package var keys: [KeySpec] = []

  package static func named(_ word: String) -> LayerDoc? { byName[Spelling.fold(word)] }

  private static let byName: [String: LayerDoc] = {
    var names: [String: LayerDoc] = [:]
    for layer in all {
      for name in [layer.kind.rawValue] + layer.aliases { names[Spelling.fold(name)] = layer }
    }
    return names
  }()

  package static let all: [LayerDoc] = [
    LayerDoc(
      kind: .dense, aliases: ["linear_layer", "fully_connected"], form: "dense 16 relu",
      summary: "16 neurons, each joined to every number it is given", arguments: [.count, .activation],
      keys: [activationKey]),
    LayerDoc(
      kind: .conv2d, aliases: ["conv", "convolution", "convolution2d", "conv_2d"], form: "conv2d 32 3x3 relu",
      summary: "32 filters of 3×3 pixels that slide over the image", arguments: [.count, .window, .activation],
      keys: [
        activationKey,
        KeySpec(
          "padding", .words("valid", "same"), .word("valid"), text: "valid",
          "same adds a border of zeros, so that the image keeps its size"),
        KeySpec(
          "strides", aliases: ["stride"], .size, .size(Size2D(1, 1)), text: "1", "how many pixels it moves at a time"),
      ]),
    LayerDoc(
      kind: .maxpool, aliases: ["maxpool2d", "max_pooling2d", "maxpooling2d", "max_pool", "maxpooling"],
      form: "maxpool 2x2", summary: "keeps the largest of every 2×2 pixels", arguments: [.window]),
    LayerDoc(
      kind: .avgpool,
      aliases: ["averagepool", "average_pooling2d", "averagepooling2d", "avgpool2d", "avg_pool", "averagepooling"],
      form: "avgpool 2x2", summary: "keeps the mean of every 2×2 pixels", arguments: [.window]),
    LayerDoc(
      kind: .flatten, aliases: [], form: "flatten", summary: "makes one row of numbers of an image", arguments: []),
    LayerDoc(
      kind: .dropout, aliases: [], form: "dropout 0.25",
      summary: "in training, sets a quarter of the numbers to zero, at random", arguments: [.rate]),
    LayerDoc(
      kind: .batchnorm, aliases: ["batch_normalisation", "batchnormalisation"], form: "batchnorm",
      summary: "brings the numbers of a batch to mean 0 and deviation 1", arguments: []),
    LayerDoc(
      kind: .activation, aliases: [], form: "activation softmax", summary: "an activation as a layer of its own",
      arguments: [.activation]),
  ]

  private static let activationKey = KeySpec(
    "activation", .choice([:], order: Activation.allCases.map(\.rawValue)), .word("linear"), text: "linear",
    "what is done with each number it gives; the word may also stand alone, as in 'dense 16 relu'")
}
