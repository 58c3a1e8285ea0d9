import Markdown

/// Values that the copy for students names, and no longer has: a step inside a solution goes with it, and the steps of
/// its kind that stay are counted anew.
struct HandoutValues {
  private let syntax: LessonSyntax
  private let lesson: ResolvedLesson
  private let removals: [Range<Int>]

  init(_ syntax: LessonSyntax, _ lesson: ResolvedLesson, removals: [Range<Int>]) {
    self.syntax = syntax
    self.lesson = lesson
    self.removals = removals
  }

  private func isRemoved(_ range: Range<Int>) -> Bool { removals.contains { $0.contains(range.lowerBound) } }

  func problems(_ copy: LessonSyntax) -> [Diagnostic] {
    let steps = syntax.steps.steps
    let kept = steps.filter { !isRemoved($0.range) }
    guard kept.count < steps.count, kept.count == copy.steps.steps.count else { return [] }
    // What each step is called in the copy, by its name here.
    var names: [String: String] = [:]
    for (step, copied) in zip(kept, copy.steps.steps) { names[step.id] = copied.id }
    return uses.compactMap { name, range in
      guard !isRemoved(range), let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
      let id = name[..<dot].lowercased()
      guard let step = steps.last(where: { $0.id.lowercased() == id }) else { return nil }
      guard let new = names[step.id] else {
        if isForStudents(step) { return nil }
        return Diagnostic(
          id: .valueOfSolution, at: range,
          "students get no step '\(step.id)', since it stands in a solution on line \(line(step)), so this names nothing",
          notes: ["move this sentence into the solution, too, or the step out of it"])
      }
      guard new != step.id else { return nil }
      return Diagnostic(
        id: .valueOfSolution, at: range,
        "in the students' copy the step '\(step.id)' on line \(line(step)) is called '\(new)', since solutions are cut",
        notes: ["give that step a name of its own with 'as', and use it here"])
    }
  }

  private func line(_ step: StepSyntax) -> Int { syntax.document.source.line(of: step.range.lowerBound) }

  /// The names of values, in the prose and in steps.
  private var uses: [(name: String, range: Range<Int>)] {
    let links = syntax.prose.links.map { (name: $0.name, range: $0.range) }
    let tokens = syntax.steps.steps.flatMap { $0.operands }.filter { $0.kind == .word }.map {
      (name: $0.text, range: $0.range)
    }
    return (links + tokens).sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// Whether students are asked for such a step: the solution belongs to a question with room for an answer.
  private func isForStudents(_ step: StepSyntax) -> Bool {
    let all = Self.all(lesson.regions)
    let solution = all.first { $0.kind == .solution && $0.range.contains(step.range.lowerBound) }
    guard let question = solution?.question else { return false }
    return all.contains { $0.kind == .answer && $0.question == question }
  }

  private static func all(_ regions: [Region]) -> [Region] { regions.flatMap { [$0] + all($0.children) } }
}
