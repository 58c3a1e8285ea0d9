import Text
import Lesson
import Markdown

/// Reads a step's indented lines, and what the command line sets of it, as far as no name must be looked up.
struct KeysReader {
  let source: SourceText
  /// What `lesson help` calls the verb or layer whose settings are read.
  let owner: String
  private(set) var problems: [Diagnostic] = []

  init(source: SourceText, owner: String) {
    self.source = source
    self.owner = owner
  }

  /// What stands on the step's lines, and the problems of its layers.
  mutating func keys(of step: StepSyntax, _ verb: VerbDoc) -> (keys: Keys, problems: [Diagnostic]) {
    if verb.takesLayers {
      var lines = LayerLines(source: source, verb: verb)
      let keys = lines.read(step, &self)
      return (keys, lines.problems)
    }
    var keys = Keys(specs: verb.keys)
    for line in step.lines { read(line, into: &keys) }
    return (keys, [])
  }

  /// The setting in `line`, `key: value`, checked.
  mutating func read(_ line: LineSyntax, into keys: inout Keys) {
    guard !line.isBroken else {
      keys.isValid = false
      return
    }
    guard let separator = line.tokens.firstIndex(where: { $0.isSeparator }), separator > 0 else {
      keys.isValid = false
      return problems.append(noSetting(line, keys: keys))
    }
    let nameTokens = line.tokens[..<separator]
    let name = nameTokens.map { $0.text }.joined(separator: " ")
    let nameRange = nameTokens.range ?? line.range
    guard let spec = keys.specs.first(where: { $0.answers(to: name) }) else {
      if StepSyntax.isAllow(name) { return allow(line.tokens[(separator + 1)...], at: line.range, &keys) }
      keys.isValid = false
      return problems.append(unknownKey(name, at: Place(range: nameRange), keys: keys))
    }
    if let earlier = keys.entries[spec.name] {
      let line = source.line(of: earlier.key.range.lowerBound)
      return problems.append(
        Diagnostic(
          id: .duplicateKey, at: nameRange, "'\(spec.name)' is set twice in this step",
          notes: ["it is set to \(earlier.text) on line \(line) already: keep one of the two"]))
    }
    let value = line.tokens[(separator + 1)...]
    let place = Place(range: value.range ?? (line.tokens[separator].range))
    if value.contains(where: { $0.kind == .blank }) {
      keys.isValid = false
      return problems.append(.unfilledBlank(value, "for '\(spec.name)'"))
    }
    if spec.meansDefault(source.text(place.range)) { return }
    switch KeyReader(source: source, spec: spec).read(value) {
    case .success(let read):
      keys.entries[spec.name] = .init(
        value: read, key: Place(range: nameRange), place: place, text: source.text(place.range))
    case .failure(let problem):
      keys.isValid = false
      problems.append(Diagnostic(problem, at: place))
    }
  }

  /// `allow: raw-pixels, unused-array`, of any step.
  private mutating func allow(_ tokens: ArraySlice<Token>, at line: Range<Int>, _ keys: inout Keys) {
    if tokens.contains(where: { $0.kind == .blank }) {
      keys.isValid = false
      return problems.append(.unfilledBlank(tokens, "for 'allow'"))
    }
    if tokens.isEmpty {
      problems.append(
        Diagnostic(
          .warning, id: .unknownWarning, at: line, "'allow' names no warning", hint: "write 'allow: raw-pixels'"))
    }
    for words in tokens.split(whereSeparator: { $0.isSymbol(",") }) {
      let word = Spelling.fold(words.text)
      guard let range = words.range else { continue }
      if let id = Diagnostic.ID.allCases.first(where: { Spelling.fold($0.rawValue) == word }) {
        keys.allowed.append((id, range))
        continue
      }
      let nearest = Suggestion.nearest(words.text, among: Diagnostic.ID.allCases.map { $0.rawValue })
      problems.append(
        Diagnostic(
          .warning, id: .unknownWarning, at: range, "there is no warning '\(words.text)' that could be allowed",
          hint: nearest.map { "did you mean '\($0)'?" },
          notes: nearest == nil ? ["'lesson check' says below its warnings what they are called"] : []))
    }
  }

  /// Sets a key from the command line, as strictly as the lesson's own line; it replaces that.
  mutating func apply(_ setting: Setting, to keys: inout Keys) {
    let text = SourceText(setting.text)
    let lexer = Lexer(text, 0..<text.utf8.count)
    let keyStart = setting.step.utf8.count + 1
    let keyPlace = Place(range: keyStart..<(keyStart + setting.key.utf8.count), setting: setting.text)
    guard let spec = keys.specs.first(where: { $0.answers(to: setting.key) }) else {
      keys.isValid = false
      return problems.append(unknownKey(setting.key, at: keyPlace, keys: keys))
    }
    guard let equals = lexer.tokens.firstIndex(where: { $0.isSymbol("=") }) else {
      keys.isValid = false
      return problems.append(
        Diagnostic(
          id: .missingValue, at: keyPlace, "'\(spec.name)' has no value",
          hint: "write '\(setting.step).\(spec.name)=\(spec.sample)'"))
    }
    let value = lexer.tokens[(equals + 1)...]
    let place = Place(range: value.range ?? lexer.tokens[equals].range, setting: setting.text)
    if spec.meansDefault(text.text(place.range)) {
      keys.entries[spec.name] = nil
      return
    }
    switch KeyReader(source: text, spec: spec).read(value) {
    case .success(let read):
      let placed = read.mapOperands { operand in
        var operand = operand
        operand.setting = setting.text
        return operand
      }
      keys.entries[spec.name] = .init(value: placed, key: keyPlace, place: place, text: text.text(place.range))
    case .failure(var problem):
      keys.isValid = false
      problem.hint = problem.hint.map {
        $0.substituting("\(setting.step).\(setting.key)=", for: "\(setting.key): ")
      }
      problems.append(Diagnostic(problem, at: place))
    }
  }

  private func unknownKey(_ name: String, at place: Place, keys: Keys) -> Diagnostic {
    if let lesson = Self.foreign[Spelling.fold(name)], keys.specs.contains(where: { $0.name == "epochs" }) {
      return Diagnostic(id: .unknownKey, at: place, "'\(owner)' has no setting '\(name)'", notes: [lesson])
    }
    let nearest = Suggestion.nearest(name, among: keys.specs.flatMap { $0.names }).map { name in
      keys.specs.first { $0.answers(to: name) }?.name ?? name
    }
    let all = keys.specs.map { $0.name }
    var notes: [String] = []
    if nearest == nil {
      notes.append(all.isEmpty ? "it has no settings" : "its settings are \(Words.list(all))")
    }
    return Diagnostic(
      id: .unknownKey, at: place, "'\(owner)' has no setting '\(name)'",
      hint: nearest.map { "did you mean '\($0)'?" }, notes: notes)
  }

  /// Arguments of Keras' `fit` and `compile` that are no settings, and what to write instead.
  private static let foreign: [String: String] = Dictionary(
    uniqueKeysWithValues: [
      ("verbose", "leave it out: a run shows by itself how far it is, and 'lesson run --quiet' shows nothing"),
      ("callbacks", "for EarlyStopping write 'early_stopping: 3'; to stop after a time, 'time_limit: 60'"),
      (
        "steps_per_epoch",
        "leave it out: an epoch sees all samples; to see fewer, write 'on x_train[0:1000], y_train[0:1000]'"
      ),
      ("class_weight", "leave it out: every sample counts alike"),
      ("sample_weight", "leave it out: every sample counts alike"),
      ("initial_epoch", "leave it out: a second 'fit' of the same network goes on where the first one ended"),
      ("workers", "leave it out: 'lesson run --threads N' says how many threads compute"),
    ].map { (Spelling.fold($0.0), $0.1) })

  private func noSetting(_ line: LineSyntax, keys: Keys) -> Diagnostic {
    let word = line.tokens[0]
    if let spec = keys.specs.first(where: { $0.answers(to: word.text) }) {
      let value = line.tokens.dropFirst().range.map { source.text($0) } ?? spec.sample
      return Diagnostic(
        id: .missingColon, at: word.range, "the setting '\(spec.name)' needs a colon before its value",
        hint: "write '\(spec.name): \(value)'")
    }
    if word.kind == .word, let verb = Verb.named(word.text) {
      return Diagnostic(
        id: .indentedStep, at: word.range,
        "a step must start where the line starts, but '\(verb.name)' is indented",
        hint: "take away the spaces before it")
    }
    let hasColon = source.utf8[line.range].contains(UInt8(ascii: ":"))
    return Diagnostic(
      id: .notASetting, at: line.range, "this line is no setting of '\(owner)'",
      notes: ["a setting is written 'key: value'\(hasColon ? "" : ", with a colon")"])
  }
}
