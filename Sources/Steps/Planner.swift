package import Lesson
package import Markdown

package struct PlanningResult: Sendable {
  /// nil where there is an error.
  package var plan: Plan?
  /// What is shown of the lesson, also where there is an error.
  package var lesson: ResolvedLesson
  /// Errors, warnings and notes, in the order of the lesson; those of `--set` come first.
  package var diagnostics: [Diagnostic]
  package var parameters: [Parameter]
}

package enum Planner {
  /// Of more problems than these, only the first are told.
  static let shownProblems = 100

  /// Checks a lesson against what is there to run it with; never fails, reports every problem it finds.
  package static func plan(
    text source: SourceText, surroundings: Surroundings, settings: [Setting] = [], seed: UInt64? = nil
  ) -> PlanningResult {
    let syntax = LessonSyntax(source, Verb.vocabulary)
    var checker = Checker(
      source: source, surroundings: surroundings, settings: settings, steps: syntax.steps.steps)
    checker.seed = seed ?? syntax.frontMatter.seed
    checker.check(isBroken: syntax.problems.contains { $0.severity == .error })
    let values = ValueLookup.values(of: syntax.prose.links, &checker)
    checker.checkPictures(syntax.prose.pictures)
    let experiment = Experiment(syntax, checker, seed: seed)
    let found = Allowances(steps: checker.keysOfSteps).applied(to: syntax.problems + checker.diagnostics)
    // What cannot run yet, as a handout with its blanks, is another lesson anyway.
    let isBroken = found.contains { $0.severity == .error }
    var diagnostics = sorted(found + experiment.problems.filter { !isBroken || $0.severity != .note })
    let allowance = syntax.frontMatter.allowsNoSteps
    if let allowance, !syntax.stepBlocks.isEmpty {
      diagnostics.append(.uselessAllow(.noSteps, at: allowance, "this lesson"))
    } else if allowance == nil, diagnostics.isEmpty, syntax.stepBlocks.isEmpty {
      diagnostics = [syntax.blocks.noSteps]
    }
    let parameters = checker.parameters
    var lesson = ResolvedLesson(syntax, values: values)
    if let seed { lesson.frontMatter.seed = seed }
    guard !diagnostics.contains(where: { $0.severity == .error }) else {
      return PlanningResult(plan: nil, lesson: lesson, diagnostics: diagnostics, parameters: parameters)
    }
    let excuses = experiment.excuses(checker.planned)
    let steps = checker.planned.map { step in
      var step = step
      step.excuse = excuses[step.range.lowerBound]
      return step
    }
    return PlanningResult(
      plan: Plan(lesson: lesson, steps: steps), lesson: lesson, diagnostics: diagnostics, parameters: parameters)
  }

  private static func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    let keyed = diagnostics.enumerated().map { index, diagnostic in
      (diagnostic.setting == nil ? 1 : 0, diagnostic.range?.lowerBound ?? -1, index, diagnostic)
    }
    let sorted = keyed.sorted { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }.map { $0.3 }
    guard sorted.count > shownProblems else { return sorted }
    let rest = sorted[shownProblems...]
    var last = Diagnostic(
      .note, id: .moreProblems, at: rest.first?.range,
      rest.count == 1 ? "1 more problem is not shown" : "\(rest.count) more problems are not shown")
    last.setting = rest.first?.setting
    let hidden = rest.first { $0.severity == .error }
    let hasError = sorted[..<shownProblems].contains { $0.severity == .error }
    return sorted[..<shownProblems] + [last] + (hasError ? [] : [hidden].compactMap { $0 })
  }
}
