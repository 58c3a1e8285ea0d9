import Engine
import Markdown

/// Goes through the steps once, in order, looks every name up and infers every shape. A step with a problem gives no
/// action, and what it would have made is marked broken, so that one mistake is reported once.
struct Checker {
  let source: SourceText
  let surroundings: Surroundings
  let settings: [Setting]
  let steps: [StepSyntax]
  var scope = Scope()
  var planned: [PlannedStep] = []
  /// Where a step of this id stands in `steps`, and in `planned`.
  let indices: [String: Int]
  /// By their ids with all spellings alike.
  private let foldedIDs: [String: String]
  /// Where the steps that make a name start.
  let makers: [String: [Int]]
  /// The verbs that were probably meant by those that do not exist.
  let meant: Set<Verb>
  var plannedIndices: [String: Int] = [:]
  /// The last `fit`, and the files that a `save` above writes.
  var lastFit: String?
  var savedFiles: Set<String> = []
  var diagnostics: [Diagnostic] = []
  var usedSettings: Set<String> = []
  /// Each step's settings, for `lesson params`.
  var keysOfSteps: [(step: StepSyntax, keys: Keys)] = []

  init(source: SourceText, surroundings: Surroundings, settings: [Setting], steps: [StepSyntax]) {
    self.source = source
    self.surroundings = surroundings
    self.settings = settings
    self.steps = steps
    var makers: [String: [Int]] = [:]
    for step in steps {
      let names = (step.clauses[.as]?.tokens ?? []) + (step.verb == .build ? step.operands : [])
      for name in names where name.kind == .word { makers[name.text, default: []].append(step.range.lowerBound) }
    }
    self.makers = makers
    meant = Set(steps.compactMap(\.meant))
    indices = Dictionary(
      steps.indices.filter { steps[$0].verb != nil }.map { (steps[$0].id, $0) }, uniquingKeysWith: { first, _ in first }
    )
    foldedIDs = Dictionary(
      indices.keys.sorted().map { (Spelling.fold($0), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The id of the step that is meant: capitals, hyphens and underscores do not matter.
  func id(named name: String) -> String { indices[name] != nil ? name : foldedIDs[Spelling.fold(name)] ?? name }

  func settings(of step: StepSyntax) -> [Setting] { settings.filter { id(named: $0.step) == step.id } }

  mutating func report(_ diagnostic: Diagnostic) {
    var diagnostic = diagnostic
    if let range = diagnostic.range, let place = settingPlace(of: range) {
      diagnostic.range = place.range
      diagnostic.setting = place.setting
    }
    diagnostics.append(diagnostic)
  }

  /// Where everything is wrong, no more time is spent on looking for what was meant.
  var isFlooded: Bool { diagnostics.count >= Planner.shownProblems }

  /// The nearest of the names a lesson has made.
  func nearest(_ word: String, among names: @autoclosure () -> [String]) -> String? {
    isFlooded ? nil : Suggestion.nearest(word, among: names())
  }

  mutating func check() {
    for step in steps { check(step) }
    reportSharedNames()
    reportUnusedSettings()
    finish()
  }

  /// Two steps cannot have one id: an array's second name is told of elsewhere.
  private mutating func reportSharedNames() {
    for group in Dictionary(grouping: steps.filter { $0.verb != nil }, by: \.id).values where group.count > 1 {
      guard let last = group.last(where: { $0.verb?.doc.naming == .step && $0.verb != .predict && $0.isNamed }),
        let other = group.first(where: { $0.range != last.range }), let name = last.clauses[.as]?.tokens.first
      else { continue }
      report(
        Diagnostic(
          id: "duplicate-name", at: name.range, "another step is called '\(last.id)'",
          hint: "choose another name, such as '\(last.id)_2'",
          notes: ["it stands on line \(source.line(of: other.range.lowerBound))"]))
    }
  }

  private mutating func check(_ step: StepSyntax) {
    guard let verb = step.verb, !step.isBroken else { return poison(step) }
    let before = changing(step)
    var keys = Keys(specs: verb.doc.keys)
    if verb != .build { keys = self.keys(of: step, specs: verb.doc.keys, owner: verb.rawValue) }
    let action = action(verb, step, &keys)
    keysOfSteps.append((step, keys))
    guard let action, keys.isWhole else { return poison(step, before) }
    plannedIndices[step.id] = plannedIndices[step.id] ?? planned.count
    if case .fit = action { lastFit = step.id }
    if case .save(_, let file) = action { savedFiles.insert(file) }
    planned.append(
      PlannedStep(
        id: step.id, verb: verb.rawValue, action: grounded(action, at: step.headline), range: step.range,
        headline: step.headline, stream: step.stream, settings: settings(of: step).map { $0.text }))
  }

  private mutating func action(_ verb: Verb, _ step: StepSyntax, _ keys: inout Keys) -> Action? {
    guard checkClauses(verb, step) else {
      // The layers have nothing to do with the clauses.
      if verb == .build { _ = layers(of: step, &keys) }
      return nil
    }
    switch verb {
    case .load: return load(step, keys)
    case .shape: return operands(step).map(Action.shape)
    case .print: return print(step, keys)
    case .show: return show(step, keys)
    case .histogram: return histogram(step, keys)
    case .flatten: return flatten(step)
    case .reshape: return reshape(step)
    case .normalise: return normalise(step, keys)
    case .standardise: return standardise(step)
    case .invert: return invert(step)
    case .oneHot: return oneHot(step, keys)
    case .split: return split(step, keys)
    case .shuffle: return shuffle(step)
    case .augment: return augment(step, keys)
    case .build: return build(step, &keys)
    case .summary: return onlyNetwork(step).map { .summary(network: $0) }
    case .diagram: return onlyNetwork(step).map { .diagram(network: $0) }
    case .fit: return fit(step, keys)
    case .plot: return plot(step)
    case .evaluate: return evaluate(step, keys)
    case .predict: return predict(step, keys)
    case .argmax: return argmax(step)
    case .confusionMatrix: return judged(step).map { .confusionMatrix($0, normalise: keys.flag("normalise")) }
    case .classificationReport: return judged(step).map { .classificationReport($0) }
    case .mistakes: return mistakes(step, keys)
    case .weights: return weights(step, keys)
    case .save: return save(step)
    case .restore: return restore(step)
    case .expect: return expect(step)
    }
  }

  /// The arrays that a step is to change into something else, as they are before it.
  private func changing(_ step: StepSyntax) -> [String: ArrayFact] {
    guard let verb = step.verb ?? step.meant, verb != .shuffle,
      verb.doc.naming == .inPlace || (verb == .oneHot && step.clauses[.as] == nil)
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
    if verb == .build { names += step.operands.prefix(1) }
    if step.verb?.doc.naming == .step, step.verb != .build, step.verb != .predict { names = [] }
    let wanted = verb == .load && step.operands.first?.kind != .quoted ? 4 : 1
    if let verb, [.load, .split, .argmax].contains(verb), names.filter({ $0.kind == .word }).count < wanted {
      scope.lacksNames = true
    }
    for name in names where name.kind == .word && scope.entries[name.text] == nil {
      scope.define(name.text, .broken, at: name.range)
    }
    for (name, fact) in before ?? changing(step) {
      if case .array(let now)? = scope.entries[name], now == fact { scope.update(name, .broken) }
    }
  }
}
