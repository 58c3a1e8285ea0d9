import Arrays
import Markdown

extension Checker {
  mutating func normalise(_ step: StepSyntax, _ keys: Keys) -> Action? {
    guard case .interval(let low, let high) = keys["range"] ?? .interval(0, 1) else { return nil }
    let names = change(step) { checker, operand, fact in
      guard checker.isPixels(operand, fact, "normalise") else { return false }
      switch fact.scale {
      case .interval, .standardised:
        checker.report(
          Diagnostic(
            .warning, id: "already-normalised", at: operand.range,
            "'\(operand.name)' is \(fact.scale == .standardised ? "standardised" : "normalised") already",
            hint: "leave one of the two steps out"))
      case .bytes, .unknown: break
      }
      fact.scale = .interval(low, high)
      fact.elementType = .float32
      return true
    }
    return names.map { .normalise($0, low: low, high: high) }
  }

  mutating func standardise(_ step: StepSyntax) -> Action? {
    let names = change(step) { checker, operand, fact in
      guard checker.isPixels(operand, fact, "standardise") else { return false }
      if fact.scale == .standardised {
        checker.report(
          Diagnostic(
            .warning, id: "already-normalised", at: operand.range, "'\(operand.name)' is standardised already",
            hint: "leave one of the two steps out"))
      }
      fact.scale = .standardised
      fact.elementType = .float32
      return true
    }
    return names.map(Action.standardise)
  }

  mutating func invert(_ step: StepSyntax) -> Action? {
    let names = change(step) { checker, operand, fact in
      guard checker.isPixels(operand, fact, "invert") else { return false }
      if fact.scale == .standardised {
        checker.report(
          Diagnostic(
            id: "cannot-invert", at: operand.range,
            "'\(operand.name)' is standardised, and has no lightest and darkest value",
            hint: "move 'invert' above 'standardise'"))
        return false
      }
      fact.isInverted.toggle()
      return true
    }
    return names.map(Action.invert)
  }

  /// Labels have no lightness.
  mutating func isPixels(_ operand: Operand, _ fact: ArrayFact, _ verb: String) -> Bool {
    switch fact.role {
    case .values: return true
    case .labels, .oneHot, .probabilities:
      let images = "x" + operand.name.dropFirst()
      report(
        Diagnostic(
          id: "not-pixels", at: operand.range,
          "'\(verb)' is for images, but '\(operand.name)' holds \(fact.role.words)",
          hint: operand.name.hasPrefix("y") && scope.entries[images] != nil ? "did you mean '\(images)'?" : nil))
      return false
    }
  }
}

extension ArrayFact.Role {
  var words: String {
    switch self {
    case .values: "values"
    case .labels: "labels"
    case .oneHot: "one-hot labels"
    case .probabilities: "probabilities"
    }
  }
}
