import Text
import Arrays
import Lesson
import Markdown

/// Answers and true labels that are held against each other.
enum JudgedClasses {
  /// `net on x, y`, or `y_class, y`.
  static func check(_ step: StepSyntax, _ checker: inout Checker) -> Checked? {
    if step.clauses[.on] != nil {
      guard let samples = JudgedSamples(step, &checker) else { return nil }
      samples.warnOfScale(&checker)
      guard samples.classesFit(&checker) else { return nil }
      return Checked(operands: [samples.name], data: [samples.x, samples.y])
    }
    guard let operands = checker.readOperands(step.operands, of: step) else { return nil }
    guard operands.count == 2 else {
      let isNetwork = if case .network? = checker.scope.entries[operands[0].name] { true } else { false }
      checker.report(
        Diagnostic(
          id: .wrongOperandCount, at: operands.count > 2 ? operands[2].range : operands[0].range,
          isNetwork
            ? "'\(step.verb?.name ?? "")' needs the data to test the network with"
            : "'\(step.verb?.name ?? "")' needs two arrays, the answers and the true labels",
          hint: isNetwork ? "write '\(operands[0].text) on x_test, y_test'" : nil,
          notes: isNetwork ? [] : ["it is written \(step.verb?.formText ?? "")"]))
      return nil
    }
    let facts = operands.map { checker.fact(of: $0) }
    guard let predicted = facts[0], let truth = facts[1] else { return nil }
    if predicted.role == .probabilities {
      checker.report(
        Diagnostic(
          id: .notClasses, at: operands[0].range, "\(operands[0].text) holds probabilities, and classes are needed",
          notes: ["add 'argmax \(operands[0].name) as y_class' before this step, and use y_class here"]))
      return nil
    }
    for (operand, fact) in [(operands[0], predicted), (operands[1], truth)]
    where fact.role == .values && fact.shape.count > 1 {
      if checker.areColumn(operand, fact) { return nil }
      checker.report(
        Diagnostic(
          id: .notLabels, at: operand.range,
          "labels are needed here, but \(operand.text) has shape \(shapeText(fact.shape))",
          hint: checker.scope.labels(near: operand.name).map { "did you mean '\($0)'?" }))
      return nil
    }
    guard checker.sameLengths([(operands[0], predicted), (operands[1], truth)], verb: step.verb?.name ?? "") else {
      return nil
    }
    return Checked(operands: operands)
  }
}
