import Engine
import Markdown

extension StepReader {
  /// Also says in `step` what was probably meant, so that nothing that follows from it is reported again.
  func unknownVerb(_ word: Token, _ line: LineSyntax, _ step: inout StepSyntax) -> Diagnostic {
    if let taught = Foreign.step(line.tokens, in: source) {
      step.meant = taught.verb
      if let equals = line.tokens.firstIndex(where: { $0.isSymbol("=") }) {
        let names = line.tokens[..<equals].filter { !$0.isSymbol("(") && !$0.isSymbol(")") }
        step.operands = names
        step.clauses[.as] = .init(keyword: line.tokens[equals], tokens: names)
      }
      return Diagnostic(id: "foreign-syntax", at: line.range, taught.summary, hint: nil, notes: taught.notes)
    }
    guard word.kind == .word else {
      return Diagnostic(
        id: "no-verb", at: word.range, "a step starts with a verb, not with '\(source.text(word.range))'",
        notes: ["such as 'load', 'show' or 'fit'; 'lesson help' lists the verbs"])
    }
    if let dot = word.text.firstIndex(of: "."), Verb.named(String(word.text[..<dot])) != nil {
      return Diagnostic(
        id: "no-verb", at: word.range, "'\(word.text)' is a value, not a step",
        notes: ["'expect \(word.text) >= 0.95' tests it; '[95 %](value:\(word.text))' shows it among the prose"])
    }
    if let owner = owner(of: word) {
      return Diagnostic(
        id: "no-verb", at: word.range, owner.summary, notes: ["write it on an indented line below '\(owner.step)'"])
    }
    if let array = array(named: word.text) {
      return Diagnostic(
        id: "no-verb", at: word.range, "'\(array)' is an array, and a step starts with a verb",
        notes: ["'shape \(array)' shows its shape, 'print \(array)[0]' the numbers of its first sample"])
    }
    let nearest = Suggestion.nearest(word.text, among: Verb.allCases.flatMap { [$0.rawValue] + $0.doc.aliases })
    // `train_network`, `load-data`
    let start = word.text.split { "_-".contains($0) }.first.map(String.init)
    step.meant = (nearest ?? start).flatMap(Verb.named)
    return Diagnostic(
      id: "unknown-verb", at: word.range, "there is no verb '\(word.text)'",
      hint: step.meant.map { "did you mean '\($0.rawValue)'?" },
      notes: step.meant == nil ? ["'lesson help' lists the verbs"] : [])
  }

  /// `x_train`, or `x_train.shape`, of an array that a step above makes.
  private func array(named word: String) -> String? {
    let name = String(word.prefix { $0 != "." })
    let isMade = steps.contains { step in
      step.verb?.doc.naming == .arrays && step.clauses[.as]?.tokens.contains { $0.text == name } == true
    }
    return isMade ? name : nil
  }

  /// What a setting's or a layer's name belongs to, where a line starts with it.
  private func owner(of word: Token) -> (summary: String, step: String)? {
    if let layer = LayerDoc.named(word.text) {
      return ("'\(layer.kind.name)' is a layer of a network, not a step", "build network")
    }
    let owners: [Verb] = [.fit] + Verb.allCases
    guard let verb = owners.first(where: { $0.doc.key(named: word.text) != nil }) else { return nil }
    return ("'\(word.text)' is a setting of '\(verb.rawValue)', not a step", verb.rawValue)
  }
}
