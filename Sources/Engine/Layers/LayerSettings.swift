package import Networks

/// What may stand behind a layer's name, told apart by its looks, in any order.
package enum LayerArgument: Sendable {
  package enum Form: Sendable { case count, window, rate, activation }

  /// Must be given; the word is what is counted.
  case count(of: String)
  /// Must be given where there is no standard.
  case window(standard: Size2D?)
  /// From 0 to below 1; must be given.
  case rate
  /// Must be given where there is no standard.
  case activation(standard: Activation?)

  package var form: Form {
    switch self {
    case .count: .count
    case .window: .window
    case .rate: .rate
    case .activation: .activation
    }
  }
}

/// What is said of a layer by name: `padding: same`.
package struct LayerSetting: Sendable {
  package enum Kind: Sendable {
    case words([String])
    /// `2` or `2x2`.
    case size
  }
  package enum Value: Sendable, Equatable {
    case word(String)
    case size(Size2D)
  }

  package let name: String
  package let aliases: [String]
  package let kind: Kind
  package let standard: Value
  /// What it does, without a full stop.
  package let help: String

  /// The standard value as a lesson writes it.
  package var standardText: String {
    switch standard {
    case .word(let word): word
    case .size(let size): size.height == size.width ? "\(size.height)" : "\(size.height)x\(size.width)"
    }
  }

  /// Of layers whose activation may also stand behind the layer's name, and need not.
  static let activation = LayerSetting(
    name: "activation", aliases: [], kind: .words(Activation.allCases.map { $0.rawValue }),
    standard: .word(Activation.linear.rawValue),
    help: "what is done with each number it gives; the word may also stand alone, as in 'dense 16 relu'")
}

/// A setting with the type of its values, by which a layer reads it.
struct LayerKey<Value: Sendable>: Sendable {
  let setting: LayerSetting
  let standard: Value
  let read: @Sendable (LayerSetting.Value) -> Value?
  let write: @Sendable (Value) -> LayerSetting.Value
}

extension LayerKey where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  init(_ name: String, aliases: [String] = [], standard: Value, help: String) {
    setting = LayerSetting(
      name: name, aliases: aliases, kind: .words(Value.allCases.map { $0.rawValue }),
      standard: .word(standard.rawValue), help: help)
    self.standard = standard
    read = { if case .word(let word) = $0 { Value(rawValue: word) } else { nil } }
    write = { .word($0.rawValue) }
  }
}

extension LayerKey<Size2D> {
  init(_ name: String, aliases: [String] = [], standard: Size2D, help: String) {
    setting = LayerSetting(name: name, aliases: aliases, kind: .size, standard: .size(standard), help: help)
    self.standard = standard
    read = { if case .size(let size) = $0 { size } else { nil } }
    write = { .size($0) }
  }
}
