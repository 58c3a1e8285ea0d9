package import Engine
import Text

/// The verbs in the order of the reference; the raw value is the canonical spelling.
package enum Verb: String, Sendable, CaseIterable {
  case load, shape, print, show, histogram
  case flatten, reshape, normalise, standardise, invert
  case oneHot = "one-hot"
  case split, shuffle, augment
  case build, summary, diagram, fit, plot, evaluate, predict, argmax
  case confusionMatrix = "confusion-matrix"
  case classificationReport = "classification-report"
  case mistakes, weights, save, restore, expect

  package static func named(_ word: String) -> Verb? { byName[Spelling.fold(word)] }

  private static let byName: [String: Verb] = {
    var names: [String: Verb] = [:]
    for verb in allCases {
      for name in [verb.rawValue] + verb.doc.aliases { names[Spelling.fold(name)] = verb }
    }
    return names
  }()

  package var doc: VerbDoc { Self.docs[self] ?? VerbDoc(forms: [], summary: "", example: "") }

  private static let docs: [Verb: VerbDoc] = Dictionary(
    uniqueKeysWithValues: dataDocs + preparationDocs + networkDocs + judgementDocs)
}

/// How a verb is written and what it does: `help`, `params`, the reference and the parser all read this.
package struct VerbDoc: Sendable {
  package var aliases: [String] = []
  /// `fit net on x, y`
  package var forms: [String]
  /// One sentence, without a full stop.
  package var summary: String
  package var keys: [KeySpec] = []
  package var example: String
  /// What the `as` clause does.
  package enum As: Sendable {
    /// Names new arrays.
    case arrays
    /// Names the step, so that its numbers can be told apart.
    case step
    /// Is refused: the verb changes its arrays in place.
    case inPlace
  }
  package var naming = As.step

  /// Every name of every setting.
  var keyNames: [String] { keys.flatMap { [$0.name] + $0.aliases } }

  func key(named word: String) -> KeySpec? {
    keys.first { $0.answers(to: word) }
  }
}

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

  init(
    _ name: String, aliases: [String] = [], _ kind: KeyKind, _ standard: KeyValue? = nil, text: String,
    _ summary: String, units: Set<String> = []
  ) {
    self.units = units
    self.name = name
    self.aliases = aliases
    self.kind = kind
    self.standard = standard
    standardText = text
    self.summary = summary
    folded = Set(([name] + aliases).map(Spelling.fold))
  }

  func answers(to word: String) -> Bool { folded.contains(Spelling.fold(word)) }

  /// Whether a value is the word for what holds without it, as `all` or `none`.
  func meansDefault(_ text: String) -> Bool {
    standard == nil && ["all", "none", "random"].contains(standardText) && Spelling.fold(text) == standardText
  }
}

package enum KeyKind: Sendable, Equatable {
  case integer(ClosedRange<Int>)
  case number(Bounds)
  case flag
  /// Canonical words, each with the others that mean it.
  case choice([String: [String]], order: [String])
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

  static func words(_ words: String...) -> KeyKind {
    .choice(Dictionary(uniqueKeysWithValues: words.map { ($0, []) }), order: words)
  }

  static let count = KeyKind.integer(1...1_000_000_000)

  /// The values it takes, in words.
  package var rangeText: String {
    switch self {
    case .integer(let range): range.upperBound >= 1_000_000 ? "\(range.lowerBound) or more" : range.words
    case .number(let bounds): bounds.words
    case .flag: "true or false"
    case .choice(_, let order): order.joined(separator: ", ")
    case .text: "text"
    case .file: "a file's name in quotes"
    case .operand: "an array"
    case .pair: "two arrays, x and y"
    case .shape: "a shape such as 28x28x1"
    case .interval: "a range such as 0..1"
    case .amount: "a count, or a share such as 1/12"
    case .patience: "true, false or a number of epochs"
    case .duration: "seconds, or minutes as in 2 min"
    case .size: "a size such as 2 or 2x2"
    }
  }
}

/// The numbers a setting takes.
package struct Bounds: Sendable, Equatable {
  var low: Double
  var high: Double
  var excludesLow = false
  var excludesHigh = false

  func contains(_ value: Double) -> Bool {
    value.isFinite && (excludesLow ? value > low : value >= low) && (excludesHigh ? value < high : value <= high)
  }

  var words: String {
    let above = excludesLow ? "above \(Words.number(low))" : "\(Words.number(low)) or more"
    if high == .infinity { return above }
    if !excludesLow, excludesHigh { return "from \(Words.number(low)) to below \(Words.number(high))" }
    if !excludesLow, !excludesHigh { return "from \(Words.number(low)) to \(Words.number(high))" }
    return above + (excludesHigh ? " and below " : " and at most ") + Words.number(high)
  }

  static let positive = Bounds(low: 0, high: .infinity, excludesLow: true)
  static let nonNegative = Bounds(low: 0, high: .infinity)
  static let belowOne = Bounds(low: 0, high: 1, excludesHigh: true)
}

extension ClosedRange<Int> {
  var words: String { "from \(lowerBound) to \(upperBound)" }
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
}
