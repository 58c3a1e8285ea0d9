import Lesson

extension Verb {
  static let classificationReport = Verb(
    VerbDoc(
      "classification-report", forms: ["classification-report net on x, y", "classification-report y_class, y"],
      summary: "precision, recall, F1 and support of each class, as scikit-learn prints them", clauses: [.on],
      values: [
        ValueDoc("accuracy", .fraction, "the share that is right"),
        ValueDoc("precision", .fraction, "mean over the classes"),
        ValueDoc("recall", .fraction, "mean over the classes"), ValueDoc("f1", .fraction, "mean over the classes"),
      ],
      example: "classification-report network on x_test, y_test"),
    keeping: Keeping(showsNames: false),
    check: { checker, step, _ in JudgedClasses.check(step, &checker) },
    perform: { step, stage throws(Diagnostic) in
      let judgement = try Judgement(step, &stage.workspace)
      let means = judgement.means
      stage.note(
        step,
        [
          "accuracy": .fraction(judgement.accuracy), "precision": .fraction(means.precision),
          "recall": .fraction(means.recall), "f1": .fraction(means.f1),
        ])
      stage.show(.table(judgement.report))
    },
    keras: { step, script in
      let (truth, answers) = script.judged(step)
      script.use(.metrics)
      script.write("print(classification_report(\(truth), \(answers), zero_division=0))")
      script.note("accuracy", of: step, "(\(truth) == \(answers)).mean()")
      for (value, name) in [("precision", "precision"), ("recall", "recall"), ("f1", "f1-score")] {
        script.note(
          value, of: step,
          "classification_report(\(truth), \(answers), output_dict=True, zero_division=0)[\"macro avg\"][\"\(name)\"]")
      }
    })
}
