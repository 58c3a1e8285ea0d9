import Lesson
import Markdown

/// What the `allow` of steps lets pass.
struct Allowances {
  let steps: [(step: StepSyntax, keys: Keys)]

  /// Without the warnings and notes that a step's `allow` lets pass, and with one for each word there that is idle.
  func applied(to problems: [Diagnostic]) -> [Diagnostic] {
    let hasError = problems.contains { $0.severity == .error }
    var problems = problems
    for (step, keys) in steps {
      for (id, range) in keys.allowed {
        let count = problems.count
        problems.removeAll { problem in
          problem.severity != .error && problem.id == id && problem.setting == nil
            && problem.range.map { step.range.contains($0.lowerBound) } == true
        }
        // Where something is wrong elsewhere, not everything was looked at.
        guard problems.count == count, !hasError else { continue }
        problems.append(.uselessAllow(id, at: range, "this step"))
      }
    }
    return problems
  }
}

extension Diagnostic {
  /// - Parameter owner: what does not give the warning.
  static func uselessAllow(_ id: ID, at range: Range<Int>, _ owner: String) -> Diagnostic {
    Diagnostic(
      .warning, id: .uselessAllow, at: range, "\(owner) gives no warning '\(id.rawValue)' that could be allowed",
      hint: "delete it")
  }
}
