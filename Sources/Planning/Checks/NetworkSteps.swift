import Engine
import Markdown
import Text

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
      let weighted = zip(names, network.layers).filter { $0.1.hasWeights }.map(\.0)
      guard weighted.contains(found) else {
        report(
          Diagnostic(
            id: "no-weights", at: entry.place, "'\(found)' has no weights",
            notes: ["layers with weights are \(Words.list(weighted))"]))
        return nil
      }
      return .weights(network: name.name, layer: found)
    }
    return .weights(network: name.name, layer: nil)
  }

  mutating func plot(_ step: StepSyntax) -> Action? {
    if let first = step.operands.first, case .array? = scope.entries[first.text] {
      report(
        Diagnostic(
          id: "not-a-fit", at: step.operands.range, "'plot' draws how a training went, not an array",
          hint: "write 'show \(step.operands.range.map(source.text) ?? "")' for images"))
      return nil
    }
    guard var name = oneName(step, "fit") else { return nil }
    name.name = id(named: name.name)
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
}
