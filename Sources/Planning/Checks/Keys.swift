/// Where something that is checked stands: in the lesson, or in a `--set` of the command line.
struct Place: Sendable {
  var range: Range<Int>
  var setting: String?
}

/// A step's settings, checked; what the lesson leaves out has its default.
struct Keys: Sendable {
  struct Entry: Sendable {
    var value: KeyValue
    /// The key as written.
    var key: Place
    /// Its value as written.
    var place: Place
    var text: String
  }

  var specs: [KeySpec]
  var entries: [String: Entry] = [:]
  /// Whether every setting that was written could be read.
  var isWhole = true

  subscript(name: String) -> KeyValue? {
    entries[name]?.value ?? specs.first { $0.name == name }?.standard
  }

  func integer(_ name: String) -> Int? {
    guard case .integer(let value) = self[name] else { return nil }
    return value
  }

  func number(_ name: String) -> Double? {
    guard case .number(let value) = self[name] else { return nil }
    return value
  }

  func flag(_ name: String) -> Bool { self[name] == .flag(true) }

  func word(_ name: String) -> String? {
    guard case .word(let value) = self[name] else { return nil }
    return value
  }

  func text(_ name: String) -> String? {
    guard case .text(let value) = self[name] else { return nil }
    return value
  }

  /// nil where it is empty.
  var caption: String? { text("caption").flatMap { $0.isEmpty ? nil : $0 } }

  func operand(_ name: String) -> Operand? {
    guard case .operand(let value) = self[name] else { return nil }
    return value
  }
}
