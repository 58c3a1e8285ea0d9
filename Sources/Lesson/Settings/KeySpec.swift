import Text
package import Networks

/// One setting of a verb or a layer.
package struct KeySpec: Sendable {
  package var name: String
  package var aliases: [String] = []
  package var kind: KeyKind
  /// What holds where the lesson sets nothing; nil where that depends on the rest of the step.
  package var standard: KeyValue?
  /// The default in words: `all`, `1`, `the optimizer's own`.
  package var standardText: String
  package var summary: String
  private let folded: Set<String>

  /// Words and signs that may stand behind a number: `px`.
  var units: Set<String>
  /// A value to show in messages; nil for one that fits the kind.
  private let ownSample: String?

  package init(
    _ name: String, aliases: [String] = [], _ kind: KeyKind, _ standard: KeyValue? = nil, text: String,
    _ summary: String, units: Set<String> = [], sample: String? = nil
  ) {
    self.units = units
    ownSample = sample
    self.name = name
    self.aliases = aliases
    self.kind = kind
    self.standard = standard
    standardText = text
    self.summary = summary
    folded = Set(([name] + aliases).map { Spelling.fold($0) })
  }

  /// Every spelling of it.
  package var names: [String] { [name] + aliases }

  package func answers(to word: String) -> Bool { folded.contains(Spelling.fold(word)) }

  /// Whether a value is the word for what holds without it, as `all` or `none`.
  package func meansDefault(_ text: String) -> Bool {
    standard == nil && ["all", "none", "random"].contains(standardText) && Spelling.fold(text) == standardText
  }
}

package enum KeyKind: Sendable, Equatable {
  case integer(ClosedRange<Int>)
  case number(Bounds)
  case flag
  case choice([Word])
  case text
  case file
  case operand
  /// An `x, y` pair of arrays.
  case pair
  case shape
  case interval
  /// A count of samples or a share of them.
  case amount
  /// Yes, no, or a number of epochs.
  case patience
  /// Seconds, or `2 min`.
  case duration
  /// `2` or `2x2`.
  case size
  /// One or several words.
  case choices([Word])
  /// A number above 0, or how it goes over a training.
  case rate

  /// A word that a setting can be, and the others that mean it.
  package struct Word: Sendable, Equatable {
    package var name: String
    package var aliases: [String]
    package var names: [String] { [name] + aliases }
    package init(_ name: String, _ aliases: [String] = []) {
      self.name = name
      self.aliases = aliases
    }
  }

  /// How long a side of a size may be.
  static let sides = 1...1024
  /// How long a dimension of a shape may be.
  static let lengths = 1...Int(Int32.max)
  /// Seconds; some thirty years, which clocks can count.
  static let longestDuration = 1e9

  /// The values it takes, in words.
  package var rangeText: String {
    switch self {
    case .integer(let range): range.words
    case .number(let bounds): bounds.words
    case .flag: "true or false"
    case .choice(let words): words.map { $0.name }.joined(separator: ", ")
    case .choices(let words): "one or several of \(words.map { $0.name }.joined(separator: ", "))"
    case .rate: "\(Bounds.positive.words), or a schedule such as cosine 0.01 to 0.0001"
    case .text: "text"
    case .file: "a file's name in quotes"
    case .operand: "an array"
    case .pair: "two arrays, x and y"
    case .shape: "a shape such as 28x28x1, of lengths \(KeyKind.lengths.words)"
    case .interval: "a range such as 0..1"
    case .amount: "a count, or a share such as 1/12"
    case .patience: "true, false or a number of epochs"
    case .duration: "seconds, or minutes as in 2 min, at most \(Words.number(KeyKind.longestDuration)) seconds"
    case .size: "a size \(KeyKind.sides.words), such as 2 or 2x2"
    }
  }
}

/// The numbers a setting takes.
package struct Bounds: Sendable, Equatable {
  package var low: Double
  package var high: Double
  package var excludesLow: Bool
  package var excludesHigh: Bool

  package init(low: Double, high: Double, excludesLow: Bool = false, excludesHigh: Bool = false) {
    self.low = low
    self.high = high
    self.excludesLow = excludesLow
    self.excludesHigh = excludesHigh
  }

  package func contains(_ value: Double) -> Bool {
    value.isFinite && (excludesLow ? value > low : value >= low) && (excludesHigh ? value < high : value <= high)
  }

  package var words: String {
    let above = excludesLow ? "above \(Words.number(low))" : "\(Words.number(low)) or more"
    if high == .infinity { return above }
    if !excludesLow, excludesHigh { return "from \(Words.number(low)) to below \(Words.number(high))" }
    if !excludesLow, !excludesHigh { return "from \(Words.number(low)) to \(Words.number(high))" }
    return above + (excludesHigh ? " and below " : " and at most ") + Words.number(high)
  }

  package static let positive = Bounds(low: 0, high: .infinity, excludesLow: true)
  package static let nonNegative = Bounds(low: 0, high: .infinity)
  package static let belowOne = Bounds(low: 0, high: 1, excludesHigh: true)
}

extension ClosedRange<Int> {
  package var words: String { "from \(lowerBound) to \(upperBound)" }
}

/// A setting's value, checked against its kind.
package enum KeyValue: Sendable, Equatable {
  case integer(Int)
  case number(Double)
  case flag(Bool)
  case word(String)
  case text(String)
  case operand(Operand)
  case pair(Operand, Operand)
  case shape([Int])
  case interval(Float, Float)
  case amount(Amount)
  /// nil is no early stopping.
  case patience(Int?)
  case size(Size2D)
  case words([String])
  case rate(RateSchedule)

  /// As a lesson may have it.
  /// - Parameter number: how numbers with decimals are written.
  package func text(number: (Double) -> String) -> String {
    switch self {
    case .integer(let value): "\(value)"
    case .number(let value): number(value)
    case .flag(let value): value ? "true" : "false"
    case .word(let text), .text(let text): text
    case .operand(let operand): operand.text
    case .pair(let x, let y): "\(x.text), \(y.text)"
    case .shape(let lengths): lengths.map { "\($0)" }.joined(separator: "x")
    case .interval(let low, let high): "\(low)..\(high)"
    case .amount(.count(let count)): "\(count)"
    case .amount(.fraction(let share)): number(share)
    case .patience(let epochs): epochs.map { "\($0)" } ?? "false"
    case .size(let size): "\(size.height)x\(size.width)"
    case .words(let words): words.joined(separator: ", ")
    case .rate(let schedule): schedule.text(number: number)
    }
  }

  package var operands: [Operand] {
    switch self {
    case .operand(let operand): [operand]
    case .pair(let x, let y): [x, y]
    default: []
    }
  }

  /// With every operand changed.
  package func mapOperands(_ change: (Operand) -> Operand) -> KeyValue {
    switch self {
    case .operand(let operand): .operand(change(operand))
    case .pair(let x, let y): .pair(change(x), change(y))
    default: self
    }
  }
}

extension Bounds {
  fileprivate var sample: String {
    self == .positive ? "0.01" : [0.1, 1].first { contains($0) }.map { Words.number($0) } ?? "0"
  }
}

extension KeySpec {
  /// A value to show in a message.
  package var sample: String {
    if let ownSample { return ownSample }
    switch kind {
    case .integer(let range):
      if case .integer(let value)? = standard, value > 1 { return "\(value)" }
      return "\([3, 10].first { range.contains($0) } ?? 1)"
    case .number(let bounds):
      if case .number(let value)? = standard, value > 0 { return Words.number(value) }
      return bounds.sample
    case .flag: return "true"
    case .choice(let words), .choices(let words): return words.first?.name ?? ""
    case .rate: return Bounds.positive.sample
    case .text: return "\"a few words\""
    case .file: return "\"weights.safetensors\""
    case .operand: return name.hasPrefix("label") ? "y_train" : "x_train"
    case .pair: return "x_val, y_val"
    case .shape: return "28x28x1"
    case .interval: return "0..1"
    case .amount: return "5000"
    case .patience: return "3"
    case .duration: return "60"
    case .size: return "2"
    }
  }
}
