import Arrays
import Engine
import Figures
import Lesson
import Networks
import Text

extension Verb {
  static let residuals = Verb(
    VerbDoc(
      "residuals", forms: ["residuals net on x, y"],
      summary:
        "of a network that answers with a number, its answers against the truth, and what each is off by; the largest "
        + "error is named",
      clauses: [.on], keys: [Key.caption.spec],
      values: [
        ValueDoc("r2", .number, "R², the share of the variance it explains"),
        ValueDoc("mae", .number, "the mean absolute error"),
        ValueDoc("bias", .number, "the mean of answer less truth"),
        ValueDoc("largest", .number, "the largest error, without its sign"),
        ValueDoc("count", .integer, "samples"),
      ],
      example: "residuals network on x_test, y_test"),
    keeping: Keeping(state: .whereSlow),
    check: { checker, step, _ in
      guard let samples = JudgedSamples(step, &checker) else { return nil }
      samples.warnOfScale(&checker)
      guard samples.network.outputShape == nil || samples.network.outputShape == [1] else {
        return checker.refuse(notNumbers(samples, "names classes, and has no residuals", of: step))
      }
      guard samples.network.layers.last?.activation != .sigmoid else {
        return checker.refuse(notNumbers(samples, "gives a probability, and has no residuals", of: step))
      }
      return Checked(operands: [samples.name], data: [samples.x, samples.y])
    },
    perform: { step, stage throws(Diagnostic) in
      let (x, y) = (step.data[0], step.data[1])
      let fit = try stage.workspace.numbers(of: step)
      let errors = zip(fit.truth, fit.answers).map { $1 - $0 }
      guard let worst = errors.indices.max(by: { abs(errors[$0]) < abs(errors[$1]) }) else {
        throw Diagnostic(id: .noSamples, at: x.range, "\(x.text) has no samples")
      }
      stage.note(
        step,
        [
          "r2": .number(fit.determination), "mae": .number(fit.errors.meanAbsoluteError),
          "bias": .number(errors.reduce(0, +) / Double(errors.count)), "largest": .number(abs(errors[worst])),
          "count": .integer(errors.count),
        ])
      let title = try stage.workspace.variable(y.name, at: y.range).columns?.first ?? y.text
      let plot = RegressionPlot(truth: fit.truth, answers: fit.answers, title: title, subject: x.text)
      stage.draw(
        .regression(plot), step,
        caption: step[Key.caption] ?? "What '\(step.network)' answers for \(x.text), against the true \(title)")
      let titles = try stage.workspace.titles(x, count: errors.count)
      let direction = errors[worst] < 0 ? "too low" : "too high"
      stage.show(
        .sentence(
          "Farthest off is \(titles[worst]): the answer is \(decimal(fit.answers[worst], 3)), the truth "
            + "\(decimal(fit.truth[worst], 3)), so it is \(decimal(abs(errors[worst]), 3)) \(direction)."))
    },
    keras: { step, script in
      script.use(.numpy, .pyplot)
      let (truth, answers) = (script.variable("truth", of: step), script.variable("answers", of: step))
      script.write("\(truth) = \(script.rows(step.data[1])).ravel()")
      let network = KerasScript.identifier(step.network)
      script.write("\(answers) = \(network).predict(\(script.rows(step.data[0])), verbose=0)[:, 0]")
      script.write("plt.scatter(\(truth), \(answers))\nplt.axline((\(truth)[0], \(truth)[0]), slope=1)\nplt.show()")
      let off = "(\(answers) - \(truth))"
      script.note("r2", of: step, "1 - (\(off) ** 2).mean() / \(truth).var()")
      script.note("mae", of: step, "np.abs(\(off)).mean()")
      script.note("bias", of: step, "\(off).mean()")
      script.note("largest", of: step, "np.abs(\(off)).max()")
      script.note("count", of: step, "len(\(truth))")
    })

  private static func notNumbers(_ samples: JudgedSamples, _ what: String, of step: StepSyntax) -> Diagnostic {
    Diagnostic(
      id: .notClasses, at: samples.name.place, "'\(samples.name.name)' \(what)",
      hint: "write 'confusion-matrix \(samples.name.name) on \(samples.x.text), \(samples.y.text)'",
      notes: ["a network for numbers ends with 'dense 1', and is trained with 'loss: mse'"])
  }
}
