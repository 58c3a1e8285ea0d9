package import Lesson
package import Markdown
package import Steps

/// A lesson as it is graded: without solutions and notes, with its author's words in its blanks.
package struct Exercise {
  package let text: SourceText
  package let scheme: Scheme
  package let plan: Plan
  let syntax: LessonSyntax
  let steps: [StepSyntax]
  /// The places of `[[…]]` in steps.
  let blanks: [Range<Int>]
  let headlines: [Headline]
  let rooms: [StepRoom]

  /// - Throws: why nothing can be graded by it.
  package init(_ source: SourceText, _ surroundings: Surroundings) throws(Handout.Problems) {
    let copy = try Handout.copy(of: source, Verb.vocabulary)
    // A seal excuses expectations that do not hold; here they are what counts.
    let head = LessonSyntax(copy.uncovered, Verb.vocabulary).frontMatter
    var edits: [(range: Range<Int>, text: String)] = []
    if let seal = head.seal {
      let number = copy.uncovered.line(of: seal.range.lowerBound)
      let start = copy.uncovered.lineStarts[number - 1]
      let end = number < copy.uncovered.lineStarts.count ? copy.uncovered.lineStarts[number] : seal.range.upperBound
      edits.append((start..<end, ""))
    }
    text = copy.uncovered.replacing(edits)
    let result = Planner.plan(text: text, surroundings: surroundings)
    guard let plan = result.plan else {
      throw Handout.Problems(diagnostics: result.diagnostics.filter { $0.severity == .error }.map { Self.told($0) })
    }
    self.plan = plan
    scheme = Scheme(plan.lesson, steps: plan.steps)
    syntax = LessonSyntax(text, Verb.vocabulary)
    steps = syntax.steps.steps
    rooms = StepRoom.all(in: plan.lesson, steps)
    let blanks = plan.lesson.blanks
    self.blanks = blanks
    headlines = steps.map { Headline($0, blanks: blanks) }
  }

  /// Its place is one in the lesson without solutions.
  private static func told(_ problem: Diagnostic) -> Diagnostic {
    Diagnostic(
      cause: problem.cause, id: problem.id, at: nil, "without its solutions the lesson cannot run: \(problem.summary)",
      hint: problem.hint, notes: problem.notes + ["what the lesson's own steps need must stand outside of solutions"])
  }
}
