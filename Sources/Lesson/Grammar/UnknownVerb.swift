import Markdown

extension StepReader {
  /// Also says in `step` what was probably meant, so that nothing that follows from it is reported again.
  package func unknownVerb(_ word: Token, _ line: LineSyntax, _ step: inout StepSyntax) -> Diagnostic {
    if let taught = Foreign(source: source, vocabulary: vocabulary).step(line.tokens) {
      step.meant = taught.verb
      if let equals = line.tokens.firstIndex(where: { $0.isSymbol("=") }) {
        let names = line.tokens[..<equals].filter { !$0.isSymbol("(") && !$0.isSymbol(")") }
        step.operands = names
        step.clauses[.as] = .init(keyword: line.tokens[equals], tokens: names)
      }
      return Diagnostic(id: .foreignSyntax, at: line.range, taught.summary, hint: nil, notes: taught.notes)
    }
    if word.kind == .blank {
      return Diagnostic(
        id: .unfilledBlank, at: word.range, "the blank for the verb is still empty",
        notes: ["write what the step is to do there, such as 'show'; 'lesson help' lists the verbs"])
    }
    guard word.kind == .word else {
      return Diagnostic(
        id: .noVerb, at: word.range, "a step starts with a verb, not with '\(source.text(word.range))'",
        notes: ["such as 'load', 'show' or 'fit'; 'lesson help' lists the verbs"])
    }
    if let dot = word.text.firstIndex(of: "."), vocabulary.verb(named: String(word.text[..<dot])) != nil {
      return Diagnostic(
        id: .noVerb, at: word.range, "'\(word.text)' is a value, not a step",
        notes: ["'expect \(word.text) >= 0.95' tests it; '[95 %](value:\(word.text))' shows it among the prose"])
    }
    if let owner = owner(of: word) {
      return Diagnostic(
        id: .noVerb, at: word.range, owner.summary, notes: ["write it on an indented line below '\(owner.step)'"])
    }
    if let array = array(named: word.text) {
      return Diagnostic(
        id: .noVerb, at: word.range, "'\(array)' is an array, and a step starts with a verb",
        notes: ["'shape \(array)' shows its shape, 'print \(array)[0]' the numbers of its first sample"])
    }
    let nearest = Suggestion.nearest(word.text, among: vocabulary.verbs.flatMap { $0.names })
    // `train_network`, `load-data`
    let start = word.text.split { "_-".contains($0) }.first.map(String.init)
    step.meant = (nearest ?? start).flatMap { vocabulary.verb(named: $0) }
    return Diagnostic(
      id: .unknownVerb, at: word.range, "there is no verb '\(word.text)'",
      hint: step.meant.map { "did you mean '\($0.name)'?" },
      notes: step.meant == nil ? ["'lesson help' lists the verbs"] : [])
  }

  /// `x_train`, or `x_train.shape`, of an array that a step above makes.
  private func array(named word: String) -> String? {
    let name = String(word.prefix { $0 != "." })
    let isMade = steps.contains { step in
      step.verb?.naming.makesArrays == true && step.clauses[.as]?.tokens.contains { $0.text == name } == true
    }
    return isMade ? name : nil
  }

  /// What a setting's or a layer's name belongs to, where a line starts with it.
  private func owner(of word: Token) -> (summary: String, step: String)? {
    if let layer = vocabulary.layer(named: word.text) {
      return ("'\(layer.name)' is a layer of a network, not a step", "build network")
    }
    let owners = vocabulary.verbs.filter { $0.key(named: word.text) != nil }
    // Of several, the one that has the most settings.
    guard let verb = owners.max(by: { $0.keys.count < $1.keys.count }) else { return nil }
    return ("'\(word.text)' is a setting of '\(verb.name)', not a step", verb.name)
  }
}
