package import Markdown

/// Finds the code blocks whose info string's first word is `step`, in order, in lists and quotations too.
package struct StepBlocks {
  private let source: SourceText
  private let vocabulary: Vocabulary
  package private(set) var problems: [Diagnostic] = []
  /// The first line of the first block that is called otherwise but starts as steps do.
  package private(set) var lookalike: Range<Int>?

  package init(_ source: SourceText, _ vocabulary: Vocabulary) {
    self.source = source
    self.vocabulary = vocabulary
  }

  package mutating func visit(_ blocks: [Block], _ read: (CodeBlock, Range<Int>) -> Void) {
    for block in blocks {
      switch block.kind {
      case .codeBlock(let code):
        switch Self.firstWord(code.info) {
        case "step":
          noteWords(code, block)
          read(isWhole(code, block) ? code : steps(of: code, block), block.range)
        case let word?:
          if isMisspelt(word, of: code, block) { read(code, block.range) }
          noteLookalike(code, block)
        case nil:
          warn(ofIndented: code, block)
          noteLookalike(code, block)
        }
      case .blockQuote(let inner), .footnote(_, let inner): visit(inner, read)
      case .list(let list): for item in list.items { visit(item.blocks, read) }
      case .htmlBlock(let html): warn(ofHTML: html, block)
      case .paragraph: warn(ofParagraph: block)
      case .heading, .thematicBreak, .table: break
      }
    }
  }

  private static func firstWord(_ info: String?) -> String? {
    info?.split { $0.isWhitespace || "{}".contains($0) }.first.map { $0.lowercased() }
  }

  private func headline(_ block: Block) -> Range<Int> {
    let line = source.lineRange(source.line(of: block.range.lowerBound))
    return block.range.lowerBound..<max(block.range.lowerBound, line.upperBound)
  }

  /// Whether steps are missing that stand behind a fence that is never closed.
  package var isCutShort: Bool { unclosed != nil }
  /// What is said of a fence that is never closed.
  private(set) var unclosed: Diagnostic?

  /// The word behind a fence, `""` where there is none; nil where the line is no fence.
  private static func fence(_ line: String) -> String? {
    let text = line.drop { $0 == " " || $0 == ">" }
    guard text.hasPrefix("```") || text.hasPrefix("~~~") else { return nil }
    return firstWord(String(text.drop { $0 == "`" || $0 == "~" })) ?? ""
  }

  /// Whether the block's last line is a fence, and none of its lines is one: that would be where the next block starts.
  private func isWhole(_ code: CodeBlock, _ block: Block) -> Bool {
    guard !code.lines.contains(where: { Self.fence(source.text($0)) != nil }) else { return false }
    let last = max(block.range.lowerBound, block.range.upperBound - 1)
    let lastLine = source.line(of: last)
    let content = code.lines.last.map { source.line(of: $0.lowerBound) }
    return lastLine > (content ?? source.line(of: block.range.lowerBound))
  }

  /// A fence that is never closed swallows what follows, up to the end of the next block or of the lesson: only the
  /// lines that can be steps are read.
  private mutating func steps(of code: CodeBlock, _ block: Block) -> CodeBlock {
    let problem = Diagnostic(
      id: .unclosedBlock, at: headline(block), "the steps that start here never end",
      hint: "write \(marks(block)) on a line of its own below the last step")
    problems.append(problem)
    if unclosed == nil { unclosed = problem }
    var code = code
    var isInside = true
    code.lines = code.lines.filter { line in
      if let word = Self.fence(source.text(line)) {
        isInside = word == "step"
        return false
      }
      guard isInside, let first = Lexer(source, line).tokens.first else { return isInside }
      isInside = first.range.lowerBound > line.lowerBound || vocabulary.verb(named: first.text) != nil
      return isInside
    }
    return code
  }

  /// The fence that opens the block, without what stands behind it: only one as long closes it.
  private func marks(_ block: Block) -> String {
    let line = source.utf8[headline(block)]
    let mark = line.first ?? UInt8(ascii: "`")
    return String(decoding: line.prefix { $0 == mark }, as: UTF8.self)
  }

  /// ` ```step load mnist …`: what stands behind the word is no step, but hardly meant as anything else.
  private mutating func noteWords(_ code: CodeBlock, _ block: Block) {
    let words = (code.info ?? "").split { $0.isWhitespace || "{}".contains($0) }.dropFirst()
    guard let first = words.first, vocabulary.verb(named: String(first)) != nil else { return }
    problems.append(
      Diagnostic(
        id: .stepOnFence, at: headline(block), "a step stands behind \(marks(block))step, where none is read",
        hint: "move it to a line of its own below"))
  }

  /// A fence that follows an HTML tag without a blank line is HTML too; in a comment that may be meant.
  private mutating func warn(ofHTML html: String, _ block: Block) {
    let tag = RawTag(html)
    // What has no end is told where it starts.
    guard !html.hasPrefix("<!--"), tag?.isClosed != false else { return }
    let last = source.line(of: block.range.upperBound)
    for number in source.line(of: block.range.lowerBound)...last {
      let line = source.lineRange(number).clamped(to: block.range)
      let text = source.text(line)
      guard Self.fence(text) == "step" else { continue }
      let indentation = text.prefix { $0 == " " || $0 == ">" }.utf8.count
      warn(
        at: (line.lowerBound + indentation)..<line.upperBound, "they belong to the HTML above them",
        hint: tag.map { "put them below </\($0.name)>" } ?? "leave a line empty above")
    }
  }

  private mutating func warn(at range: Range<Int>, _ reason: String, hint: String) {
    problems.append(
      Diagnostic(
        .warning, id: .notAStepBlock, at: range, "these lines are shown but not run, because \(reason)", hint: hint)
    )
  }

  /// Four spaces before a fence make it a part of the text.
  private mutating func warn(ofIndented code: CodeBlock, _ block: Block) {
    guard let line = code.lines.first, source.line(of: line.lowerBound) == source.line(of: block.range.lowerBound),
      Self.fence(source.text(line)) == "step"
    else { return }
    let indentation = source.text(line).prefix { $0 == " " }.utf8.count
    warn(
      at: (line.lowerBound + indentation)..<line.upperBound, "four or more spaces stand before them",
      hint: "take away the spaces, there and below")
  }

  /// Those of a fence, and what word processors make of them.
  private static let fenceLike: Set<Character> = [
    "`", "~", " ", "'", "\u{2018}", "\u{2019}", "\u{201B}", "\u{B4}", "\u{2032}",
  ]

  /// `step` or ` ``step ` above steps: a fence with too few marks.
  private mutating func warn(ofParagraph block: Block) {
    let first = headline(block)
    let number = source.line(of: block.range.lowerBound)
    guard first.upperBound < block.range.upperBound,
      source.text(first).filter({ !Self.fenceLike.contains($0) }).lowercased() == "step",
      let verb = Lexer(source, source.lineRange(number + 1)).tokens.first, vocabulary.verb(named: verb.text) != nil
    else { return }
    warn(at: first, "no block starts here", hint: "write ```step")
  }

  private func startsWithVerb(_ code: CodeBlock) -> Bool {
    let first = code.lines.prefix(8).lazy.compactMap { Lexer(source, $0).tokens.first }.first
    return first.flatMap { vocabulary.verb(named: $0.text) } != nil
  }

  private mutating func noteLookalike(_ code: CodeBlock, _ block: Block) {
    if lookalike == nil, startsWithVerb(code) { lookalike = headline(block) }
  }

  /// Of a lesson without any block of steps, which may be meant, but hardly is.
  package var noSteps: Diagnostic {
    Diagnostic(
      .warning, id: .noSteps, at: lookalike, "this lesson has no steps, so nothing is run",
      hint: "write ```step on a line of its own above the first step, and ``` below the last")
  }

  /// ` ```steps ` or ` ```setp ` above steps is a mistake; less near names, which may be meant, are only pointed at.
  private mutating func isMisspelt(_ word: String, of code: CodeBlock, _ block: Block) -> Bool {
    guard Suggestion.nearest(word, among: ["step"]) != nil, startsWithVerb(code) else { return false }
    let distance = Suggestion.distance(Array(word.unicodeScalars), Array("step".unicodeScalars))
    guard distance <= 1 else {
      warn(at: headline(block), "the block is called '\(word)'", hint: "did you mean ```step?")
      return false
    }
    problems.append(
      Diagnostic(
        id: .notAStepBlock, at: headline(block), "a block of steps is called 'step', not '\(word)'",
        hint: "did you mean ```step?"))
    return true
  }
}
