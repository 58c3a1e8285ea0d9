import Engine
import Markdown
import Text

extension Checker {
  mutating func oneHot(_ step: StepSyntax, _ keys: Keys) -> Action? {
    let used = scope.used
    let isInPlace = step.clauses[.as] == nil
    guard let operands = readOperands(step.operands, of: step) else { return nil }
    guard let labels = operands.first, operands.count == 1, !isInPlace || labels.selection == .all else {
      report(
        Diagnostic(
          id: "too-many-operands", at: operands.count > 1 ? operands[1].range : operands[0].range,
          operands.count > 1
            ? "'one-hot' takes one array of labels" : "'one-hot' changes a whole array, not a part of one",
          hint: operands.count > 1
            ? "give each a step of its own" : "write '\(operands[0].text) as \(operands[0].name)_part'"))
      return nil
    }
    let fact = fact(of: labels)
    if isInPlace { scope.used = used }
    guard let names = newNames(step), let fact else { return nil }
    guard names.count <= 1 else {
      report(
        Diagnostic(id: "wrong-name-count", at: names[1].range, "'one-hot' makes one array, so it needs one name"))
      return nil
    }
    switch fact.role {
    case .oneHot:
      report(
        Diagnostic(
          id: "already-one-hot", at: labels.range,
          "'\(labels.name)' is one-hot already: its shape is \(shapeText(fact.shape))",
          hint: "leave this step out"))
      return nil
    case .labels: break
    case .values, .probabilities:
      guard fact.shape.count == 1 else {
        report(
          Diagnostic(
            id: "not-labels", at: labels.range,
            "'one-hot' is for labels, but '\(labels.name)' has shape \(shapeText(fact.shape))",
            hint: labelsNear(labels.name).map { "did you mean '\($0)'?" }))
        return nil
      }
    }
    var known: Int?
    if case .labels(let classes) = fact.role { known = classes }
    let wanted = keys.integer("classes")
    if let known, let wanted, wanted < known, let entry = keys.entries["classes"] {
      report(
        Diagnostic(
          id: "out-of-range", at: entry.place,
          "'\(labels.name)' names \(known) classes, so 'classes' cannot be \(wanted)", hint: "write 'classes: \(known)'"
        ))
      return nil
    }
    var result = fact
    result.role = .oneHot
    result.elementType = .float32
    result.shape = [fact.shape[0], wanted ?? known]
    let name = names.first?.text ?? labels.name
    scope.define(name, .array(result), at: names.first?.range ?? labels.range)
    return .oneHot(labels: labels, into: name, classes: wanted)
  }

  mutating func split(_ step: StepSyntax, _ keys: Keys) -> Action? {
    guard let operands = readOperands(step.operands, of: step) else { return nil }
    let used = scope.used
    let facts = operands.map { operand -> ArrayFact? in
      guard operand.selection == .all else {
        report(
          Diagnostic(
            id: "whole-array-needed", at: operand.range, "'split' takes samples out of a whole array",
            hint: "write '\(operand.name)' alone"))
        return nil
      }
      return array(operand.name, at: operand.range)
    }
    scope.used = used
    guard let names = newNames(step) else { return nil }
    guard !names.isEmpty else {
      report(
        Diagnostic(
          id: "missing-as", at: step.headline, "'split' needs names for the samples it takes out",
          hint: "write 'as x_val, y_val' at its end"))
      return nil
    }
    guard names.count == operands.count else {
      report(
        Diagnostic(
          id: "wrong-name-count", at: names.range,
          "'split' takes samples out of \(Words.count(operands.count, "array")), so it needs as many names, not \(names.count)"
        ))
      return nil
    }
    let ends = [("first", Split.End.first), ("last", .last)].filter { keys.entries[$0.0] != nil }
    guard ends.count == 1, case .amount(let amount)? = keys[ends[0].0] else {
      if !keys.isWhole { return nil }
      report(
        Diagnostic(
          id: ends.isEmpty ? "missing-key" : "useless-key",
          at: ends.isEmpty ? Place(range: step.headline) : keys.entries["last"]?.key ?? Place(range: step.headline),
          ends.isEmpty
            ? "'split' needs to know how many samples to take"
            : "'split' takes samples either from the start or from the end",
          hint: ends.isEmpty
            ? "write 'first: 5000' or 'last: 1/12' on an indented line below" : "keep 'first' or 'last'"))
      return nil
    }
    let pairs = zip(operands, facts).compactMap { operand, fact in fact.map { (operand: operand, fact: $0) } }
    guard pairs.count == operands.count, sameLengths(pairs, verb: "split") else { return nil }
    for ((operand, fact), name) in zip(pairs, names) {
      var (taken, left) = (fact, fact)
      if let count = fact.shape.first ?? nil {
        let part = amount.count(of: count)
        guard part > 0, part < count else {
          report(
            Diagnostic(
              id: "out-of-range", at: keys.entries[ends[0].0]?.place ?? Place(range: step.headline),
              "'\(operand.name)' has \(Words.count(count, "sample")), so \(part) cannot be taken out of it",
              notes: ["at least one must be taken, and one must stay"]))
          return nil
        }
        taken.shape[0] = part
        left.shape[0] = count - part
      }
      scope.define(name.text, .array(taken), at: name.range)
      scope.update(operand.name, .array(left))
    }
    return .split(
      Split(arrays: operands.map(\.name), into: names.map(\.text), end: ends[0].1, amount: amount))
  }

  mutating func argmax(_ step: StepSyntax) -> Action? {
    guard let operands = readOperands(step.operands, of: step) else { return nil }
    let fact = fact(of: operands[0])
    guard let names = newNames(step), let fact else { return nil }
    guard operands.count == 1, names.count == 1 else {
      report(
        Diagnostic(
          id: names.isEmpty ? "missing-as" : "wrong-name-count", at: step.headline,
          "'argmax' makes one new array of one array",
          hint: "write 'argmax \(operands[0].text) as y_class'"))
      return nil
    }
    guard fact.shape.count == 2 else {
      report(
        Diagnostic(
          id: "not-rows", at: operands[0].range,
          "'argmax' looks for the largest number of each row, but \(operands[0].text) has shape \(shapeText(fact.shape))"
        ))
      return nil
    }
    scope.define(
      names[0].text,
      .array(
        ArrayFact(
          shape: [fact.shape[0]], elementType: .int64, role: .labels(classes: fact.shape[1].map { max($0, 2) }),
          scale: .unknown)),
      at: names[0].range)
    return .argmax(operands[0], into: names[0].text)
  }
}

extension Amount {
  /// How many of `total` samples it is: a share is rounded to the nearest.
  package func count(of total: Int) -> Int {
    switch self {
    case .count(let count): count
    case .fraction(let share): Int((share * Double(total)).rounded())
    }
  }
}
