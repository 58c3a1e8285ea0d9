import Text
import Arrays
import Lesson

extension Verb {
  static let standardise = Verb(
    VerbDoc(
      "standardise", forms: ["standardise x, …"],
      summary: "shifts and scales to mean 0 and deviation 1, with the first array's mean and deviation for all",
      naming: .inPlace, example: "standardise x_train, x_test"),
    check: { checker, step, _ in
      ChangedArrays.change(step, &checker) { checker, operand, fact in
        guard checker.arePixels(operand, fact, "standardise") else { return false }
        if fact.scale == .standardised {
          checker.report(
            Diagnostic(
              .warning, id: .alreadyNormalised, at: operand.range, "'\(operand.name)' is standardised already",
              hint: "leave one of the two steps out"))
        }
        fact.scale = .standardised
        fact.elementType = .float32
        return true
      }
    },
    perform: { step, stage throws(Diagnostic) in
      guard let operand = step.operands.first else { return }
      let (first, place) = (operand.name, operand.range)
      let (mean, deviation) = meanAndDeviation(try stage.workspace.variable(first, at: place).array.values)
      guard deviation.isFinite else {
        throw Diagnostic(
          id: .notANumber, at: place, "'\(first)' holds a value that is no finite number, so it has no mean",
          notes: ["mend the data, or leave those samples out"])
      }
      guard deviation > 0 else {
        throw Diagnostic(
          id: .noDeviation, at: place, "all numbers of '\(first)' are equal, so they cannot be scaled to deviation 1",
          notes: ["leave this step out, or look at the data: 'print \(first)'"])
      }
      for operand in step.operands {
        try stage.workspace.change(operand.name) { variable in
          let change = { ($0 - mean) / deviation }
          transform(&variable.array.values, by: change)
          variable.pixels = (variable.pixels ?? .bytes).mapped(change)
        }
      }
      stage.show(.text("mean \(decimal(mean, 4)), deviation \(decimal(deviation, 4)) (of \(first))"))
      stage.show(lines: try stage.workspace.rangeLines(step.operands))
    },
    keras: { step, script in
      guard let first = step.operands.first.map({ script.code($0) }) else { return }
      let (mean, deviation) = (script.variable("mean", of: step), script.variable("deviation", of: step))
      script.write("\(mean), \(deviation) = \(first).mean(), \(first).std()")
      for operand in step.operands {
        let array = script.code(operand)
        script.write("\(array) = ((\(array) - \(mean)) / \(deviation)).astype(\"float32\")")
      }
    })
}
