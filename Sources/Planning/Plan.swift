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

package struct FrontMatter: Sendable, Equatable {
  package var title: String?
  package var author: String?
  package var date: String?
  package var language = "en"
  package var seed: UInt64 = 0
  /// Its bytes in the lesson, both `---` lines included; empty where there is none. `Document` starts behind it.
  package var range: Range<Int> = 0..<0
  package init() {}
}

package struct PlannedStep: Sendable {
  /// `fit`, `fit-2`, or the `as` name.
  package var id: String
  /// The verb in its canonical spelling: `one-hot`.
  package var verb: String
  package var action: Action
  /// From the verb's first byte to the end of its last indented line.
  package var range: Range<Int>
  /// The verb's line alone: where a failure points unless it knows better.
  package var headline: Range<Int>
  /// Keys the random streams. It depends on the verb, what it is done to, and how often that was done before, so that
  /// another step inserted above does not change it.
  package var stream: UInt64
  /// What the command line sets of it, as written there: `fit.epochs=20`.
  package var settings: [String]

  package init(
    id: String, verb: String, action: Action, range: Range<Int>, headline: Range<Int>, stream: UInt64,
    settings: [String] = []
  ) {
    self.id = id
    self.verb = verb
    self.action = action
    self.range = range
    self.headline = headline
    self.stream = stream
    self.settings = settings
  }
}

/// `evaluate.accuracy`: a step's id and the name of one of its numbers.
package struct ValueName: Sendable, Hashable {
  package var step: String
  package var key: String
  package init(step: String, key: String) {
    self.step = step
    self.key = key
  }
}
