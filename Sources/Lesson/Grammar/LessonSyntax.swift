package import Markdown

/// A lesson cut into its parts, before any name is looked up: what checking, formatting and handing out start from.
package struct LessonSyntax {
  package let frontMatter: FrontMatter
  package let document: Document
  /// The code blocks that hold steps, and where they stand.
  package let stepBlocks: [(code: CodeBlock, range: Range<Int>)]
  package let blocks: StepBlocks
  package let steps: StepReader
  package let prose: ProseReader
  package let regions: RegionReader
  /// What other programs mark solutions by.
  let foreignMarks: [Diagnostic]
  private let lineSeparators: [Diagnostic]
  private let headProblems: [Diagnostic]

  package init(_ source: SourceText, _ vocabulary: Vocabulary) {
    var header = FrontMatterReader(source)
    header.read()
    frontMatter = header.frontMatter
    headProblems = header.problems
    document = Document.parse(source, from: frontMatter.range.upperBound)
    var found: [(code: CodeBlock, range: Range<Int>)] = []
    var blocks = StepBlocks(source, vocabulary)
    blocks.visit(document.blocks) { found.append(($0, $1)) }
    var steps = StepReader(source, vocabulary)
    for (code, range) in found { steps.read(code, block: range) }
    stepBlocks = found
    self.blocks = blocks
    self.steps = steps
    prose = ProseReader(document, vocabulary)
    regions = RegionReader(source, prose.marks)
    let places = found.map { $0.range }
    lineSeparators = LineSeparators(source, blocks: places).problems
    foreignMarks = ForeignMarks(source, from: frontMatter.range.upperBound, steps: places).problems
  }

  /// Of the lesson's form: its head, its blocks and its marks.
  package var formProblems: [Diagnostic] {
    // Where a block of steps swallows prose, marks are missing that are not missing in the lesson.
    lineSeparators + headProblems + blocks.problems + (blocks.isCutShort ? [] : prose.markProblems + regions.problems)
  }

  package var problems: [Diagnostic] { formProblems + steps.problems + prose.problems + foreignMarks }
}
