package import Markdown

/// A checked lesson: every name resolved, every value in range, every shape inferred; running it meets no bad name.
package struct Plan: Sendable {
  package var document: Document
  package var frontMatter: FrontMatter
  package var steps: [PlannedStep]
  /// What stands between marks such as `<!-- hint q1 -->`, in order.
  package var regions: [Region]
  /// The links to values in the prose, every one a value that its step will give.
  package var valueLinks: [ValueLink]
  /// The bytes of each filled blank `[[20]]`, brackets included.
  package var blanks: [Range<Int>]

  package init(
    document: Document, frontMatter: FrontMatter, steps: [PlannedStep], regions: [Region] = [],
    valueLinks: [ValueLink] = [],
    blanks: [Range<Int>] = []
  ) {
    self.document = document
    self.frontMatter = frontMatter
    self.steps = steps
    self.regions = regions
    self.valueLinks = valueLinks
    self.blanks = blanks
  }
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
  /// The range of the code block (`Block.range`) it stands in.
  package var block: Range<Int>
  /// Keys the random streams. It depends on the verb, what it is done to, and how often that was done before, so that
  /// another step inserted above does not change it.
  package var stream: UInt64
  /// What the command line sets of it, as written there: `fit.epochs=20`.
  package var settings: [String]

  package init(
    id: String, verb: String, action: Action, range: Range<Int>, headline: Range<Int>, block: Range<Int>,
    stream: UInt64, settings: [String] = []
  ) {
    self.id = id
    self.verb = verb
    self.action = action
    self.range = range
    self.headline = headline
    self.block = block
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

/// `[about 95 %](value:evaluate.accuracy)`: `range` is the name's place.
package struct ValueLink: Sendable, Equatable {
  package var value: ValueName
  package var range: Range<Int>
  package init(value: ValueName, range: Range<Int>) {
    self.value = value
    self.range = range
  }
}
