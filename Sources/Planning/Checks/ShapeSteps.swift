import Engine
import Markdown
import Text

extension Checker {
  mutating func flatten(_ step: StepSyntax) -> Action? {
    let names = change(step) { checker, operand, fact in
      guard fact.shape.count >= 2 else {
        checker.report(
          Diagnostic(
            id: "cannot-flatten", at: operand.range,
            "'\(operand.name)' has one number for each sample, so nothing can be flattened",
            hint: operand.name.hasPrefix("y") ? "did you mean '\("x" + operand.name.dropFirst())'?" : nil))
        return false
      }
      if fact.shape.count == 2 {
        checker.report(
          Diagnostic(
            .warning, id: "already-flat", at: operand.range,
            "'\(operand.name)' is flat already: its shape is \(shapeText(fact.shape))",
            hint: "this step changes nothing",
            notes: checker.oneImage(operand.name, fact)))
      }
      let lengths = fact.shape.dropFirst().compactMap(\.self)
      fact.shape = [fact.shape[0], lengths.count == fact.shape.count - 1 ? lengths.product : nil]
      return true
    }
    return names.map(Action.flatten)
  }

  private func oneImage(_ name: String, _ fact: ArrayFact) -> [String] {
    guard let side = fact.shape[0], fact.shape[1] == side else { return [] }
    return ["if it is one image, write 'reshape \(name) to (1, \(side * side))'"]
  }

  mutating func reshape(_ step: StepSyntax) -> Action? {
    guard let clause = step.clauses[.to] else {
      report(
        Diagnostic(
          id: "missing-clause", at: step.headline, "'reshape' needs the new shape",
          hint: "write 'to (-1, 28, 28, 1)' at its end"))
      return nil
    }
    let tokens = clause.tokens[...]
    guard let shape = Numbers.shape(tokens), shape.count <= 8 else {
      report(
        Diagnostic(
          id: "bad-value", at: tokens.range, "'\(tokens.range.map(source.text) ?? "")' is no shape",
          hint: "write 'to (-1, 28, 28, 1)'"))
      return nil
    }
    guard shape.allSatisfy({ $0 >= -1 && $0 != 0 && $0 < 1 << 31 }), shape.filter({ $0 == -1 }).count <= 1 else {
      report(
        Diagnostic(
          id: "bad-value", at: tokens.range, "a shape is made of whole numbers from 1, and at most one -1",
          notes: ["-1 stands for the length that fits, most often the number of samples"]))
      return nil
    }
    let place = tokens.range ?? step.headline
    var isToldOf: Set<Int> = []
    let names = change(step) { $0.reshape($1, &$2, to: shape, at: place, &isToldOf) }
    return names.map { .reshape($0, to: shape) }
  }

  private mutating func reshape(
    _ operand: Operand, _ fact: inout ArrayFact, to shape: [Int], at place: Range<Int>, _ isToldOf: inout Set<Int>
  ) -> Bool {
    let known = shape.filter { $0 > 0 }
    let size = known.product
    let lengths = fact.shape.compactMap { $0 }
    guard lengths.count == fact.shape.count else {
      fact.shape = shape.map { $0 == -1 ? nil : $0 }
      return true
    }
    let count = lengths.product
    let isFit = size < .max && (known.count == shape.count ? count == size : size > 0 && count % size == 0)
    guard isFit else {
      let sample = fact.sampleShape.product
      // Arrays of samples that are as large have the same mistake.
      guard isToldOf.insert(sample).inserted else { return false }
      // The lengths that are written, if they are a sample's, with or without a wrong count before them.
      let written = [known, Array(known.dropFirst())].first { $0.product == sample && !$0.isEmpty }
      let lengths = written ?? (sample == 784 ? [28, 28, 1] : [sample])
      let wanted = shapeText([-1] + lengths)
      report(
        Diagnostic(
          id: "bad-reshape", at: place,
          "'\(operand.name)' with shape \(shapeText(fact.shape)) has \(count) values, and they do not fit into \(shapeText(shape))",
          hint: "write 'to \(wanted)'",
          notes: ["each sample of '\(operand.name)' has \(Words.count(sample, "value"))"]))
      return false
    }
    fact.shape = shape.map { $0 == -1 ? count / max(size, 1) : $0 }
    return true
  }
}
