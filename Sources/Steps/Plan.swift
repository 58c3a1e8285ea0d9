package import Lesson

/// A checked lesson: every name resolved, every value in range, every shape inferred; running it meets no bad name.
package struct Plan: Sendable {
  /// What is shown of it; every link in its prose names a value that its step will give.
  package var lesson: ResolvedLesson
  package var steps: [PlannedStep]

  package init(lesson: ResolvedLesson, steps: [PlannedStep]) {
    self.lesson = lesson
    self.steps = steps
  }

  package var frontMatter: FrontMatter { lesson.frontMatter }
}
