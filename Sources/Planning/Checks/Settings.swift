import Markdown
import Text

extension Checker {
  /// Sets a key from the command line, as strictly as the lesson's own line; it replaces that.
  mutating func apply(_ setting: Setting, to keys: inout Keys, step: StepSyntax, owner: String) {
    usedSettings.insert(setting.text)
    let text = SourceText(setting.text)
    let lexer = Lexer(text, 0..<text.utf8.count)
    let keyStart = setting.step.utf8.count + 1
    let keyRange = keyStart..<(keyStart + setting.key.utf8.count)
    func fail(_ problem: ValueProblem, at range: Range<Int>) {
      keys.isWhole = false
      var diagnostic = Diagnostic(
        id: problem.id, at: problem.range ?? range, problem.summary,
        hint: problem.hint?.replacing("\(setting.key): ", with: "\(setting.step).\(setting.key)="),
        notes: problem.notes)
      diagnostic.setting = setting.text
      report(diagnostic)
    }
    guard let spec = keys.specs.first(where: { $0.answers(to: setting.key) }) else {
      var diagnostic = unknownKey(setting.key, at: keyRange, keys: keys, owner: owner)
      diagnostic.setting = setting.text
      keys.isWhole = false
      return report(diagnostic)
    }
    guard let equals = lexer.tokens.firstIndex(where: { $0.isSymbol("=") }) else {
      return fail(
        ValueProblem(
          id: "missing-value", summary: "'\(spec.name)' has no value", hint: "write '\(spec.name): \(spec.sample)'"),
        at: keyRange)
    }
    let value = lexer.tokens[(equals + 1)...]
    let range = value.range ?? lexer.tokens[equals].range
    if spec.meansDefault(text.text(range)) {
      keys.entries[spec.name] = nil
      return
    }
    switch KeyReader(source: text, spec: spec).read(value) {
    case .success(let read):
      keys.entries[spec.name] = .init(
        value: moved(read, by: base(of: setting)), key: Place(range: keyRange, setting: setting.text),
        place: Place(range: range, setting: setting.text), text: text.text(range))
    case .failure(let problem): fail(problem, at: range)
    }
  }

  /// Operands of the command line lie behind the lesson's end, one setting after the other, so that a problem found
  /// with them later can be traced back.
  private func moved(_ value: KeyValue, by offset: Int) -> KeyValue {
    func move(_ operand: Operand) -> Operand {
      Operand(
        name: operand.name, selection: operand.selection,
        range: (operand.range.lowerBound + offset)..<(operand.range.upperBound + offset))
    }
    switch value {
    case .operand(let operand): return .operand(move(operand))
    case .pair(let x, let y): return .pair(move(x), move(y))
    default: return value
    }
  }

  /// Where the setting's text begins in that count.
  private func base(of setting: Setting) -> Int {
    var base = source.utf8.count + 1
    for other in settings {
      if other.text == setting.text { break }
      base += other.text.utf8.count + 1
    }
    return base
  }

  func settingPlace(of range: Range<Int>) -> Place? {
    guard range.lowerBound > source.utf8.count else { return nil }
    for setting in settings {
      let base = base(of: setting)
      if range.lowerBound >= base, range.upperBound <= base + setting.text.utf8.count {
        return Place(range: (range.lowerBound - base)..<(range.upperBound - base), setting: setting.text)
      }
    }
    return nil
  }

  /// The plan's operands all lie in the lesson: those of the command line at their step.
  func grounded(_ action: Action, at headline: Range<Int>) -> Action {
    func ground(_ operand: Operand) -> Operand {
      guard operand.range.lowerBound > source.utf8.count else { return operand }
      return Operand(name: operand.name, selection: operand.selection, range: headline)
    }
    switch action {
    case .show(var show):
      show.labels = show.labels.map(ground)
      return .show(show)
    case .predict(var predict):
      predict.label = predict.label.map(ground)
      return .predict(predict)
    case .fit(var fit):
      fit.validation = fit.validation.map { .init(x: ground($0.x), y: ground($0.y)) }
      return .fit(fit)
    default: return action
    }
  }

  /// Settings whose step does not exist.
  mutating func reportUnusedSettings() {
    let ids = steps.filter { $0.verb != nil }.map(\.id)
    for setting in settings where !usedSettings.contains(setting.text) {
      if ids.contains(id(named: setting.step)), !setting.key.isEmpty { continue }
      let range = 0..<max(1, setting.step.utf8.count)
      var diagnostic = Diagnostic(id: "unknown-step", at: range, "no step is called '\(setting.step)'")
      if setting.key.isEmpty || setting.step.isEmpty {
        diagnostic = Diagnostic(
          id: "bad-setting", at: 0..<setting.text.utf8.count, "'\(setting.text)' sets nothing",
          notes: ["write it as in --set fit.epochs=20: a step's name, a point, a key, = and a value"])
      } else if let nearest = nearest(setting.step, among: ids) {
        diagnostic.hint = "did you mean '\(nearest)'?"
      } else {
        diagnostic.notes = ["the steps are \(Words.list(ids))"]
      }
      diagnostic.setting = setting.text
      report(diagnostic)
    }
  }
}
