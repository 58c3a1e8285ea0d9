import Arrays
import Lesson

extension Verb {
  static let flatten = Verb(
    VerbDoc(
      "flatten", forms: ["flatten x, …"],
      summary: "makes one row of numbers of each image: (n, 28, 28) becomes (n, 784)", naming: .inPlace,
      example: "flatten x_train, x_test"),
    memory: { _, _ in .none },
    check: { checker, step, _ in
      ChangedArrays.change(step, &checker) { checker, operand, fact in
        guard fact.shape.count >= 2 else {
          checker.report(
            Diagnostic(
              id: .cannotFlatten, at: operand.range,
              "'\(operand.name)' has one number for each sample, so nothing can be flattened",
              hint: operand.name.hasPrefix("y") ? "did you mean '\("x" + operand.name.dropFirst())'?" : nil))
          return false
        }
        if fact.shape.count == 2 {
          checker.report(
            Diagnostic(
              .warning, id: .alreadyFlat, at: operand.range,
              "'\(operand.name)' is flat already: its shape is \(shapeText(fact.shape))",
              hint: "this step changes nothing", notes: oneImage(operand.name, fact)))
        }
        let lengths = fact.shape.dropFirst().compactMap { $0 }
        fact.shape = [fact.shape[0], lengths.count == fact.shape.count - 1 ? lengths.product : nil]
        return true
      }
    },
    perform: { step, stage throws(Diagnostic) in
      let arrays = step.operands.map { $0.name }
      stage.show(lines: try stage.workspace.reshape(arrays) { [$0.rowCount, $0.elementsPerRow] })
    },
    keras: { step, script in
      for operand in step.operands {
        let array = script.code(operand)
        script.write("\(array) = \(array).reshape(len(\(array)), -1)")
      }
    })

  private static func oneImage(_ name: String, _ fact: ArrayFact) -> [String] {
    guard let side = fact.shape[0], fact.shape[1] == side else { return [] }
    return ["if it is one image, write 'reshape \(name) to (1, \(side * side))'"]
  }
}
