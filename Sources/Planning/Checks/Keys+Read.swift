import Engine
import Markdown
import Text

extension Checker {
  /// Reads the settings among a step's indented lines; in `build`, the caller gives those that are no layers.
  mutating func keys(of step: StepSyntax, lines: [LineSyntax]? = nil, specs: [KeySpec], owner: String) -> Keys {
    var keys = Keys(specs: specs)
    for line in lines ?? step.lines { read(line, into: &keys, owner: owner) }
    for setting in settings(of: step) where !setting.key.isEmpty && !usedSettings.contains(setting.text) {
      apply(setting, to: &keys, step: step, owner: owner)
    }
    return keys
  }

  /// The setting in `tokens`, `key: value`, checked.
  mutating func read(_ line: LineSyntax, into keys: inout Keys, owner: String) {
    guard !line.isBroken else {
      keys.isWhole = false
      return
    }
    guard let separator = line.tokens.firstIndex(where: { $0.isSeparator }), separator > 0 else {
      keys.isWhole = false
      return report(noSetting(line, keys: keys, owner: owner))
    }
    let nameTokens = line.tokens[..<separator]
    let name = nameTokens.map(\.text).joined(separator: " ")
    let nameRange = nameTokens.range ?? line.range
    guard let spec = keys.specs.first(where: { $0.answers(to: name) }) else {
      keys.isWhole = false
      return report(unknownKey(name, at: nameRange, keys: keys, owner: owner))
    }
    if let earlier = keys.entries[spec.name] {
      let line = source.line(of: earlier.key.range.lowerBound)
      return report(
        Diagnostic(
          id: "duplicate-key", at: nameRange, "'\(spec.name)' is set twice in this step",
          notes: ["it is set to \(earlier.text) on line \(line) already: keep one of the two"]))
    }
    let value = line.tokens[(separator + 1)...]
    let place = Place(range: value.range ?? (line.tokens[separator].range), setting: nil)
    if value.contains(where: { $0.kind == .blank }) {
      keys.isWhole = false
      return report(unfilledBlank(value, "for '\(spec.name)'"))
    }
    if spec.meansDefault(source.text(place.range)) { return }
    switch KeyReader(source: source, spec: spec).read(value) {
    case .success(let read):
      keys.entries[spec.name] = .init(
        value: read, key: Place(range: nameRange, setting: nil), place: place, text: source.text(place.range))
    case .failure(let problem):
      keys.isWhole = false
      report(
        Diagnostic(
          id: problem.id, at: problem.range ?? place.range, problem.summary, hint: problem.hint, notes: problem.notes))
    }
  }

  func unfilledBlank(_ tokens: some Collection<Token>, _ what: String) -> Diagnostic {
    let blank = tokens.first { $0.kind == .blank }
    return Diagnostic(
      id: "unfilled-blank", at: blank?.range ?? tokens.range, "the blank \(what) is still empty",
      hint: "write your answer in its place")
  }

  func unknownKey(_ name: String, at range: Range<Int>, keys: Keys, owner: String) -> Diagnostic {
    let names = keys.specs.flatMap { [$0.name] + $0.aliases }
    let nearest = Suggestion.nearest(name, among: names).map { name in
      keys.specs.first { $0.answers(to: name) }?.name ?? name
    }
    let all = keys.specs.map(\.name)
    var notes: [String] = []
    if nearest == nil {
      notes.append(all.isEmpty ? "it has no settings" : "its settings are \(Words.list(all))")
    }
    return Diagnostic(
      id: "unknown-key", at: range, "'\(owner)' has no setting '\(name)'",
      hint: nearest.map { "did you mean '\($0)'?" }, notes: notes)
  }

  private func noSetting(_ line: LineSyntax, keys: Keys, owner: String) -> Diagnostic {
    let word = line.tokens[0]
    if let spec = keys.specs.first(where: { $0.answers(to: word.text) }) {
      let value = line.tokens.dropFirst().range.map(source.text) ?? spec.sample
      return Diagnostic(
        id: "missing-colon", at: word.range, "the setting '\(spec.name)' needs a colon before its value",
        hint: "write '\(spec.name): \(value)'")
    }
    if word.kind == .word, let verb = Verb.named(word.text) {
      return Diagnostic(
        id: "indented-step", at: word.range,
        "a step must start where the line starts, but '\(verb.rawValue)' is indented",
        hint: "take away the spaces before it")
    }
    let text = source.text(line.range)
    return Diagnostic(
      id: "not-a-setting", at: line.range, "this line is no setting of '\(owner)'",
      notes: ["a setting is written 'key: value'\(text.contains(":") ? "" : ", with a colon")"])
  }
}

extension Bounds {
  fileprivate var sample: String {
    self == .positive ? "0.01" : [0.1, 1].first(where: contains).map(Words.number) ?? "0"
  }
}

extension KeySpec {
  /// A value to show in a message.
  var sample: String {
    switch kind {
    case .integer(let range):
      if case .integer(let value)? = standard, value > 1 {
        "\(value)"
      } else {
        "\([3, 10].first(where: range.contains) ?? 1)"
      }
    case .number(let bounds):
      if case .number(let value)? = standard, value > 0 { Words.number(value) } else { bounds.sample }
    case .flag: "true"
    case .choice(_, let order): order.first ?? ""
    case .text: "\"a few words\""
    case .file: "\"weights.safetensors\""
    case .operand: name.hasPrefix("label") ? "y_train" : "x_train"
    case .pair: "x_val, y_val"
    case .shape: "28x28x1"
    case .interval: "0..1"
    case .amount: "5000"
    case .patience: "3"
    case .duration: "60"
    case .size: "2"
    }
  }
}
