import Lesson
import Markdown

extension Checker {
  /// What was changed since the lesson was sealed, the command line's settings included.
  func experiment(_ syntax: LessonSyntax, seed: UInt64?) -> Experiment {
    var keys: [Int: Keys] = [:]
    for (step, own) in keysOfSteps { keys[step.range.lowerBound] = own }
    let codes = steps.map { StepCode($0, keys[$0.range.lowerBound] ?? Seal.keys(of: $0, source).keys) }
    return Experiment(syntax, codes: codes, seed: seed, isTold: !settings.isEmpty)
  }

  /// Without the warnings and notes that a step's `allow` lets pass, and with one for each word there that is idle.
  func allowed(_ problems: [Diagnostic]) -> [Diagnostic] {
    let hasError = problems.contains { $0.severity == .error }
    var problems = problems
    for (step, keys) in keysOfSteps {
      for (id, range) in keys.allowed {
        let count = problems.count
        problems.removeAll { problem in
          problem.severity != .error && problem.id == id && problem.setting == nil
            && problem.range.map { step.range.contains($0.lowerBound) } == true
        }
        // Where something is wrong elsewhere, not everything was looked at.
        guard problems.count == count, !hasError else { continue }
        problems.append(
          Diagnostic(
            .warning, id: .uselessAllow, at: range, "this step gives no warning '\(id.rawValue)' that could be allowed",
            hint: "delete it"))
      }
    }
    return problems
  }
}
