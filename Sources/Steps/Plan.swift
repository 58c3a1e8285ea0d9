package import Lesson
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
