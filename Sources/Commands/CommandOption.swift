/// How an option is written, whatever its type: what parsing and help need of it.
struct OptionSpec: Sendable {
  var name: String
  /// What its value is called in the help; nil for a switch.
  var placeholder: String?
  var help: String
  /// Whether it may be given several times, each with another value.
  var isRepeatable: Bool
}

/// An option of the command line, such as `--out DIR`, declared once: read with it, its value has its type.
struct CommandOption<Value: Sendable>: Sendable {
  var spec: OptionSpec
  /// What holds where it is not given.
  var standard: Value
  /// From the words given as its value: one, more only of an option that is repeatable, of a switch an empty one.
  var read: @Sendable ([String]) throws(UsageError) -> Value

  /// - Parameter shownStandard: how the help shows `standard`, where it does.
  init(
    _ name: String, _ placeholder: String?, help: String, standard: Value, shownStandard: String? = nil,
    isRepeatable: Bool = false, read: @escaping @Sendable ([String]) throws(UsageError) -> Value
  ) {
    spec = OptionSpec(
      name: name, placeholder: placeholder, help: help + (shownStandard.map { " [\($0)]" } ?? ""),
      isRepeatable: isRepeatable)
    self.standard = standard
    self.read = read
  }
}

extension CommandOption<Bool> {
  static func isGiven(_ name: String, help: String) -> Self {
    Self(name, nil, help: help, standard: false) { _ in true }
  }
}

extension CommandOption<String> {
  static func text(_ name: String, _ placeholder: String, help: String, standard: String) -> Self {
    Self(name, placeholder, help: help, standard: standard, shownStandard: standard) { $0[0] }
  }
}

extension CommandOption<String?> {
  static func text(_ name: String, _ placeholder: String, help: String) -> Self {
    Self(name, placeholder, help: help, standard: nil) { $0[0] }
  }
}

extension CommandOption<[String]> {
  /// May be given several times.
  static func texts(_ name: String, _ placeholder: String, help: String) -> Self {
    Self(name, placeholder, help: help, standard: [], isRepeatable: true) { $0 }
  }
}

extension CommandOption {
  /// A whole number; nil where it is not given.
  static func number<Number: FixedWidthInteger & Sendable>(
    _ name: String, _ placeholder: String, help: String, shownStandard: String? = nil, in range: ClosedRange<Number>
  ) -> Self where Value == Number? {
    Self(name, placeholder, help: help, standard: nil, shownStandard: shownStandard) { words throws(UsageError) in
      guard let number = Number(words[0]), range.contains(number) else {
        throw UsageError(
          summary: "'\(name)' takes a whole number from \(range.lowerBound) to \(range.upperBound), not '\(words[0])'")
      }
      return number
    }
  }
}
