/// How a layer is written in `build`.
package struct LayerDoc: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case dense, conv2d, maxpool, avgpool, flatten, dropout, batchnorm, activation
  }
  /// What may stand behind the layer's name, in any order.
  package struct Arguments: OptionSet, Sendable {
    package var rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }
    package static let count = Arguments(rawValue: 1)
    package static let window = Arguments(rawValue: 2)
    package static let rate = Arguments(rawValue: 4)
    package static let activation = Arguments(rawValue: 8)
  }

  package var kind: Kind
  package var aliases: [String]
  package var form: String
  package var summary: String
  package var arguments: Arguments
  package var keys: [KeySpec] = []

  package init(
    kind: Kind, aliases: [String], form: String, summary: String, arguments: Arguments, keys: [KeySpec] = []
  ) {
    self.kind = kind
    self.aliases = aliases
    self.form = form
    self.summary = summary
    self.arguments = arguments
    self.keys = keys
  }

  package var name: String { kind.rawValue }
  package var names: [String] { [name] + aliases }
}
