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

extension CommandOption<Double?> {
  /// Seconds: `90`, `90s`, `5min`, `1h`.
  static func duration(_ name: String, help: String) -> Self {
    Self(name, "TIME", help: help, standard: nil) { words throws(UsageError) in
      let units: [(ending: String, factor: Double)] = [("min", 60), ("m", 60), ("h", 3600), ("s", 1), ("", 1)]
      guard let seconds = amount(words[0], units), seconds >= 1, seconds <= 1e9 else {
        throw UsageError(summary: "'\(name)' takes a time of a second or more, such as 90s or 5min, not '\(words[0])'")
      }
      return seconds
    }
  }
}

extension CommandOption<Int64?> {
  /// Bytes: `500MB`, `2GB`; without a unit, megabytes.
  static func size(_ name: String, help: String) -> Self {
    Self(name, "SIZE", help: help, standard: nil) { words throws(UsageError) in
      let units: [(ending: String, factor: Double)] = [
        ("KB", 1024), ("MB", 1_048_576), ("GB", 1_073_741_824), ("K", 1024), ("M", 1_048_576), ("G", 1_073_741_824),
        ("", 1_048_576),
      ]
      guard let bytes = amount(words[0].uppercased(), units), bytes >= 1024, bytes <= 1e15 else {
        throw UsageError(summary: "'\(name)' takes a size such as 500MB or 2GB, not '\(words[0])'")
      }
      return Int64(bytes)
    }
  }
}

/// A number with the first of the units that stands behind it.
private func amount(_ word: String, _ units: [(ending: String, factor: Double)]) -> Double? {
  guard let unit = units.first(where: { word.hasSuffix($0.ending) }) else { return nil }
  let digits = word.dropLast(unit.ending.utf8.count)
  guard let first = digits.utf8.first, first >= 0x30, first <= 0x39, let number = Double(digits) else { return nil }
  return number * unit.factor
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
