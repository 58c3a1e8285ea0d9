import Engine
import Networks
import Markdown

extension Checker {
  mutating func save(_ step: StepSyntax) -> Action? {
    if lacksWord(.to, step) { return nil }
    guard let name = oneName(step, "network") else { return nil }
    let network = network(name.name, at: name.range)
    guard let file = file(step, .to), network != nil else { return nil }
    guard !file.text.contains("/"), !file.text.hasPrefix(".") else {
      report(
        Diagnostic(
          id: "bad-file-name", at: file.range, "'\(file.text)' is no file name to save under",
          notes: ["it is written into the report's folder, so give a name alone, such as \"network.safetensors\""]))
      return nil
    }
    // A file of another kind is never replaced.
    guard file.text.lowercased().hasSuffix(".safetensors") else {
      let stem = file.text.prefix { $0 != "." }.filter { !$0.isWhitespace }
      report(
        Diagnostic(
          id: "bad-file-name", at: file.range, "weights are saved as a .safetensors file",
          hint: "write \"\(stem.isEmpty ? "network" : stem).safetensors\""))
      return nil
    }
    return .save(network: name.name, file: file.text)
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
}
