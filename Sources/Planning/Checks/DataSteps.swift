import Arrays
import Markdown

extension Checker {
  mutating func print(_ step: StepSyntax, _ keys: Keys) -> Action? {
    operands(step).map {
      .print($0, precision: keys.integer("precision") ?? 8, threshold: keys.integer("threshold") ?? 1000)
    }
  }

  mutating func histogram(_ step: StepSyntax, _ keys: Keys) -> Action? {
    guard let operands = readOperands(step.operands, of: step) else { return nil }
    guard operands.count == 1 else {
      report(Diagnostic(id: "too-many-operands", at: operands[1].range, "'histogram' takes one array of labels"))
      return nil
    }
    guard let fact = fact(of: operands[0]) else { return nil }
    if fact.shape.count != 1, fact.role != .oneHot {
      report(
        Diagnostic(
          id: "not-labels", at: operands[0].range,
          "'histogram' counts labels, but \(operands[0].text) has shape \(shapeText(fact.shape))",
          hint: labelsNear(operands[0].name).map { "try '\($0)'" }))
      return nil
    }
    return .histogram(operands[0], caption: keys.caption)
  }

  /// `y_train` for `x_train`, where there is such an array.
  func labelsNear(_ name: String) -> String? {
    guard name.hasPrefix("x") else { return nil }
    let labels = "y" + name.dropFirst()
    return scope.entries[labels] == nil ? nil : labels
  }
}

extension Diagnostic {
  init(
    _ severity: Severity = .error, id: String, at place: Place, _ summary: String, hint: String? = nil,
    notes: [String] = []
  ) {
    self.init(severity, id: id, at: place.range, summary, hint: hint, notes: notes)
    setting = place.setting
  }
}
