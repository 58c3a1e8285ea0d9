import Lesson
package import Markdown

/// What the command line asks to be tried of a lesson.
package struct TrialOrder: Sendable {
  /// `fit.epochs=1,5,20`, as typed.
  package var settings: [String]
  package var isPaired: Bool
  package var seeds: Int
  /// nil for the lesson's own.
  package var seed: UInt64?
  /// `fit.val_accuracy`; nil for the validation of the last training.
  package var measure: String?
  package var timeLimit: Double?

  package init(
    settings: [String], isPaired: Bool, seeds: Int, seed: UInt64?, measure: String?, timeLimit: Double?
  ) {
    self.settings = settings
    self.isPaired = isPaired
    self.seeds = seeds
    self.seed = seed
    self.measure = measure
    self.timeLimit = timeLimit
  }
}

extension Planner {
  /// A lesson, and what is to be tried of it; nil where there is an error.
  package static func trials(
    text source: SourceText, surroundings: Surroundings, order: TrialOrder
  ) -> (plan: PlanningResult, design: TrialDesign?) {
    var result = plan(text: source, surroundings: surroundings, seed: order.seed)
    guard let plan = result.plan else { return (result, nil) }
    let syntax = LessonSyntax(source, Verb.vocabulary)
    var checker = Checker(source: source, surroundings: surroundings, settings: [], steps: syntax.steps.steps)
    checker.check(checker.steps[...])
    // What the lesson has of its own is told above.
    checker.diagnostics.removeAll { $0.severity != .error }
    var lists: [SettingList] = []
    for setting in order.settings {
      guard let list = SettingList(setting) else {
        var problem = Diagnostic(
          id: .badSetting, at: 0..<setting.utf8.count, "'\(setting)' sets nothing",
          notes: ["write it as in --set fit.epochs=1,5,20: a step's name, a point, a key, = and its values"])
        problem.setting = setting
        checker.report(problem)
        continue
      }
      lists.append(list)
    }
    let design =
      checker.diagnostics.isEmpty
      ? TrialRequest(
        lists: lists, isPaired: order.isPaired, seeds: order.seeds, seed: plan.frontMatter.seed,
        measure: order.measure.map { ($0, Place(range: 10..<(10 + $0.utf8.count), setting: "--measure \($0)")) },
        timeLimit: order.timeLimit, end: checker.steps.count
      ).design(&checker) : nil
    result.diagnostics += checker.diagnostics
    return (result, checker.diagnostics.contains { $0.severity == .error } ? nil : design)
  }
}
