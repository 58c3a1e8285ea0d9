import Markdown
package import Networks
import Text

extension RateSchedule {
  /// As a lesson names them.
  package enum Name: String, Sendable, CaseIterable {
    case cosine, exponential, step, plateau

    fileprivate var otherNames: [String] {
      switch self {
      case .cosine: ["cosine_decay"]
      case .exponential: ["exponential_decay"]
      case .step: ["step_decay", "staircase"]
      case .plateau: ["reduce_on_plateau", "reduce_lr_on_plateau"]
      }
    }

    init?(_ word: String) {
      // `CosineDecay` is Keras' class.
      func folded(_ word: String) -> String { Spelling.fold(word).filter { $0 != "_" } }
      let own = folded(word)
      let found = Self.allCases.first { name in
        ([name.rawValue] + name.otherNames).contains { folded($0) == own }
      }
      guard let found else { return nil }
      self = found
    }

    /// With all that may stand behind it.
    fileprivate var form: String {
      switch self {
      case .cosine: "cosine 0.01 to 0.0001 warmup 2 over 20"
      case .exponential: "exponential 0.01 by 0.9 every 1"
      case .step: "step 0.01 by 0.5 every 5"
      case .plateau: "plateau 0.01 by 0.1 after 10 to 0.0001"
      }
    }

    fileprivate var parts: [RatePart] {
      switch self {
      case .cosine: [.to, .warmup, .over]
      case .exponential, .step: [.by, .every]
      case .plateau: [.by, .after, .to]
      }
    }
  }

  /// As a lesson may have it.
  /// - Parameter number: how numbers with decimals are written.
  package func text(number: (Double) -> String) -> String {
    let rate = number(start)
    switch course {
    case .constant: return rate
    case .cosine(let end, let warmup, let over):
      let words =
        [end == 0 ? nil : "to \(number(end))", warmup == 0 ? nil : "warmup \(warmup)", over.map { "over \($0)" }]
      return (["cosine \(rate)"] + words.compactMap { $0 }).joined(separator: " ")
    case .exponential(let factor, let every):
      return "exponential \(rate) by \(number(factor))" + (every == 1 ? "" : " every \(every)")
    case .step(let factor, let every):
      return "step \(rate) by \(number(factor))" + (every == 1 ? "" : " every \(every)")
    case .plateau(let factor, let patience, let least):
      return "plateau \(rate) by \(number(factor)) after \(patience)" + (least == 0 ? "" : " to \(number(least))")
    }
  }
}

/// A word of a schedule, with a number behind it.
private enum RatePart: String { case to, by, every, after, warmup, over }

extension KeyReader {
  /// `0.01`, or a schedule: its name, the first rate, and words with numbers behind them.
  func rate(_ tokens: ArraySlice<Token>) -> Result<KeyValue, ValueProblem> {
    guard let first = tokens.first, first.kind == .word else {
      return KeyReader(source: source, spec: constant).read(tokens)
    }
    guard let name = RateSchedule.Name(first.text) else { return .failure(unknownSchedule(first, tokens)) }
    var rest = tokens.dropFirst()
    do throws(ValueProblem) {
      guard let start = try number(&rest, in: .positive, "the learning rate") else {
        throw ValueProblem(
          id: .badValue, range: first.range, summary: "'\(name.rawValue)' needs the learning rate that it starts from",
          hint: "write '\(spec.name): \(name.form)'")
      }
      var parts: [RatePart: Double] = [:]
      while let word = rest.first {
        rest = rest.dropFirst()
        if word.isSymbol(",") { continue }
        guard let part = RatePart(rawValue: word.text.lowercased()), name.parts.contains(part) else {
          throw unknownPart(word, of: name)
        }
        guard parts[part] == nil else {
          throw ValueProblem(id: .badValue, range: word.range, summary: "'\(part.rawValue)' stands there twice")
        }
        parts[part] = try value(of: part, &rest, from: start, word)
        if let unit = rest.first, ["epoch", "epochs"].contains(unit.text.lowercased()), !part.isRate {
          rest = rest.dropFirst()
        }
      }
      return .success(.rate(RateSchedule(start: start, course: try course(name, parts, first))))
    } catch { return .failure(error) }
  }

  /// The setting as a single number.
  private var constant: KeySpec {
    KeySpec(spec.name, .number(.positive), text: spec.standardText, spec.summary)
  }

  private func course(
    _ name: RateSchedule.Name, _ parts: [RatePart: Double], _ word: Token
  ) throws(ValueProblem) -> RateSchedule.Course {
    func count(_ part: RatePart) -> Int? { parts[part].map { Int($0) } }
    switch name {
    case .cosine: return .cosine(end: parts[.to] ?? 0, warmup: count(.warmup) ?? 0, over: count(.over))
    case .plateau:
      return .plateau(factor: parts[.by] ?? 0.1, patience: count(.after) ?? 10, least: parts[.to] ?? 0)
    case .exponential, .step:
      guard let factor = parts[.by] else {
        throw ValueProblem(
          id: .badValue, range: word.range,
          summary: "'\(name.rawValue)' needs 'by' and a number below 1 that it multiplies with",
          hint: "write '\(spec.name): \(name.form)'")
      }
      let every = count(.every) ?? 1
      return name == .step ? .step(factor: factor, every: every) : .exponential(factor: factor, every: every)
    }
  }

  /// What stands behind one of its words.
  private func value(
    of part: RatePart, _ rest: inout ArraySlice<Token>, from start: Double, _ word: Token
  ) throws(ValueProblem) -> Double {
    let place = rest
    guard let value = try number(&rest, in: part.bounds, "the number behind '\(part.rawValue)'") else {
      throw ValueProblem(
        id: .badValue, range: word.range, summary: "'\(part.rawValue)' needs a number behind it",
        hint: "write '\(part.rawValue) \(part.sample)'")
    }
    if !part.isRate, part != .by, value != value.rounded() {
      throw ValueProblem(
        id: .badValue, range: place.first?.range,
        summary: "'\(part.rawValue)' counts epochs, so \(Words.number(value)) cannot stand there",
        hint: "write '\(part.rawValue) \(max(1, Int(value)))'")
    }
    if part == .to, value >= start {
      throw ValueProblem(
        id: .outOfRange, range: place.first?.range,
        summary: "the learning rate falls, so \(Words.number(value)) must be less than \(Words.number(start))")
    }
    return value
  }

  /// The number at the beginning of `rest`, which loses it; nil where there is none.
  private func number(
    _ rest: inout ArraySlice<Token>, in bounds: Bounds, _ what: String
  ) throws(ValueProblem) -> Double? {
    let end = rest.firstIndex { $0.kind == .word || $0.isSymbol(",") } ?? rest.endIndex
    let own = rest[..<end]
    guard !own.isEmpty else { return nil }
    guard let value = Numbers.number(own) else {
      throw ValueProblem(
        id: .badValue, range: own.range, summary: "\(what) must be one number, not '\(written(own))'")
    }
    guard bounds.contains(value), bounds.contains(Double(Float(value))) else {
      throw ValueProblem(
        id: .outOfRange, range: own.range, summary: "\(what) must be \(bounds.words), not \(written(own))")
    }
    rest = rest[end...]
    return value
  }

  private func unknownSchedule(_ word: Token, _ tokens: ArraySlice<Token>) -> ValueProblem {
    let names = RateSchedule.Name.allCases
    let nearest = Suggestion.nearest(word.text, among: names.flatMap { [$0.rawValue] + $0.otherNames })
    let meant = nearest.flatMap { RateSchedule.Name($0) }
    return ValueProblem(
      id: .badValue, range: word.range,
      summary: "'\(spec.name)' needs a number, or a schedule's name, not '\(word.text)'",
      hint: meant.map { "write '\(spec.name): \($0.form)'" },
      notes: meant == nil ? ["the schedules are written " + Words.list(names.map { "'\($0.form)'" }, "or")] : [])
  }

  private func unknownPart(_ word: Token, of name: RateSchedule.Name) -> ValueProblem {
    let parts = name.parts.map { $0.rawValue }
    let nearest = Suggestion.nearest(word.text, among: parts)
    return ValueProblem(
      id: .badValue, range: word.range, summary: "'\(name.rawValue)' knows no '\(word.text)'",
      hint: nearest.map { "did you mean '\($0)'?" },
      notes: nearest == nil ? ["it is written '\(spec.name): \(name.form)'"] : [])
  }
}

extension RatePart {
  /// Whether it is a learning rate; the others but `by` count epochs.
  fileprivate var isRate: Bool { self == .to }

  fileprivate var bounds: Bounds {
    switch self {
    case .to: .nonNegative
    case .by: Bounds(low: 0, high: 1, excludesLow: true, excludesHigh: true)
    case .every, .after, .over: Bounds(low: 1, high: 1_000_000)
    case .warmup: Bounds(low: 0, high: 1_000_000)
    }
  }

  fileprivate var sample: String {
    switch self {
    case .to: "0.0001"
    case .by: "0.5"
    case .every, .after: "5"
    case .warmup: "2"
    case .over: "20"
    }
  }
}
