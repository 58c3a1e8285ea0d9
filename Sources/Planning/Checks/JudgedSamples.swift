import Arrays
import Markdown

extension Checker {
  /// `net on x, y`: the network's name and the two operands; nil where one is missing, which is reported.
  mutating func pair(_ step: StepSyntax) -> (network: Operand, x: Operand, y: Operand)? {
    let form = step.verb?.doc.forms.first ?? ""
    guard let on = step.clauses[.on] else {
      if step.operands.count > 1, step.operands[0].kind == .word, step.operands[1].kind == .word {
        let names = step.operands.dropFirst()
        let isList = names.allSatisfy { $0.kind == .word }
        let rest = isList ? names.map(\.text).joined(separator: ", ") : names.range.map(source.text) ?? ""
        report(
          Diagnostic(
            id: "missing-on", at: step.operands[1].range, "the word 'on' is missing between the network and its data",
            hint: "write '\(step.word.text) \(step.operands[0].text) on \(rest)'"))
        return nil
      }
      let isPair = step.operands.count == 3 && step.operands[1].isSymbol(",")
      let data = isPair ? step.operands.range.map(source.text) ?? "" : "x_train, y_train"
      report(
        Diagnostic(
          id: "missing-on", at: step.headline,
          "'\(step.verb?.rawValue ?? "")' needs a network and the data it works on",
          hint: "write '\(form.replacing("net ", with: "network ").replacing(" x, y", with: " " + data))'"))
      return nil
    }
    let network = oneName(step, "network")
    guard let data = readOperands(on.tokens, of: step), let network else { return nil }
    guard data.count == 2 else {
      report(
        Diagnostic(
          id: "wrong-operand-count", at: data.count > 2 ? data[2].range : on.tokens.range,
          "'\(step.verb?.rawValue ?? "")' needs two arrays behind 'on', the samples and their labels",
          hint: data.count == 1 ? "write 'on \(data[0].text), \(labelsNear(data[0].name) ?? "y_train")'" : nil))
      return nil
    }
    return (network, data[0], data[1])
  }

  /// Both arrays and the network, held against each other.
  mutating func judge(
    _ network: Operand, _ x: Operand, _ y: Operand, verb: String
  ) -> (network: NetworkFact, x: ArrayFact, y: ArrayFact)? {
    let xFact = fact(of: x)
    let yFact = fact(of: y)
    guard let xFact else {
      _ = self.network(network.name, at: network.range)
      return nil
    }
    if let yFact, yFact.role == .values, yFact.shape.count > 1, xFact.role != .values {
      report(
        Diagnostic(
          id: "swapped", at: x.range, "the samples come first, and then their labels",
          hint: "write '\(y.text), \(x.text)'"))
      return nil
    }
    let fact = use(network.name, at: network.range, on: x, xFact)
    guard let fact, let yFact else { return nil }
    for operand in [x, y] {
      guard case .element(let index) = operand.selection else { continue }
      report(
        Diagnostic(
          id: "one-sample", at: operand.range, "'\(verb)' needs several samples, and \(operand.text) is a single one",
          hint: index >= 0 ? "write \(operand.name)[\(index):\(index + 1)]" : nil))
      return nil
    }
    guard areLabels(y, yFact) else { return nil }
    if xFact.shape.first == 0 {
      report(Diagnostic(id: "no-samples", at: x.range, "\(x.text) has no samples, and '\(verb)' needs some"))
      return nil
    }
    guard sameLengths([(x, xFact), (y, yFact)], verb: verb) else { return nil }
    return (fact, xFact, yFact)
  }

  private mutating func areLabels(_ y: Operand, _ fact: ArrayFact) -> Bool {
    guard (1...2).contains(fact.shape.count) else {
      report(
        Diagnostic(
          id: "not-labels", at: y.range,
          "the second array holds the labels, but \(y.text) has shape \(shapeText(fact.shape))",
          hint: labelsNear(y.name).map { "did you mean '\($0)'?" }))
      return false
    }
    return true
  }
}
