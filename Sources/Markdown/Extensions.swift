/// GitHub's additions to CommonMark (GitHub Flavored Markdown 0.29) that a parser may understand.
package struct Extensions: OptionSet, Sendable {
  package let rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }

  package static let tables = Extensions(rawValue: 1)
  package static let strikethrough = Extensions(rawValue: 2)
  package static let taskLists = Extensions(rawValue: 4)
  package static let autolinks = Extensions(rawValue: 8)

  /// GitHub's mathematics, `$x_1$`: what stands between the dollar signs is no Markdown.
  package static let math = Extensions(rawValue: 16)
  package static let footnotes = Extensions(rawValue: 32)

  package static let none: Extensions = []
  package static let all: Extensions = [.tables, .strikethrough, .taskLists, .autolinks, .math, .footnotes]
}
