import Arrays
import Lesson

extension Verb {
  static let invert = Verb(
    VerbDoc(
      "invert", forms: ["invert x, …"], summary: "swaps ink and paper: 255 − x, or 1 − x once normalised",
      naming: .inPlace, example: "invert x_train, x_test"),
    check: { checker, step, _ in
      ChangedArrays.change(step, &checker) { checker, operand, fact in
        guard checker.arePixels(operand, fact, "invert") else { return false }
        if fact.scale == .standardised {
          checker.report(
            Diagnostic(
              id: .cannotInvert, at: operand.range,
              "'\(operand.name)' is standardised, and has no lightest and darkest value",
              hint: "move 'invert' above 'standardise'"))
          return false
        }
        fact.isInverted.toggle()
        return true
      }
    },
    perform: { step, stage throws(Diagnostic) in
      for operand in step.operands {
        try stage.workspace.change(operand.name) { variable in
          let scale = variable.pixels ?? .bytes
          let sum = scale.low + scale.high
          if case .uint8(var pixels) = variable.array.values, scale == .bytes || sum == 255 {
            variable.array.values = .uint8([])
            for index in pixels.indices { pixels[index] = 255 - pixels[index] }
            variable.array.values = .uint8(pixels)
          } else {
            transform(&variable.array.values) { sum - $0 }
          }
          variable.pixels = scale.mapped { sum - $0 }
        }
      }
      stage.show(lines: try stage.workspace.rangeLines(step.operands))
    },
    keras: { step, script in
      for operand in step.operands {
        let array = script.code(operand)
        let range = script.ranges[operand.name] ?? Interval(low: 0, high: 255)
        script.write("\(array) = \(KerasScript.number(range.low + range.high)) - \(array)")
      }
    })
}
