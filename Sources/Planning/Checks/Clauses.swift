import Markdown

extension Verb {
  /// The clauses it takes; `as` is told by `doc.naming`.
  var clauses: Set<StepSyntax.Clause> {
    switch self {
    case .fit, .evaluate, .predict, .confusionMatrix, .classificationReport, .mistakes: [.on]
    case .reshape, .save: [.to]
    case .restore: [.from]
    default: []
    }
  }
}

extension Checker {
  /// Whether every clause of the step is one its verb takes, and no blank is unfilled.
  mutating func checkClauses(_ verb: Verb, _ step: StepSyntax) -> Bool {
    let isWhole = StepSyntax.Clause.allCases.reduce(true) { isWhole, name in
      guard let clause = step.clauses[name] else { return isWhole }
      return check(clause, name, verb, step) && isWhole
    }
    if step.operands.contains(where: { $0.kind == .blank }) {
      report(unfilledBlank(step.operands, "behind '\(verb.rawValue)'"))
      return false
    }
    return isWhole
  }

  private mutating func check(
    _ clause: StepSyntax.ClauseSyntax, _ name: StepSyntax.Clause, _ verb: Verb, _ step: StepSyntax
  ) -> Bool {
    let word = clause.keyword.text
    if name == .as, verb.doc.naming == .inPlace {
      report(
        Diagnostic(
          id: "unexpected-clause", at: clause.keyword.range,
          "'\(verb.rawValue)' changes the array itself and makes no new one",
          hint: "leave out 'as' and what stands behind it"))
      return false
    }
    guard name == .as || verb.clauses.contains(name) else {
      if verb == .load, name == .from, let file = clause.tokens.first, file.kind == .quoted {
        report(
          Diagnostic(
            id: "unexpected-clause", at: clause.keyword.range, "'load' takes no 'from'",
            hint: "write 'load \"\(file.text)\" as x'"))
        return false
      }
      report(
        Diagnostic(
          id: "unexpected-clause", at: clause.keyword.range, "'\(verb.rawValue)' takes no '\(word)'",
          notes: ["it is written '\(verb.doc.forms.joined(separator: "' or '"))'"]))
      return false
    }
    if clause.tokens.contains(where: { $0.kind == .blank }) {
      report(unfilledBlank(clause.tokens, "behind '\(word)'"))
      return false
    }
    guard !clause.tokens.isEmpty else {
      report(
        Diagnostic(
          id: "missing-operand", at: clause.keyword.range, "nothing stands behind '\(word)'",
          notes: ["it is written '\(verb.doc.forms.joined(separator: "' or '"))'"]))
      return false
    }
    let isStepName = name == .as && verb.doc.naming == .step && ![.predict, .save, .restore].contains(verb)
    if isStepName, !step.isNamed || step.id.contains(".") {
      report(
        Diagnostic(
          id: "bad-name", at: clause.tokens.range, "a step has one name, made of letters, digits and '_'",
          hint: "write '\(word) \(verb.rawValue)_2'"))
      return false
    }
    return true
  }

  /// The new names behind `as`: every one a name, none twice, none taken.
  mutating func newNames(_ step: StepSyntax, allowing replaced: Set<String> = []) -> [Token]? {
    guard let clause = step.clauses[.as] else { return [] }
    var names: [Token] = []
    var places: [String: Range<Int>] = [:]
    // Keras gives its data sets back in pairs, as `(x_train, y_train), (x_test, y_test)`.
    let tokens = clause.tokens.filter { !$0.isSymbol("(") && !$0.isSymbol(")") }
    for part in OperandReader(source: source).split(tokens) {
      guard let name = part.first, part.count == 1, name.kind == .word, !name.text.contains(".") else {
        let range = part.range ?? clause.keyword.range
        report(
          Diagnostic(
            id: "bad-name", at: range,
            part.isEmpty ? "a name is missing here" : "'\(source.text(range))' is no name for an array",
            hint: part.count > 1 && part.allSatisfy { $0.kind == .word } ? "put commas between the names" : nil,
            notes: ["a name is made of letters, digits and '_', such as x_train"]))
        return nil
      }
      if let earlier = places.updateValue(name.range, forKey: name.text) {
        report(
          Diagnostic(
            id: "duplicate-name", at: name.range, "the name '\(name.text)' stands twice behind 'as'",
            notes: [
              "the first is in column \(source.position(of: earlier.lowerBound).column): every array needs its own name"
            ]))
        return nil
      }
      names.append(name)
    }
    for name in names where !replaced.contains(name.text) {
      if isTaken(name) { return nil }
    }
    return names
  }

  mutating func isTaken(_ name: Token) -> Bool {
    guard let place = scope.places[name.text] else { return false }
    report(
      Diagnostic(
        id: "duplicate-name", at: name.range, "the name '\(name.text)' is taken",
        hint: "choose another, such as '\(name.text)_2'",
        notes: ["it was given on line \(source.line(of: place.lowerBound))"]))
    return true
  }

  /// Reads operands and looks each up; all must be arrays.
  mutating func operands(_ step: StepSyntax) -> [Operand]? {
    guard let read = readOperands(step.operands, of: step) else { return nil }
    let found = read.map { fact(of: $0) != nil }
    return found.allSatisfy { $0 } ? read : nil
  }

  mutating func readOperands(_ tokens: [Token], of step: StepSyntax) -> [Operand]? {
    guard !tokens.isEmpty else {
      let example = step.verb?.doc.example.split(separator: "\n").first.map(String.init) ?? ""
      report(
        Diagnostic(
          id: "missing-operand", at: step.word.range, "something is missing behind '\(step.word.text)'",
          hint: "write it as in '\(example)'"))
      return nil
    }
    var tokens = tokens
    if tokens.count > 2, tokens[0].isSymbol("("), tokens[tokens.count - 1].isSymbol(")") {
      let inside = Array(tokens.dropFirst().dropLast())
      if tokens == step.operands {
        report(
          Diagnostic(
            id: "foreign-syntax", at: tokens.range, "a step is written without brackets",
            hint: "write '\(Self.step(step.word.text, inside.range.map(source.text) ?? ""))'"))
        return nil
      }
      tokens = inside
    }
    switch OperandReader(source: source).read(tokens) {
    case .success(let operands): return operands
    case .failure(let problem):
      let forms =
        problem.hint == nil ? step.verb.map { ["it is written '\($0.doc.forms.joined(separator: "' or '"))'"] } : nil
      report(
        Diagnostic(
          id: problem.id, at: problem.range ?? tokens.range, problem.summary, hint: problem.hint,
          notes: problem.notes + (forms ?? [])))
      return nil
    }
  }

  /// `print x_train.shape` is `shape x_train`.
  private static func step(_ verb: String, _ operands: String) -> String {
    operands.hasSuffix(".shape") ? "shape \(operands.dropLast(6))" : "\(verb) \(operands)"
  }

  /// Exactly one operand, without a selection: a network's or an array's name.
  mutating func oneName(_ step: StepSyntax, _ what: String) -> Operand? {
    guard let operands = readOperands(step.operands, of: step), let first = operands.first else { return nil }
    guard operands.count == 1, first.selection == .all else {
      report(
        Diagnostic(
          id: "too-many-operands", at: operands.count > 1 ? operands[1].range : first.range,
          "'\(step.verb?.rawValue ?? "")' takes one \(what)",
          hint: operands.count > 1 ? "give each a step of its own" : nil,
          notes: operands.count > 1 ? [] : ["it is written '\(step.verb?.doc.forms.joined(separator: "' or '") ?? "")'"]
        ))
      return nil
    }
    return first
  }
}
