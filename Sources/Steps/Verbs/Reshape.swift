import Text
import Arrays
import Lesson
import Markdown

extension Verb {
  /// One entry may be -1.
  private static let newShape = Key<[Int]?>.shape("shape", text: "", "")

  static let reshape = Verb(
    VerbDoc(
      "reshape", forms: ["reshape x, … to (-1, 28, 28, 1)"],
      summary: "gives the arrays another shape with as many elements; -1 stands for the length that fits",
      clauses: [.to], naming: .inPlace, example: "reshape x_train, x_test to (-1, 28, 28, 1)"),
    memory: { _, _ in .none },
    check: { checker, step, _ in
      guard let clause = step.clauses[.to] else {
        return checker.refuse(
          Diagnostic(
            id: .missingClause, at: step.headline, "'reshape' needs the new shape",
            hint: "write 'to (-1, 28, 28, 1)' at its end"))
      }
      let tokens = clause.tokens[...]
      guard let shape = Numbers.shape(tokens), shape.count <= 8 else {
        return checker.refuse(
          Diagnostic(
            id: .badValue, at: tokens.range, "'\(tokens.range.map { checker.source.text($0) } ?? "")' is no shape",
            hint: "write 'to (-1, 28, 28, 1)'"))
      }
      guard shape.allSatisfy({ $0 >= -1 && $0 != 0 && $0 <= Int32.max }), shape.filter({ $0 == -1 }).count <= 1 else {
        return checker.refuse(
          Diagnostic(
            id: .outOfRange, at: tokens.range, "a shape is made of whole numbers from 1, and at most one -1",
            notes: ["-1 stands for the length that fits, most often the number of samples"]))
      }
      let place = tokens.range ?? step.headline
      var told: Set<Int> = []
      var checked = ChangedArrays.change(step, &checker) { checker, operand, fact in
        guard let diagnostic = change(&fact, of: operand, to: shape, at: place) else { return true }
        // Arrays of samples that are as large have the same mistake.
        if told.insert(fact.sampleShape.product).inserted { checker.report(diagnostic) }
        return false
      }
      checked?.settings[newShape.name] = .shape(shape)
      return checked
    },
    perform: { step, stage throws(Diagnostic) in
      let shape = step[newShape] ?? []
      stage.show(lines: try stage.workspace.reshape(step.operands.map { $0.name }) { _ in shape })
    },
    keras: { step, script in
      let shape = (step[newShape] ?? []).map { "\($0)" }.joined(separator: ", ")
      for operand in step.operands {
        let array = script.code(operand)
        script.write("\(array) = \(array).reshape(\(shape))")
      }
    })

  /// The problem where the values do not fit into the shape.
  private static func change(
    _ fact: inout ArrayFact, of operand: Operand, to shape: [Int], at place: Range<Int>
  ) -> Diagnostic? {
    let known = shape.filter { $0 > 0 }
    let size = known.product
    let lengths = fact.shape.compactMap { $0 }
    guard lengths.count == fact.shape.count else {
      fact.shape = shape.map { $0 == -1 ? nil : $0 }
      return nil
    }
    let count = lengths.product
    let isFit = size < .max && (known.count == shape.count ? count == size : size > 0 && count % size == 0)
    guard isFit else {
      let sample = fact.sampleShape.product
      // The lengths that are written, if they are a sample's, with or without a wrong count before them.
      let written = [known, Array(known.dropFirst())].first { $0.product == sample && !$0.isEmpty }
      let wanted = shapeText([-1] + (written ?? (sample == 784 ? [28, 28, 1] : [sample])))
      return Diagnostic(
        id: .badReshape, at: place,
        "'\(operand.name)' with shape \(shapeText(fact.shape)) has \(count) values, and they do not fit into \(shapeText(shape))",
        hint: "write 'to \(wanted)'", notes: ["each sample of '\(operand.name)' has \(Words.count(sample, "value"))"])
    }
    fact.shape = shape.map { $0 == -1 ? count / max(size, 1) : $0 }
    return nil
  }
}
