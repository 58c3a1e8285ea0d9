import Arrays
import Text
import Lesson
import Markdown

extension Checker {
  /// Whether every clause of the step is one its verb takes, and no blank is unfilled.
  mutating func clausesFit(_ verb: VerbDoc, _ step: StepSyntax) -> Bool {
    var fit = true
    for name in StepSyntax.Clause.allCases {
      if let clause = step.clauses[name], !check(clause, name, verb, step) { fit = false }
    }
    if step.operands.contains(where: { $0.kind == .blank }) {
      report(.unfilledBlank(step.operands, "behind '\(verb.name)'"))
      return false
    }
    return fit
  }

  private mutating func check(
    _ clause: StepSyntax.ClauseSyntax, _ name: StepSyntax.Clause, _ verb: VerbDoc, _ step: StepSyntax
  ) -> Bool {
    let word = clause.keyword.text
    if name == .as, verb.naming == .inPlace {
      report(
        Diagnostic(
          id: .unexpectedClause, at: clause.keyword.range,
          "'\(verb.name)' changes the array itself and makes no new one",
          hint: "leave out 'as' and what stands behind it"))
      return false
    }
    guard name == .as || verb.clauses.contains(name) else {
      // Other verbs that read a file take 'from'.
      if verb.naming == .arrays, name == .from, let file = clause.tokens.first, file.kind == .quoted {
        report(
          Diagnostic(
            id: .unexpectedClause, at: clause.keyword.range, "'\(verb.name)' takes no 'from'",
            hint: "write '\(verb.name) \"\(file.text)\" as x'"))
        return false
      }
      report(
        Diagnostic(
          id: .unexpectedClause, at: clause.keyword.range, "'\(verb.name)' takes no '\(word)'",
          notes: ["it is written \(verb.formText)"]))
      return false
    }
    if clause.tokens.contains(where: { $0.kind == .blank }) {
      report(.unfilledBlank(clause.tokens, "behind '\(word)'"))
      return false
    }
    guard !clause.tokens.isEmpty else {
      report(
        Diagnostic(
          id: .missingOperand, at: clause.keyword.range, "nothing stands behind '\(word)'",
          notes: ["it is written \(verb.formText)"]))
      return false
    }
    let isStepName = name == .as && verb.naming == .step && verb.fileClause == nil
    if isStepName, !step.isNamed || step.id.contains(".") {
      report(
        Diagnostic(
          id: .badName, at: clause.tokens.range, "a step has one name, made of letters, digits and '_'",
          hint: "write '\(word) \(verb.name)_2'"))
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
            id: .badName, at: range,
            part.isEmpty ? "a name is missing here" : "'\(source.text(range))' is no name for an array",
            hint: part.count > 1 && part.allSatisfy { $0.kind == .word } ? "put commas between the names" : nil,
            notes: ["a name is made of letters, digits and '_', such as x_train"]))
        return nil
      }
      if let earlier = places.updateValue(name.range, forKey: name.text) {
        report(
          Diagnostic(
            id: .duplicateName, at: name.range, "the name '\(name.text)' stands twice behind 'as'",
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
        id: .duplicateName, at: name.range, "the name '\(name.text)' is taken",
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
      let example = step.verb?.example.split(separator: "\n").first.map(String.init) ?? ""
      report(
        Diagnostic(
          id: .missingOperand, at: step.word.range, "something is missing behind '\(step.word.text)'",
          hint: "write it as in '\(example)'"))
      return nil
    }
    var tokens = tokens
    if tokens.count > 2, tokens[0].isSymbol("("), tokens[tokens.count - 1].isSymbol(")") {
      let inside = Array(tokens.dropFirst().dropLast())
      if tokens == step.operands {
        report(
          Diagnostic(
            id: .foreignSyntax, at: tokens.range, "a step is written without brackets",
            hint: "write '\(Self.step(step.word.text, inside.range.map(source.text) ?? ""))'"))
        return nil
      }
      tokens = inside
    }
    switch OperandReader(source: source).read(tokens) {
    case .success(let operands): return operands
    case .failure(let problem):
      let forms =
        problem.hint == nil ? step.verb.map { ["it is written \($0.formText)"] } : nil
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
          id: .tooManyOperands, at: operands.count > 1 ? operands[1].range : first.range,
          "'\(step.verb?.name ?? "")' takes one \(what)",
          hint: operands.count > 1 ? "give each a step of its own" : nil,
          notes: operands.count > 1 ? [] : ["it is written \(step.verb?.formText ?? "")"]
        ))
      return nil
    }
    return first
  }

  /// Whether all arrays have as many samples; what does not is reported.
  mutating func sameLengths(_ arrays: [(operand: Operand, fact: ArrayFact)], verb: String) -> Bool {
    guard let first = arrays.first, let count = first.fact.shape.first ?? nil else { return true }
    for (operand, fact) in arrays.dropFirst() {
      guard let other = fact.shape.first ?? nil, other != count else { continue }
      report(
        Diagnostic(
          id: .differentLengths, at: operand.place,
          "\(first.operand.text) has \(Words.count(count, "sample")), but \(operand.text) has \(other)",
          notes: ["'\(verb)' needs arrays that belong together"]))
      return false
    }
    return true
  }

  /// Whether labels stand in a column, (n, 1), where one number for each sample is needed. Of each array it is told once,
  /// whatever is done with it.
  mutating func areColumn(_ labels: Operand, _ fact: ArrayFact) -> Bool {
    switch fact.role {
    case .values, .labels: break
    case .oneHot, .probabilities: return false
    }
    guard fact.shape.count == 2, fact.shape[1] == 1 else { return false }
    if scope.columns.insert(labels.name).inserted {
      report(
        Diagnostic(
          id: .wrongLabels, at: labels.place,
          "\(labels.text) has shape \(shapeText(fact.shape)), but one number for each sample is needed",
          hint: labels.selection == .all ? "write 'reshape \(labels.name) to (-1)' before this step" : nil))
    }
    return true
  }

  /// Labels have no lightness.
  mutating func arePixels(_ operand: Operand, _ fact: ArrayFact, _ verb: String) -> Bool {
    switch fact.role {
    case .values: return true
    case .labels, .oneHot, .probabilities:
      let images = "x" + operand.name.dropFirst()
      report(
        Diagnostic(
          id: .notAnImage, at: operand.place,
          "'\(verb)' is for images, but '\(operand.name)' holds \(fact.role.words)",
          hint: operand.name.hasPrefix("y") && scope.entries[images] != nil ? "did you mean '\(images)'?" : nil))
      return false
    }
  }

  /// `restore network "file"` and `save network as "file"`, without the word that belongs before the file.
  mutating func lacksWord(_ clause: StepSyntax.Clause, _ step: StepSyntax) -> Bool {
    let others = StepSyntax.Clause.allCases.flatMap { $0 == clause ? [] : step.clauses[$0]?.tokens ?? [] }
    guard step.clauses[clause] == nil, let file = (step.operands + others).first(where: { $0.kind == .quoted }) else {
      return false
    }
    report(
      Diagnostic(
        id: .missingClause, at: file.range, "the word '\(clause.rawValue)' is missing before the file's name",
        hint: "write '\(clause.rawValue) \"\(file.text)\"'"))
    return true
  }

  mutating func file(_ step: StepSyntax, _ clause: StepSyntax.Clause) -> Token? {
    let example = "\(clause.rawValue) \"digits.safetensors\""
    guard let tokens = step.clauses[clause]?.tokens, let first = tokens.first else {
      report(
        Diagnostic(
          id: .missingClause, at: step.headline, "'\(step.verb?.name ?? "")' needs a file's name",
          hint: "write '\(example)' at its end"))
      return nil
    }
    guard tokens.count == 1, first.kind != .symbol, !first.text.isEmpty else {
      report(
        Diagnostic(
          id: .fileNotQuoted, at: tokens.range, "a file's name stands in quotes", hint: "write '\(example)'"))
      return nil
    }
    return first
  }
}
