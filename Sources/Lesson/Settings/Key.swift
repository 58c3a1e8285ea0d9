import Text
import Networks
/// A setting as its verb knows it: declared once, read with the type of its value.
package struct Key<Value: Sendable>: Sendable {
  package let spec: KeySpec
  /// Of what is written, else of the standard value; nil where neither is there.
  package let value: @Sendable (KeyValue?) -> Value

  package var name: String { spec.name }

  package init(_ spec: KeySpec, _ value: @escaping @Sendable (KeyValue?) -> Value) {
    self.spec = spec
    self.value = value
  }
}

extension Key where Value == Int {
  package static func integer(
    _ name: String, aliases: [String] = [], in range: ClosedRange<Int>, standard: Int, _ summary: String
  ) -> Key {
    Key(KeySpec(name, aliases: aliases, .integer(range), .integer(standard), text: "\(standard)", summary)) {
      if case .integer(let value) = $0 { value } else { standard }
    }
  }
}

extension Key where Value == Int? {
  /// - Parameters:
  ///   - text: what holds where nothing is written, in words.
  ///   - sample: a value to show in messages.
  package static func integer(
    _ name: String, aliases: [String] = [], in range: ClosedRange<Int>, text: String, sample: Int? = nil,
    _ summary: String
  ) -> Key {
    Key(KeySpec(name, aliases: aliases, .integer(range), text: text, summary, sample: sample.map { "\($0)" })) {
      if case .integer(let value) = $0 { value } else { nil }
    }
  }

  /// A number of epochs; nil is no early stopping.
  package static func patience(_ name: String, aliases: [String] = [], _ summary: String) -> Key {
    Key(KeySpec(name, aliases: aliases, .patience, .patience(nil), text: "false", summary)) {
      if case .patience(let epochs) = $0 { epochs } else { nil }
    }
  }
}

extension Key where Value == Double {
  package static func number(
    _ name: String, aliases: [String] = [], in bounds: Bounds, standard: Double, _ summary: String,
    units: Set<String> = []
  ) -> Key {
    let text = Words.number(standard)
    let spec = KeySpec(
      name, aliases: aliases, .number(bounds), .number(standard), text: text, summary, units: units)
    return Key(spec) { if case .number(let value) = $0 { value } else { standard } }
  }
}

extension Key where Value == Double? {
  package static func number(
    _ name: String, aliases: [String] = [], in bounds: Bounds, text: String, _ summary: String
  ) -> Key {
    Key(KeySpec(name, aliases: aliases, .number(bounds), text: text, summary), Self.decimal)
  }

  /// Seconds.
  package static func duration(_ name: String, _ summary: String) -> Key {
    Key(KeySpec(name, .duration, text: "none", summary), Self.decimal)
  }

  private static let decimal: @Sendable (KeyValue?) -> Double? = {
    if case .number(let value) = $0 { value } else { nil }
  }
}

extension Key where Value == Bool {
  package static func flag(_ name: String, standard: Bool, _ summary: String) -> Key {
    Key(KeySpec(name, .flag, .flag(standard), text: "\(standard)", summary)) {
      if case .flag(let value) = $0 { value } else { standard }
    }
  }
}

extension Key where Value == String? {
  package static func text(_ name: String, aliases: [String] = [], text: String = "none", _ summary: String) -> Key {
    Key(KeySpec(name, aliases: aliases, .text, text: text, summary), Self.words)
  }

  package static func file(_ name: String, text: String, _ summary: String) -> Key {
    Key(KeySpec(name, .file, text: text, summary), Self.words)
  }

  /// The words below a figure; nil where there are none, or they are empty.
  package static let caption = Key(
    KeySpec("caption", aliases: ["title"], .text, text: "none", "the words below the figure")
  ) {
    if case .text(let words) = $0, !words.isEmpty { words } else { nil }
  }

  private static let words: @Sendable (KeyValue?) -> String? = { if case .text(let words) = $0 { words } else { nil } }
}

extension Key where Value == Operand? {
  package static func operand(_ name: String, aliases: [String] = [], _ summary: String) -> Key {
    Key(KeySpec(name, aliases: aliases, .operand, text: "none", summary)) {
      if case .operand(let operand) = $0 { operand } else { nil }
    }
  }
}

extension Key where Value == SamplePair? {
  package static func pair(_ name: String, aliases: [String] = [], _ summary: String) -> Key {
    Key(KeySpec(name, aliases: aliases, .pair, text: "none", summary)) {
      if case .pair(let x, let y) = $0 { SamplePair(x: x, y: y) } else { nil }
    }
  }
}

extension Key where Value == [Int]? {
  package static func shape(_ name: String, aliases: [String] = [], text: String, _ summary: String) -> Key {
    Key(KeySpec(name, aliases: aliases, .shape, text: text, summary)) {
      if case .shape(let shape) = $0 { shape } else { nil }
    }
  }
}

extension Key where Value == Interval {
  package static func interval(_ name: String, standard: Interval, text: String, _ summary: String) -> Key {
    Key(KeySpec(name, .interval, .interval(standard.low, standard.high), text: text, summary)) {
      if case .interval(let low, let high) = $0 { Interval(low: low, high: high) } else { standard }
    }
  }
}

extension Key where Value == Amount? {
  package static func amount(_ name: String, _ summary: String) -> Key {
    Key(KeySpec(name, .amount, text: "none", summary)) { if case .amount(let amount) = $0 { amount } else { nil } }
  }
}

extension Key where Value: RawRepresentable, Value.RawValue == String {
  /// One of several words.
  /// - Parameter words: in the order of the reference, each with the others that mean it.
  package static func choice(
    _ name: String, aliases: [String] = [], _ words: [(Value, [String])], standard: Value, _ summary: String
  ) -> Key {
    let kind = KeyKind.choice(words.map { KeyKind.Word($0.rawValue, $1) })
    let spec = KeySpec(
      name, aliases: aliases, kind, .word(standard.rawValue), text: standard.rawValue, summary)
    return Key(spec) { if case .word(let word) = $0 { Value(rawValue: word) ?? standard } else { standard } }
  }
}

extension Key {
  /// One of several words, or none.
  package static func choice<Word: RawRepresentable>(
    _ name: String, aliases: [String] = [], _ words: [(Word, [String])], text: String, _ summary: String
  ) -> Key where Word.RawValue == String, Value == Word? {
    let spec = KeySpec(
      name, aliases: aliases, .choice(words.map { KeyKind.Word($0.rawValue, $1) }), text: text, summary)
    return Key(spec) { if case .word(let word) = $0 { Word(rawValue: word) } else { nil } }
  }
}

extension Key {
  /// Several words, or none.
  package static func choices<Word: RawRepresentable>(
    _ name: String, aliases: [String] = [], _ words: [(Word, [String])], text: String, _ summary: String
  ) -> Key where Word.RawValue == String, Value == [Word] {
    let kind = KeyKind.choices(words.map { KeyKind.Word($0.rawValue, $1) })
    return Key(KeySpec(name, aliases: aliases, kind, text: text, summary)) {
      if case .words(let words) = $0 { words.compactMap { Word(rawValue: $0) } } else { [] }
    }
  }
}

extension Key where Value == RateSchedule? {
  /// nil is the optimizer's own.
  package static func rate(_ name: String, aliases: [String] = [], text: String, _ summary: String) -> Key {
    Key(KeySpec(name, aliases: aliases, .rate, text: text, summary)) { value in
      switch value {
      case .number(let rate): RateSchedule(start: rate)
      case .rate(let schedule): schedule
      default: nil
      }
    }
  }
}

/// Samples and their labels.
package struct SamplePair: Sendable, Equatable {
  package var x: Operand
  package var y: Operand
}

/// From the lowest number to the highest.
package struct Interval: Sendable, Equatable {
  package var low: Float
  package var high: Float
  package init(low: Float, high: Float) {
    self.low = low
    self.high = high
  }
}

/// A count or a share of the samples.
package enum Amount: Sendable, Equatable {
  case count(Int), fraction(Double)

  /// How many of `total` samples it is: a share is rounded to the nearest.
  package func count(of total: Int) -> Int {
    switch self {
    case .count(let count): count
    case .fraction(let share): Int((share * Double(total)).rounded())
    }
  }
}
