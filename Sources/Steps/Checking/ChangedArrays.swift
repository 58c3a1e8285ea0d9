import Lesson
import Markdown

/// The arrays that a step changes in place.
struct ChangedArrays {
  /// Those that have no problem.
  var arrays: [(operand: Operand, fact: ArrayFact)] = []
  /// Whether none has a problem.
  var areAllThere = true

  /// Reads and looks up what stands behind the verb. Changing an array is not yet using it.
  init(_ step: StepSyntax, _ checker: inout Checker) {
    let used = checker.scope.used
    defer { checker.scope.used = used }
    guard let operands = checker.readOperands(step.operands, of: step) else {
      areAllThere = false
      return
    }
    var names: Set<String> = []
    for operand in operands {
      if operand.selection != .all {
        checker.report(
          Diagnostic(
            id: .wholeArrayNeeded, at: operand.place,
            "'\(step.verb?.name ?? "")' changes a whole array, not a part of one",
            hint: "write '\(operand.name)' alone"))
        areAllThere = false
      } else if !names.insert(operand.name).inserted {
        checker.report(
          Diagnostic(
            id: .duplicateName, at: operand.place, "'\(operand.name)' stands twice in this step",
            hint: "keep one of the two"))
        areAllThere = false
      } else if let fact = checker.array(operand.name, at: operand.place) {
        arrays.append((operand, fact))
      } else {
        areAllThere = false
      }
    }
  }

  /// Applies `change` to each array; a problem of one does not keep the others from being changed. nil where one has a
  /// problem.
  static func change(
    _ step: StepSyntax, _ checker: inout Checker, _ change: (inout Checker, Operand, inout ArrayFact) -> Bool
  ) -> Checked? {
    var changed = ChangedArrays(step, &checker)
    for (operand, fact) in changed.arrays {
      var fact = fact
      if change(&checker, operand, &fact) {
        checker.scope.update(operand.name, .array(fact))
      } else {
        checker.scope.update(operand.name, .broken)
        changed.areAllThere = false
      }
    }
    return changed.areAllThere ? Checked(operands: changed.arrays.map { $0.operand }) : nil
  }
}
