import Text
import Arrays
import Lesson

extension Verb {
  private static let first = Key<Amount?>.amount(
    "first", "how many samples to take from the start: a count, or a share such as 1/12")
  private static let last = Key<Amount?>.amount(
    "last", "how many samples to take from the end: a count, or a share such as 1/12")

  static let split = Verb(
    VerbDoc(
      "split", forms: ["split x, y as x_val, y_val"],
      summary: "takes samples out of the arrays and puts them into new ones", naming: .arrays,
      keys: [first.spec, last.spec], example: "split x_train, y_train as x_val, y_val\n  first: 1/12"),
    effects: { step in Effects(changes: step.operands.map { .array($0.name) }) },
    check: { checker, step, keys in
      guard let operands = checker.readOperands(step.operands, of: step) else { return nil }
      let facts = wholeArrays(operands, &checker)
      guard let names = checker.newNames(step) else { return nil }
      guard !names.isEmpty else {
        return checker.refuse(
          Diagnostic(
            id: .missingAs, at: step.headline, "'split' needs names for the samples it takes out",
            hint: "write 'as x_val, y_val' at its end"))
      }
      guard names.count == operands.count else {
        return checker.refuse(
          Diagnostic(
            id: .wrongNameCount, at: names.range,
            "'split' takes samples out of \(Words.count(operands.count, "array")), so it needs as many names, not \(names.count)"
          ))
      }
      let written = [keys.entry(first), keys.entry(last)].compactMap { $0 }
      guard written.count == 1, let amount = keys[first] ?? keys[last] else {
        guard keys.isValid else { return nil }
        return checker.refuse(
          written.isEmpty
            ? Diagnostic(
              id: .missingKey, at: step.headline, "'split' needs to know how many samples to take",
              hint: "write 'first: 5000' or 'last: 1/12' on an indented line below")
            : Diagnostic(
              id: .uselessKey, at: written[1].key, "'split' takes samples either from the start or from the end",
              hint: "keep 'first' or 'last'"))
      }
      let pairs = zip(operands, facts).compactMap { operand, fact in fact.map { (operand: operand, fact: $0) } }
      guard pairs.count == operands.count, checker.sameLengths(pairs, verb: "split") else { return nil }
      for ((operand, fact), name) in zip(pairs, names) {
        var (taken, left) = (fact, fact)
        if let count = fact.shape.first ?? nil {
          let part = amount.count(of: count)
          guard part > 0, part < count else {
            return checker.refuse(
              Diagnostic(
                id: .outOfRange, at: written[0].place,
                "'\(operand.name)' has \(Words.count(count, "sample")), so \(part) cannot be taken out of it",
                notes: ["at least one must be taken, and one must stay"]))
          }
          taken.shape[0] = part
          left.shape[0] = count - part
        }
        checker.scope.define(name.text, .array(taken), at: name.range)
        checker.scope.update(operand.name, .array(left))
      }
      return Checked(operands: operands, names: names.map { $0.text })
    },
    perform: { step, stage throws(Diagnostic) in
      guard let amount = step[first] ?? step[last] else { return }
      var lines: [String] = []
      for (operand, new) in zip(step.operands, step.names) {
        let name = operand.name
        var part = try stage.workspace.variable(name, at: nil)
        let total = part.array.rowCount
        let size = min(amount.count(of: total), total)
        let (taken, kept) =
          step[first] != nil ? (0..<size, size..<total) : (total - size..<total, 0..<total - size)
        part.array = part.array.rows(taken)
        try stage.workspace.change(name) { variable in variable.array = variable.array.rows(kept) }
        stage.workspace.arrays[new] = part
        let rest = try stage.workspace.variable(name, at: nil).array.shape
        lines.append("\(new): \(shapeText(part.array.shape)), \(name): \(shapeText(rest))")
      }
      stage.show(lines: lines)
    },
    keras: { step, script in
      guard let amount = step[first] ?? step[last], let array = step.operands.first.map({ script.code($0) }) else {
        return
      }
      let count = script.variable("count", of: step)
      switch amount {
      case .count(let number): script.write("\(count) = \(number)")
      case .fraction(let share): script.write("\(count) = round(\(share) * len(\(array)))")
      }
      let (taken, left) = step[first] != nil ? (":\(count)", "\(count):") : ("-\(count):", ":-\(count)")
      for (operand, new) in zip(step.operands, step.names) {
        let array = script.code(operand)
        script.write("\(KerasScript.identifier(new)), \(array) = \(array)[\(taken)], \(array)[\(left)]")
        script.copyFacts(from: operand.name, to: new)
      }
    })

  /// The arrays' facts, nil for those with a problem. Taking samples out of an array is not yet using it.
  private static func wholeArrays(_ operands: [Operand], _ checker: inout Checker) -> [ArrayFact?] {
    let used = checker.scope.used
    defer { checker.scope.used = used }
    var facts: [ArrayFact?] = []
    for operand in operands {
      guard operand.selection == .all else {
        checker.report(
          Diagnostic(
            id: .wholeArrayNeeded, at: operand.range, "'split' takes samples out of a whole array",
            hint: "write '\(operand.name)' alone"))
        facts.append(nil)
        continue
      }
      facts.append(checker.array(operand.name, at: operand.place))
    }
    return facts
  }
}
