import Engine
import Markdown

extension Checker {
  /// `net` of `summary net`; its shapes come from the data it is used on, maybe further down.
  mutating func onlyNetwork(_ step: StepSyntax) -> String? {
    guard let name = oneName(step, "network"), network(name.name, at: name.range) != nil else { return nil }
    return name.name
  }

  mutating func weights(_ step: StepSyntax, _ keys: Keys) -> Action? {
    guard let name = oneName(step, "network"), let network = network(name.name, at: name.range) else { return nil }
    if let layer = keys.text("layer"), let entry = keys.entries["layer"] {
      let names = LayerSpec.names(of: network.layers)
      let found = names.first { Spelling.fold($0) == Spelling.fold(layer) }
      guard let found else {
        report(
          Diagnostic(
            id: "unknown-layer", at: entry.place, "'\(name.name)' has no layer '\(layer)'",
            hint: Suggestion.nearest(layer, among: names).map { "did you mean '\($0)'?" },
            notes: Suggestion.nearest(layer, among: names) == nil ? ["its layers are \(Words.list(names))"] : []))
        return nil
      }
      return .weights(network: name.name, layer: found)
    }
    return .weights(network: name.name, layer: nil)
  }

  mutating func save(_ step: StepSyntax) -> Action? {
    if lacksWord(.to, step) { return nil }
    guard let name = oneName(step, "network") else { return nil }
    let network = network(name.name, at: name.range)
    guard let file = file(step, .to), network != nil else { return nil }
    guard Self.isFileName(file.text) else {
      report(
        Diagnostic(
          id: "bad-file-name", at: file.range, "'\(file.text)' is no file name to save under",
          notes: ["it is written into the report's folder, so give a name alone, such as \"network.safetensors\""]))
      return nil
    }
    return .save(network: name.name, file: file.text)
  }

  /// A name in the report's folder that the report itself does not take.
  private static func isFileName(_ name: String) -> Bool {
    !name.isEmpty && !name.contains("/") && !name.hasPrefix(".")
      && !["report.html", "report.md", "figures"].contains(name)
  }

  mutating func restore(_ step: StepSyntax) -> Action? {
    if lacksWord(.from, step) { return nil }
    guard let name = oneName(step, "network") else { return nil }
    let network = network(name.name, at: name.range)
    guard let file = file(step, .from), let network else { return nil }
    guard weightsFit(network, file.text, at: Place(range: file.range)) else { return nil }
    return .restore(network: name.name, file: file.text, range: file.range)
  }

  /// Whether the weights in a file that is there already are those of the network, as far as its shapes are known.
  mutating func weightsFit(_ network: NetworkFact, _ file: String, at place: Place) -> Bool {
    guard !savedFiles.contains(file) else { return true }
    var diagnostic: Diagnostic?
    switch surroundings.weightsFile(file) {
    case .failure(let problem): diagnostic = unavailable(problem, at: place.range)
    case .success(let weights):
      guard let inputShape = network.inputShape else { return true }
      do { try network.layers.check(weights: weights, inputShape: inputShape) } catch {
        if case .badWeights(let words) = error {
          diagnostic = Diagnostic(id: "bad-weights", at: place.range, "\(file): \(words)")
        }
      }
    }
    guard var diagnostic else { return true }
    diagnostic.setting = place.setting
    report(diagnostic)
    return false
  }

  /// `restore network "file"` and `save network as "file"`, without the word that belongs before the file.
  private mutating func lacksWord(_ clause: StepSyntax.Clause, _ step: StepSyntax) -> Bool {
    let others = StepSyntax.Clause.allCases.flatMap { $0 == clause ? [] : step.clauses[$0]?.tokens ?? [] }
    guard step.clauses[clause] == nil, let file = (step.operands + others).first(where: { $0.kind == .quoted }) else {
      return false
    }
    report(
      Diagnostic(
        id: "missing-clause", at: file.range, "the word '\(clause.rawValue)' is missing before the file's name",
        hint: "write '\(clause.rawValue) \"\(file.text)\"'"))
    return true
  }

  private mutating func file(_ step: StepSyntax, _ clause: StepSyntax.Clause) -> Token? {
    let example = "\(clause.rawValue) \"digits.safetensors\""
    guard let tokens = step.clauses[clause]?.tokens, let first = tokens.first else {
      report(
        Diagnostic(
          id: "missing-clause", at: step.headline, "'\(step.verb?.rawValue ?? "")' needs a file's name",
          hint: "write '\(example)' at its end"))
      return nil
    }
    guard tokens.count == 1, first.kind != .symbol, !first.text.isEmpty else {
      report(
        Diagnostic(
          id: "file-not-quoted", at: tokens.range, "a file's name stands in quotes", hint: "write '\(example)'"))
      return nil
    }
    return first
  }

  mutating func plot(_ step: StepSyntax) -> Action? {
    if let first = step.operands.first, case .array? = scope.entries[first.text] {
      report(
        Diagnostic(
          id: "not-a-fit", at: step.operands.range, "'plot' draws how a training went, not an array",
          hint: "write 'show \(step.operands.range.map(source.text) ?? "")' for images"))
      return nil
    }
    guard let name = oneName(step, "fit") else { return nil }
    if let lastFit, Verb.named(name.name) == .fit, plannedIndices[name.name] == nil { return .plotFit(step: lastFit) }
    if let lastFit, name.name == "fit" { return .plotFit(step: lastFit) }
    if let index = plannedIndices[name.name], case .fit = planned[index].action { return .plotFit(step: name.name) }
    guard !isFlooded else {
      report(Diagnostic(id: "unknown-fit", at: name.range, "there is no fit '\(name.name)' to plot"))
      return nil
    }
    let syntaxes = steps.filter { $0.verb == .fit }
    let fits = planned.filter { if case .fit = $0.action { true } else { false } }
    // A fit that is there but has a problem is reported already.
    let broken = syntaxes.filter { $0.range.lowerBound < step.range.lowerBound }
    if broken.contains(where: { $0.id == name.name || $0.verb.map { $0 == Verb.named(name.name) } == true }) {
      return nil
    }
    if meant.contains(.fit) { return nil }
    scope.missingSteps.insert(name.name)
    var diagnostic = Diagnostic(id: "unknown-fit", at: name.range, "there is no fit '\(name.name)' to plot")
    if let later = syntaxes.first(where: { $0.id == name.name }) {
      diagnostic.summary = "'\(name.name)' comes only later, so there is nothing to plot yet"
      diagnostic.notes = ["move this step below line \(source.line(of: later.range.lowerBound))"]
    } else if ["history", "accuracy", "loss", "training"].contains(name.name.lowercased()) {
      diagnostic.hint = "write 'plot fit'"
    } else if let nearest = nearest(name.name, among: fits.map(\.id)) {
      diagnostic.hint = "did you mean '\(nearest)'?"
    } else if fits.isEmpty {
      diagnostic.notes = ["train first: 'fit network on x_train, y_train'"]
    } else {
      diagnostic.notes = ["the fits so far are \(Words.list(fits.map(\.id))); 'plot fit' plots the last one"]
    }
    report(diagnostic)
    return nil
  }

  /// Whatever can be said only when all steps are known.
  mutating func finish() {
    let tried = tried
    // What was wrong elsewhere may be why.
    let isFirstProblem = !diagnostics.contains { $0.severity == .error }
    for name in scope.networks {
      guard case .network(let network)? = scope.entries[name], network.inputShape == nil, !tried.contains(name) else {
        continue
      }
      guard isFirstProblem else { continue }
      let step = planned[network.index]
      let isAsked = planned.contains { $0.action.asksForShapes(of: name) }
      let samples = scope.arrays.compactMap { array -> [Int]? in
        guard case .array(let fact)? = scope.entries[array], fact.role == .values, fact.shape.count > 1 else {
          return nil
        }
        return fact.shape.dropFirst().compactMap(\.self)
      }
      let input = (samples.first ?? [28, 28, 1]).map(String.init).joined(separator: "x")
      report(
        Diagnostic(
          isAsked ? .error : .warning, id: "unknown-input", at: step.headline,
          "the shapes of '\(name)' are not known, because it is never used on data",
          notes: ["use it, with 'fit \(name) on x_train, y_train', or add 'input: \(input)' below"]))
    }
    noteUnused()
  }

  /// The networks that steps, with a problem of their own perhaps, were to use on data.
  private var tried: Set<String> {
    let usesData: Set<Verb> = [.fit, .evaluate, .predict, .confusionMatrix, .classificationReport, .mistakes]
    if !meant.isDisjoint(with: usesData) { return Set(scope.networks) }
    return Set(steps.filter { $0.verb.map(usesData.contains) == true }.flatMap { $0.operands.map(\.text) })
  }

  /// Arrays that a step made and none uses. A data set's four names are there whether they are needed or not.
  private mutating func noteUnused() {
    var wanted: Set<String> = []
    for step in planned {
      switch step.action {
      case .loadFile(let load): wanted.formUnion(load.names)
      case .split(let split): wanted.formUnion(split.into)
      case .oneHot(let labels, let name, _): if name != labels { wanted.insert(name) }
      case .argmax(_, let name): wanted.insert(name)
      case .predict(let predict): if let name = predict.into { wanted.insert(name) }
      default: break
      }
    }
    for name in scope.names where wanted.contains(name) && !scope.used.contains(name) {
      guard let place = scope.places[name] else { continue }
      report(Diagnostic(.note, id: "unused-array", at: place, "'\(name)' is made, but no step uses it"))
    }
  }
}

extension Action {
  /// Whether it shows or stores what depends on the network's input.
  fileprivate func asksForShapes(of name: String) -> Bool {
    switch self {
    case .summary(let network), .diagram(let network), .weights(let network, _), .save(let network, _),
      .restore(let network, _, _):
      network == name
    default: false
    }
  }
}
