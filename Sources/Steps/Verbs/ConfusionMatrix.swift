import Figures
import Lesson

extension Verb {
  private static let normalised = Key<Bool>.flag("normalise", standard: false, "shares of each row instead of counts")

  static let confusionMatrix = Verb(
    VerbDoc(
      "confusion-matrix", aliases: ["confusion"],
      forms: ["confusion-matrix net on x, y", "confusion-matrix y_class, y"],
      summary: "how often each class was taken for which, as a heat map: truth down, prediction across",
      clauses: [.on], keys: [normalised.spec],
      values: [
        ValueDoc("accuracy", .fraction, "the share on the diagonal"),
        ValueDoc("most_confused", .className, "the true class of the most frequent mistake"),
        ValueDoc("confused_with", .className, "the class it is taken for"),
        ValueDoc("confusions", .integer, "how often that happened"),
      ],
      example: "confusion-matrix network on x_test, y_test"),
    check: { checker, step, _ in JudgedClasses.check(step, &checker) },
    perform: { step, stage throws(Diagnostic) in
      let judgement = try Judgement(step, &stage.workspace)
      stage.note(step, ["accuracy": .fraction(judgement.accuracy)])
      if let worst = judgement.mostConfused {
        stage.note(step, "most_confused", class: worst.truth, judgement.classNames)
        stage.note(step, "confused_with", class: worst.predicted, judgement.classNames)
        stage.note(step, ["confusions": .integer(worst.count)])
      } else {
        stage.note(
          step, ["most_confused": .text("none"), "confused_with": .text("none"), "confusions": .integer(0)])
      }
      let subject =
        step.data.isEmpty
        ? "\(step.operands[0].text) and \(step.operands[1].text)" : "'\(step.network)' on \(step.data[0].text)"
      stage.draw(
        .confusion(
          ConfusionFigure(
            counts: judgement.counts, classNames: judgement.classNames, isNormalised: step[normalised])),
        step, caption: "Confusion matrix of \(subject)")
    },
    keras: { step, script in
      let (truth, answers) = script.judged(step)
      script.use(.metrics, .pyplot)
      script.write("ConfusionMatrixDisplay.from_predictions(")
      script.write(
        "    \(truth), \(answers), cmap=\"Blues\"\(step[normalised] ? ", normalize=\"true\", values_format=\".2f\"" : ", values_format=\"d\"")"
      )
      script.write(")\nplt.show()")
      script.note("accuracy", of: step, "(\(truth) == \(answers)).mean()")
      guard ["most_confused", "confused_with", "confusions"].contains(where: { script.wants($0, of: step) }) else {
        return
      }
      script.use(.numpy)
      let wrong = script.variable("confused", of: step)
      script.write("\(wrong) = confusion_matrix(\(truth), \(answers))\nnp.fill_diagonal(\(wrong), 0)")
      script.note("confusions", of: step, "\(wrong).max()")
      script.note("most_confused", of: step, "np.unravel_index(\(wrong).argmax(), \(wrong).shape)[0]")
      script.note("confused_with", of: step, "np.unravel_index(\(wrong).argmax(), \(wrong).shape)[1]")
    })
}
