import Datasets
import Arrays
import Lesson

extension Verb {
  private static let precision = Key<Int>.integer(
    "precision", in: 0...17, standard: 8, "digits behind the decimal point")
  private static let threshold = Key<Int>.integer(
    "threshold", in: 0...1_000_000, standard: 1000, "with more values than this, the middle is left out")

  static let print = Verb(
    VerbDoc(
      "print", forms: ["print x[5], …"], summary: "the values, laid out and shortened as NumPy prints them",
      keys: [precision.spec, threshold.spec],
      values: [
        ValueDoc("minimum", .number, "the first array's smallest number"),
        ValueDoc("maximum", .number, "the first array's largest number"),
      ],
      example: "print y_train[0:10]"),
    check: { checker, step, _ in checker.operands(step).map { Checked(operands: $0) } },
    perform: { step, stage throws(Diagnostic) in
      for (index, operand) in step.operands.enumerated() {
        let array = try stage.workspace.resolve(operand).array
        stage.show(.text(ArrayText.describe(array, precision: step[precision], threshold: step[threshold])))
        if index == 0 {
          let (low, high) = extremes(array.values)
          stage.note(step, ["minimum": .number(low), "maximum": .number(high)])
        }
      }
    })
}
