import Text
import Engine
import Networks
import Lesson
import Markdown

/// Goes through the steps once, in order, looks every name up and infers every shape. A step with a problem is not
/// planned, and what it would have made is marked broken, so that one mistake is reported once.
struct Checker {
  let source: SourceText
  let surroundings: Surroundings
  var settings: [Setting]
  let steps: [StepSyntax]
  var scope = Scope()
  /// Of the lesson's random numbers.
  var seed: UInt64 = 0
  var planned: [PlannedStep] = []
  /// Where a step of this id stands in `steps`, and in `planned`.
  let indices: [String: Int]
  /// By their ids with all spellings alike.
  private let foldedIDs: [String: String]
  /// Where the steps that make a name start.
  let makers: [String: [Int]]
  /// The names of the verbs that were probably meant by those that do not exist.
  let meant: Set<String>
  var plannedIndices: [String: Int] = [:]
  var diagnostics: [Diagnostic] = []
  var usedSettings: Set<String> = []
  /// Each step's settings, for `lesson params`.
  private(set) var keysOfSteps: [(step: StepSyntax, keys: Keys)] = []

  init(source: SourceText, surroundings: Surroundings, settings: [Setting], steps: [StepSyntax]) {
    self.source = source
    self.surroundings = surroundings
    self.settings = settings
    self.steps = steps
    var makers: [String: [Int]] = [:]
    var indices: [String: Int] = [:]
    for (index, step) in steps.enumerated() {
      let names = (step.clauses[.as]?.tokens ?? []) + (step.verb?.takesLayers == true ? step.operands : [])
      for name in names where name.kind == .word { makers[name.text, default: []].append(step.range.lowerBound) }
      if step.verb != nil, indices[step.id] == nil { indices[step.id] = index }
    }
    self.makers = makers
    self.indices = indices
    meant = Set(steps.compactMap { $0.meant?.name })
    var foldedIDs: [String: String] = [:]
    for id in indices.keys.sorted() where foldedIDs[Spelling.fold(id)] == nil { foldedIDs[Spelling.fold(id)] = id }
    self.foldedIDs = foldedIDs
  }

  /// The id of the step that is meant: capitals, hyphens and underscores do not matter.
  func id(named name: String) -> String { indices[name] != nil ? name : foldedIDs[Spelling.fold(name)] ?? name }

  func settings(of step: StepSyntax) -> [Setting] { settings.filter { id(named: $0.step) == step.id } }

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// Reports a problem that ends what is being checked.
  mutating func refuse<Value>(_ diagnostic: Diagnostic) -> Value? {
    report(diagnostic)
    return nil
  }

  /// Where everything is wrong, no more time is spent on looking for what was meant.
  var isFlooded: Bool { diagnostics.count >= Planner.shownProblems }

  /// The nearest of the names a lesson has made.
  func nearest(_ word: String, among names: @autoclosure () -> [String]) -> String? {
    isFlooded ? nil : Suggestion.nearest(word, among: names())
  }

  /// - Parameter isBroken: whether the lesson's form has errors.
  mutating func check(isBroken: Bool) {
    check(steps[...])
    reportSharedNames()
    reportUnusedSettings()
    // What is wrong elsewhere may be why something is not used.
    guard !isBroken, !diagnostics.contains(where: { $0.severity == .error }) else { return }
    let unused = Unused(scope: scope, steps: steps, planned: planned)
    diagnostics += unused.networks + unused.arrays
  }

  /// As far as each is right by itself.
  mutating func check(_ steps: ArraySlice<StepSyntax>) {
    for step in steps { check(step) }
  }

  /// Two steps cannot have one id: an array's second name is told of elsewhere.
  private mutating func reportSharedNames() {
    for group in Dictionary(grouping: steps.filter { $0.verb != nil }, by: { $0.id }).values where group.count > 1 {
      guard let last = group.last(where: { $0.verb?.naming == .step && $0.isNamed }),
        let other = group.first(where: { $0.range != last.range }), let name = last.clauses[.as]?.tokens.first
      else { continue }
      report(
        Diagnostic(
          id: .duplicateName, at: name.range, "another step is called '\(last.id)'",
          hint: "choose another name, such as '\(last.id)_2'",
          notes: ["it stands on line \(source.line(of: other.range.lowerBound))"]))
    }
  }

  private mutating func check(_ step: StepSyntax) {
    guard let doc = step.verb, let verb = Verb.named(doc.name), !step.isBroken else { return poison(step) }
    let before = changing(step)
    let keys = keys(of: step, doc)
    keysOfSteps.append((step, keys))
    guard clausesFit(doc, step), let checked = verb.check(&self, step, keys), keys.isValid else {
      return poison(step, before)
    }
    let planned = plannedStep(step, of: verb, keys: keys, checked)
    plannedIndices[step.id] = plannedIndices[step.id] ?? self.planned.count
    for resource in planned.effects.makes {
      if case .training(let id) = resource { scope.lastFit = id }
      if case .file(let name) = resource { scope.savedFiles.insert(name) }
    }
    self.planned.append(planned)
  }

  private func plannedStep(_ step: StepSyntax, of verb: Verb, keys: Keys, _ checked: Checked) -> PlannedStep {
    var settings: [String: KeyValue] = [:]
    for spec in keys.specs { settings[spec.name] = keys.entries[spec.name]?.value ?? spec.standard }
    for (name, value) in checked.settings { settings[name] = value }
    // When it runs, operands of the command line belong to their step.
    let headline = step.headline
    settings = settings.mapValues { value in
      value.mapOperands { operand in
        operand.setting == nil ? operand : Operand(name: operand.name, selection: operand.selection, range: headline)
      }
    }
    var planned = PlannedStep(
      id: step.id, verb: verb, operands: checked.operands, data: checked.data, names: checked.names,
      settings: settings, layers: checked.layers, stream: step.stream,
      places: .init(range: step.range, headline: headline, file: checked.file),
      changes: self.settings(of: step).map { $0.text })
    planned.trials = checked.trials
    return planned
  }

  /// The arrays that a step is to change into something else, as they are before it.
  private func changing(_ step: StepSyntax) -> [String: ArrayFact] {
    guard let verb = step.verb ?? step.meant, !verb.keepsFacts,
      verb.naming == .inPlace || (verb.naming == .arrayOrInPlace && step.clauses[.as] == nil)
    else { return [:] }
    var facts: [String: ArrayFact] = [:]
    for token in step.operands where token.kind == .word {
      if case .array(let fact)? = scope.entries[token.text], fact.role != .oneHot { facts[token.text] = fact }
    }
    return facts
  }

  /// What a broken step would have made exists, but nothing is known of it; nor of what it would have changed.
  private mutating func poison(_ step: StepSyntax, _ before: [String: ArrayFact]? = nil) {
    let verb = step.verb ?? step.meant
    var names = step.clauses[.as]?.tokens ?? []
    if verb?.takesLayers == true { names += step.operands.prefix(1) }
    if let verb = step.verb, verb.naming == .step, !verb.takesLayers { names = [] }
    let words = names.filter { $0.kind == .word }
    if let verb, verb.naming == .arrays, words.count < Verb.named(verb.name)?.leastNames(step) ?? 1 {
      scope.lacksNames = true
    }
    for name in words where scope.entries[name.text] == nil { scope.define(name.text, .broken, at: name.range) }
    for (name, fact) in before ?? changing(step) {
      if case .array(let now)? = scope.entries[name], now == fact { scope.update(name, .broken) }
    }
  }

  /// Every setting of every step, in order.
  var parameters: [Parameter] {
    keysOfSteps.flatMap { step, keys in
      parameters(of: step, keys)
        + keys.written.compactMap { written in
          written.layer.map { layer in
            Parameter(
              step: step.id, key: written.name, value: written.text, standard: "as written", range: layer.rangeText,
              summary: layer.kind.summary, place: written.range, isLayer: true)
          }
        }
    }
  }

  private func parameters(of step: StepSyntax, _ keys: Keys) -> [Parameter] {
    keys.specs.map { spec in
      let entry = keys.entries[spec.name]
      return Parameter(
        step: step.id, key: spec.name, value: entry?.text, standard: spec.standardText, range: spec.kind.rangeText,
        summary: spec.summary,
        place: entry.flatMap { $0.place.setting == nil ? $0.place.range : nil } ?? step.headline)
    }
  }

  /// What stands on a step's indented lines and on the command line.
  mutating func keys(of step: StepSyntax, _ verb: VerbDoc) -> Keys {
    var reader = KeysReader(source: source, owner: verb.name)
    var (keys, problems) = reader.keys(of: step, verb)
    diagnostics += problems
    for setting in settings(of: step) where !setting.key.isEmpty && usedSettings.insert(setting.text).inserted {
      reader.apply(setting, to: &keys)
    }
    diagnostics += reader.problems
    return keys
  }

  /// Settings whose step does not exist.
  mutating func reportUnusedSettings() {
    let ids = steps.filter { $0.verb != nil }.map { $0.id }
    for setting in settings where !usedSettings.contains(setting.text) {
      if ids.contains(id(named: setting.step)), !setting.key.isEmpty { continue }
      let range = 0..<max(1, setting.step.utf8.count)
      var diagnostic = Diagnostic(id: .unknownStep, at: range, "no step is called '\(setting.step)'")
      if setting.key.isEmpty || setting.step.isEmpty {
        diagnostic = Diagnostic(
          id: .badSetting, at: 0..<setting.text.utf8.count, "'\(setting.text)' sets nothing",
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

  /// A report does without a picture, but an author wants to know.
  mutating func checkPictures(_ pictures: [(name: String, range: Range<Int>)]) {
    for (name, range) in pictures {
      guard case .failure(let problem) = surroundings.picture(name) else { continue }
      report(
        Diagnostic(
          .warning, id: .missingPicture, at: range, "\(problem.summary), so only the picture's words are shown",
          hint: problem.hint, notes: problem.notes))
    }
  }
}
