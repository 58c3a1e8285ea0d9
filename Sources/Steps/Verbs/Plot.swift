import Text
import Networks
import Figures
import Lesson
import Markdown

extension Verb {
  /// The id of the fit that it plots.
  private static let training = Key<String?>.text("fit", "")

  static let plot = Verb(
    VerbDoc(
      "plot", forms: ["plot fit"],
      summary: "loss and accuracy for each epoch of the latest fit, and of validation; 'plot fit-2' plots the second",
      example: "plot fit"),
    keeping: Keeping(showsNames: false),
    effects: { step in Effects(reads: [.training(step[training] ?? "")]) },
    check: { checker, step, _ in
      if let first = step.operands.first, case .array? = checker.scope.entries[first.text] {
        return checker.refuse(
          Diagnostic(
            id: .notAFit, at: step.operands.range, "'plot' draws how a training went, not an array",
            hint: "write 'show \(step.operands.range.map { checker.source.text($0) } ?? "")' for images"))
      }
      guard var name = checker.oneName(step, "fit") else { return nil }
      name.name = checker.id(named: name.name)
      guard let id = fit(called: name.name, checker) else { return reportUnknown(name, step, &checker) }
      return Checked(settings: [training.name: .text(id)])
    },
    perform: { step, stage throws(Diagnostic) in
      let id = step[training] ?? ""
      guard let record = stage.workspace.histories[id] else {
        throw Diagnostic(id: .unknownFit, at: step.headline, "there is no finished training '\(id)' to plot")
      }
      let epochs = record.history.epochs
      var curves = TrainingCurves(
        loss: epochs.map { $0.loss }, validationLoss: epochs.compactMap { $0.validationLoss },
        accuracy: record.hasClasses ? epochs.map { $0.accuracy } : [],
        validationAccuracy: record.hasClasses ? epochs.compactMap { $0.validationAccuracy } : [])
      let rates = epochs.compactMap { $0.learningRate }
      if Set(rates).count > 1 { curves.learningRate = rates }
      let what = record.hasClasses ? "Loss and accuracy" : "Loss"
      stage.draw(.curves(curves), step, caption: "\(what) in each epoch of '\(id)'")
    },
    keras: { step, script in
      guard let history = script.histories[step[training] ?? ""] else {
        return script.lack(step, "'plot' of a training that is not shown")
      }
      script.use(.plotHistory)
      script.write("plot_history(\(history))")
    })

  private static func trainings(_ checker: Checker) -> [String] {
    checker.planned.flatMap { step in
      step.effects.makes.compactMap { if case .training(let id) = $0 { id } else { nil } }
    }
  }

  /// The id that a name means: `fit` alone, and any other word for it, is the latest.
  private static func fit(called name: String, _ checker: Checker) -> String? {
    let isVerb = named(name)?.doc == fit.doc
    if let last = checker.scope.lastFit, name == fit.name || isVerb && checker.plannedIndices[name] == nil {
      return last
    }
    return trainings(checker).contains(name) ? name : nil
  }

  private static func reportUnknown(_ name: Operand, _ step: StepSyntax, _ checker: inout Checker) -> Checked? {
    var diagnostic = Diagnostic(id: .unknownFit, at: name.range, "there is no fit '\(name.name)' to plot")
    guard !checker.isFlooded else { return checker.refuse(diagnostic) }
    let fits = checker.steps.filter { $0.verb == fit.doc }
    // A fit that is there but has a problem is reported already.
    let isBroken = fits.contains {
      $0.range.lowerBound < step.range.lowerBound && ($0.id == name.name || named(name.name)?.doc == fit.doc)
    }
    if isBroken || checker.meant.contains(fit.name) { return nil }
    checker.scope.missingSteps.insert(name.name)
    let trainings = trainings(checker)
    if let later = fits.first(where: { $0.id == name.name }) {
      diagnostic.summary = "'\(name.name)' comes only later, so there is nothing to plot yet"
      diagnostic.notes = ["move this step below line \(checker.source.line(of: later.range.lowerBound))"]
    } else if ["history", "accuracy", "loss", "training"].contains(name.name.lowercased()) {
      diagnostic.hint = "write 'plot fit'"
    } else if let nearest = checker.nearest(name.name, among: trainings) {
      diagnostic.hint = "did you mean '\(nearest)'?"
    } else if trainings.isEmpty {
      diagnostic.notes = ["train first: 'fit network on x_train, y_train'"]
    } else {
      diagnostic.notes = ["the fits so far are \(Words.list(trainings)); 'plot fit' plots the last one"]
    }
    return checker.refuse(diagnostic)
  }
}
