import Lesson
import Text

/// What the runs of a design do, and what they are ranked by.
extension TrialRequest {
  /// The lesson's steps with the settings of each combination; those above the first step that is set are the same in all.
  ///
  /// What they warn of, and the lesson does not, is told with the first combination that does.
  func plan(_ design: inout TrialDesign, _ checker: inout Checker) {
    let names = Set(design.axes.map { $0.name })
    let others = checker.settings.filter { setting in
      !names.contains { Spelling.fold($0) == Spelling.fold("\(checker.id(named: setting.step)).\(setting.key)") }
    }
    let steps = checker.steps[..<end].filter { $0.verb?.takesSettings != true && $0.verb != Verb.expect.doc }
    let changed = Set(names.map { Setting($0).step })
    let first = steps.firstIndex { changed.contains($0.id) } ?? steps.count
    var common = Checker(source: checker.source, surroundings: checker.surroundings, settings: others, steps: steps)
    common.check(steps[..<first])
    var told = Set(checker.diagnostics.map { $0.summary })
    for index in design.combinations.indices {
      var inner = common
      inner.settings += zip(design.axes, design.combinations[index].values).map { Setting("\($0.name)=\($1)") }
      inner.check(steps[first...])
      if let problem = inner.diagnostics.first(where: { $0.severity == .error }) {
        design.combinations[index].problem = problem.summary
      } else {
        design.combinations[index].steps = inner.planned
        for var warning in inner.diagnostics
        where warning.severity == .warning && told.insert(warning.summary).inserted {
          let varied = zip(design.axes, design.combinations[index].values).filter { $0.0.isVaried }
          let words = varied.map { "\($0.0.name) = \($0.1)" }
          warning.summary = "\(words.isEmpty ? "" : "with \(words.joined(separator: ", ")): ")\(warning.summary)"
          (warning.range, warning.setting, warning.hint) = (whole.range, whole.setting, nil)
          checker.report(warning)
        }
      }
    }
  }

  /// What runs are ranked by, and the test beside it.
  func choose(_ steps: [PlannedStep], _ design: inout TrialDesign, _ checker: inout Checker) -> Bool {
    let fits = steps.filter { $0.verb.name == Verb.fit.name && (network ?? $0.network) == $0.network }
    guard let fit = fits.last else {
      checker.report(
        Diagnostic(
          id: .unknownFit, at: place,
          network.map { "'\($0)' is not trained above this step" } ?? "this lesson trains no network",
          notes: ["train it first: 'fit \(network ?? "network") on x_train, y_train'"]))
      return false
    }
    design.fit = fit.id
    if let (text, place) = measure {
      guard let measure = measure(text, place, steps, &checker) else { return false }
      design.measure = measure
      if case let step? = steps.first(where: { $0.id == measure.name.step }), step.verb.name == Verb.fit.name {
        design.fit = step.id
      }
    } else if let key = ["val_accuracy", "val_loss"].first(where: { fit.verb.lacks($0, fit) == nil }) {
      design.measure = .init(name: ValueName(step: fit.id, key: key), key)
    } else if place != nil {
      checker.report(
        Diagnostic(
          id: .noValidation, at: place, "'\(fit.id)' validates nothing that its runs could be ranked by",
          notes: [
            "add 'validation_split: 0.1' below '\(fit.id)', or '\(fit.id).validation_split: 0.1' below this step",
            "or say what else is to be looked at, as in 'measure: \(fit.id).loss'",
          ]))
      return false
    }
    let trained = steps.first { $0.id == design.fit }?.network ?? fit.network
    if let test = steps.last(where: { $0.verb.name == Verb.evaluate.name && $0.network == trained }),
      test.id != design.measure?.name.step
    {
      let key = test.verb.lacks("accuracy", test) == nil ? "accuracy" : "loss"
      design.test = .init(name: ValueName(step: test.id, key: key), key)
    }
    for index in design.combinations.indices {
      design.combinations[index].parameters = design.combinations[index].steps.parameters(of: trained)
    }
    return true
  }

  private func measure(
    _ text: String, _ place: Place, _ steps: [PlannedStep], _ checker: inout Checker
  ) -> TrialDesign.Measure? {
    let name = Setting(text)
    let id = checker.id(named: name.step)
    guard let step = steps.first(where: { $0.id == id }) else {
      // Tells what is wrong with it.
      let count = checker.diagnostics.count
      if ValueLookup.value(text, at: place.range, &checker) != nil || checker.diagnostics.count == count {
        checker.report(Diagnostic(id: .unknownStep, at: place, "'\(text)' is no value of a step above"))
      }
      checker.diagnostics[checker.diagnostics.count - 1].setting = place.setting
      return nil
    }
    let values = step.values
    guard let value = values.first(where: { Spelling.fold($0.name) == Spelling.fold(name.key) }) else {
      let nearest = Suggestion.nearest(name.key, among: values.map { $0.name })
      let lacking = step.verb.doc.value(named: name.key).flatMap { step.verb.lacks($0.name, step) }
      return checker.refuse(
        Diagnostic(
          id: .unknownValue, at: place, "'\(id)' has no value '\(name.key)'",
          hint: lacking == nil ? nearest.map { "did you mean '\(id).\($0)'?" } : nil,
          notes: lacking.map { [$0] }
            ?? (nearest == nil ? ["its values are \(Words.list(values.map { $0.name }))"] : [])))
    }
    guard value.kind != .text, value.kind != .className else {
      return checker.refuse(
        Diagnostic(
          id: .notANumber, at: place, "'\(text)' is a text, and runs are ranked by a number",
          notes: ["write 'measure: fit.val_accuracy', or another number"]))
    }
    return .init(name: ValueName(step: id, key: value.name), value.name)
  }

  /// To what is needed.
  func cut(_ design: inout TrialDesign) {
    let ids = Set([design.measure?.name.step, design.test?.name.step, design.fit].compactMap { $0 })
    for index in design.combinations.indices {
      design.combinations[index].steps = design.combinations[index].steps.needed(for: ids)
    }
  }

  func warn(_ design: inout TrialDesign, _ checker: inout Checker) -> Bool {
    let steps = design.combinations.flatMap { $0.steps }
    let at = whole
    if let save = steps.first(where: { $0.verb.name == Verb.save.name }) {
      checker.report(
        Diagnostic(
          id: .cannotTry, at: at,
          "what is to be tried takes up weights that the lesson itself saves, with '\(save.id)'",
          notes: ["leave out the step that restores them, or try it before they are saved"]))
      return false
    }
    let ids = Set(steps.map { $0.id })
    for (axis, list) in zip(design.axes, lists) where axis.isVaried {
      guard !ids.contains(axis.step) else { continue }
      checker.report(
        Diagnostic(
          .warning, id: .idleSetting, at: list.place,
          "'\(axis.name)' changes nothing that '\(design.measure?.text ?? design.fit ?? "")' depends on",
          hint: "leave it out"))
    }
    if let measure = design.measure, let step = steps.first(where: { $0.id == measure.name.step }),
      step.verb.name == Verb.evaluate.name, step.data.contains(where: { Self.looksLikeTest($0.name) })
    {
      checker.report(
        Diagnostic(
          .warning, id: .rankedByTest, at: self.measure?.place ?? at,
          "these runs are ranked by the test, and the best of many is in part best by luck",
          notes: [
            "rank them by 'fit.val_accuracy', with 'validation_split: 0.1' below 'fit', and keep the test for the end"
          ]))
    }
    guard place != nil else { return true }
    let count = design.combinations.count
    checker.report(
      Diagnostic(
        .note, id: .countOfRuns, at: at,
        "this step does \(Words.count(design.runs, "run")): \(Words.count(count, "combination"))"
          + (design.seeds.count > 1 ? ", each with \(design.seeds.count) seeds" : "")
          + (design.runs < count * design.seeds.count
            ? "; \(count - design.runs / design.seeds.count) of them cannot run" : "")))
    return true
  }

  private static func looksLikeTest(_ name: String) -> Bool { name.lowercased().split(separator: "_").contains("test") }
}

extension TrialDesign.Measure {
  init(name: ValueName, _ key: String) {
    let isLoss = key.hasSuffix("loss") || ["error", "wrong"].contains(key)
    self.init(name: name, isShare: key.hasSuffix("accuracy") || key == "error", isBetterHigh: !isLoss)
  }
}
