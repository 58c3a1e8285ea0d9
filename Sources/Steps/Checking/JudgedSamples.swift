import Text
import Arrays
import Engine
import Lesson
import Markdown

/// `net on x, y`: samples, their labels and the network that is held against them.
struct JudgedSamples {
  var name: Operand
  var x: Operand
  var y: Operand
  var network: NetworkFact
  var xFact: ArrayFact
  var yFact: ArrayFact

  /// Those of a step; nil where there is a problem, which is reported.
  init?(_ step: StepSyntax, _ checker: inout Checker) {
    guard let (name, x, y) = Self.operands(step, &checker) else { return nil }
    self.init(name, x, y, verb: step.verb?.name ?? "", &checker)
  }

  /// `net on x, y`: the network's name and the two operands; nil where one is missing, which is reported.
  static func operands(
    _ step: StepSyntax, _ checker: inout Checker
  ) -> (network: Operand, x: Operand, y: Operand)? {
    guard let on = step.clauses[.on] else {
      if step.operands.count > 1, step.operands[0].kind == .word, step.operands[1].kind == .word {
        let names = step.operands.dropFirst()
        let isList = names.allSatisfy { $0.kind == .word }
        let rest =
          isList ? names.map { $0.text }.joined(separator: ", ") : names.range.map { checker.source.text($0) } ?? ""
        checker.report(
          Diagnostic(
            id: .missingOn, at: step.operands[1].range, "the word 'on' is missing between the network and its data",
            hint: "write '\(step.word.text) \(step.operands[0].text) on \(rest)'"))
        return nil
      }
      let isPair = step.operands.count == 3 && step.operands[1].isSymbol(",")
      let data = isPair ? step.operands.range.map { checker.source.text($0) } ?? "" : "x_train, y_train"
      checker.report(
        Diagnostic(
          id: .missingOn, at: step.headline,
          "'\(step.verb?.name ?? "")' needs a network and the data it works on",
          hint: "write '\(step.verb?.name ?? "") network on \(data)'"))
      return nil
    }
    let network = checker.oneName(step, "network")
    guard let data = checker.readOperands(on.tokens, of: step), let network else { return nil }
    guard data.count == 2 else {
      checker.report(
        Diagnostic(
          id: .wrongOperandCount, at: data.count > 2 ? data[2].range : on.tokens.range,
          "'\(step.verb?.name ?? "")' needs two arrays behind 'on', the samples and their labels",
          hint: data.count == 1
            ? "write 'on \(data[0].text), \(checker.scope.labels(near: data[0].name) ?? "y_train")'" : nil))
      return nil
    }
    return (network, data[0], data[1])
  }

  /// Both arrays and the network, held against each other.
  init?(_ name: Operand, _ x: Operand, _ y: Operand, verb: String, _ checker: inout Checker) {
    let xFact = checker.fact(of: x)
    let yFact = checker.fact(of: y)
    guard let xFact else {
      _ = checker.network(name.name, at: name.place)
      return nil
    }
    if let yFact, yFact.role == .values, yFact.shape.count > 1, xFact.role != .values {
      checker.report(
        Diagnostic(
          id: .swapped, at: x.place, "the samples come first, and then their labels",
          hint: "write '\(y.text), \(x.text)'"))
      return nil
    }
    let network = NetworkUse(of: name, on: x, xFact).check(&checker)
    guard let network, let yFact else { return nil }
    for operand in [x, y] {
      guard case .element(let index) = operand.selection else { continue }
      checker.report(
        Diagnostic(
          id: .oneSample, at: operand.place, "'\(verb)' needs several samples, and \(operand.text) is a single one",
          hint: index >= 0 ? "write \(operand.name)[\(index):\(index + 1)]" : nil))
      return nil
    }
    guard Self.areLabels(y, yFact, &checker) else { return nil }
    if xFact.shape.first == 0 {
      checker.report(Diagnostic(id: .noSamples, at: x.place, "\(x.text) has no samples, and '\(verb)' needs some"))
      return nil
    }
    guard checker.sameLengths([(x, xFact), (y, yFact)], verb: verb) else { return nil }
    self.name = name
    self.x = x
    self.y = y
    self.network = network
    self.xFact = xFact
    self.yFact = yFact
  }

  private static func areLabels(_ y: Operand, _ fact: ArrayFact, _ checker: inout Checker) -> Bool {
    guard (1...2).contains(fact.shape.count) else {
      checker.report(
        Diagnostic(
          id: .notLabels, at: y.place,
          "the second array holds the labels, but \(y.text) has shape \(shapeText(fact.shape))",
          hint: checker.scope.labels(near: y.name).map { "did you mean '\($0)'?" }))
      return false
    }
    return true
  }

  /// Whether one-hot labels have as many columns as the network has outputs.
  func classesFit(_ checker: inout Checker) -> Bool {
    guard let outputs = network.classes, yFact.shape.count == 2, let classes = yFact.shape[1], classes != outputs else {
      return true
    }
    if checker.areColumn(y, yFact) { return false }
    checker.report(
      Diagnostic(
        id: .wrongOutput, at: y.place,
        "\(y.text) names \(classes) classes, but '\(name.name)' has \(Words.count(outputs, "output"))"))
    return false
  }

  /// Test data that was prepared in another way than the training data.
  func warnOfScale(_ checker: inout Checker) {
    if let trained = network.trained { OtherScale.warn(of: x, xFact, unlike: trained, &checker) }
  }
}
