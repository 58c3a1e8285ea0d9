import Engine
import Markdown
import Text

extension Checker {
  /// The arrays that a verb changes in place, without those that have a problem; `isWhole` where none has. Changing an
  /// array is not yet using it.
  mutating func changed(_ step: StepSyntax) -> (arrays: [(operand: Operand, fact: ArrayFact)], isWhole: Bool) {
    let used = scope.used
    defer { scope.used = used }
    guard let operands = readOperands(step.operands, of: step) else { return ([], false) }
    var changed: [(operand: Operand, fact: ArrayFact)] = []
    var isWhole = true
    var names: Set<String> = []
    for operand in operands {
      if operand.selection != .all {
        report(
          Diagnostic(
            id: "whole-array-needed", at: operand.range,
            "'\(step.verb?.rawValue ?? "")' changes a whole array, not a part of one",
            hint: "write '\(operand.name)' alone"))
        isWhole = false
      } else if !names.insert(operand.name).inserted {
        report(
          Diagnostic(
            id: "duplicate-name", at: operand.range, "'\(operand.name)' stands twice in this step",
            hint: "keep one of the two"))
        isWhole = false
      } else if let fact = array(operand.name, at: operand.range) {
        changed.append((operand, fact))
      } else {
        isWhole = false
      }
    }
    return (changed, isWhole)
  }

  /// Applies `change` to each array; a problem of one does not keep the others from being changed.
  mutating func change(
    _ step: StepSyntax, _ change: (inout Checker, Operand, inout ArrayFact) -> Bool
  ) -> [String]? {
    var (arrays, isWhole) = changed(step)
    for (operand, fact) in arrays {
      var fact = fact
      if change(&self, operand, &fact) {
        scope.update(operand.name, .array(fact))
      } else {
        scope.update(operand.name, .broken)
        isWhole = false
      }
    }
    return isWhole ? arrays.map(\.operand.name) : nil
  }

  /// Whether all arrays have as many samples; what does not is reported.
  mutating func sameLengths(_ arrays: [(operand: Operand, fact: ArrayFact)], verb: String) -> Bool {
    guard let first = arrays.first, let count = first.fact.shape.first ?? nil else { return true }
    for (operand, fact) in arrays.dropFirst() {
      guard let other = fact.shape.first ?? nil, other != count else { continue }
      report(
        Diagnostic(
          id: "different-lengths", at: operand.range,
          "\(first.operand.text) has \(Words.count(count, "sample")), but \(operand.text) has \(other)",
          notes: ["'\(verb)' needs arrays that belong together"]))
      return false
    }
    return true
  }
}
