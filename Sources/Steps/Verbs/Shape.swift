import Arrays
import Networks
import Lesson

extension Verb {
  static let shape = Verb(
    VerbDoc(
      "shape", aliases: ["shapes", "size"], forms: ["shape x, …"],
      summary: "the shape and the element type, one line for each array, as NumPy shows a shape",
      values: [
        ValueDoc("shape", .text, "the first array's shape, as NumPy shows it"),
        ValueDoc("count", .integer, "how many numbers the first array holds"),
      ],
      example: "shape x_train, y_train"),
    check: { checker, step, _ in checker.operands(step).map { Checked(operands: $0) } },
    perform: { step, stage throws(Diagnostic) in
      var lines: [String] = []
      for operand in step.operands {
        let array = try stage.workspace.resolve(operand).array
        let name = step.operands.count > 1 ? operand.text + ": " : ""
        lines.append(name + "\(shapeText(array.shape)) \(array.elementType.rawValue)")
        if lines.count == 1 {
          stage.note(step, ["shape": .text(shapeText(array.shape)), "count": .integer(array.count)])
        }
      }
      stage.show(lines: lines)
    },
    keras: { step, script in
      for operand in step.operands {
        let array = script.code(operand)
        script.write("print(\(KerasScript.quoted(operand.text)), \(array).shape, \(array).dtype)")
      }
      guard let first = step.operands.first.map({ script.code($0) }) else { return }
      script.note("count", of: step, "\(first).size")
    })
}
