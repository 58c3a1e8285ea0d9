import Markdown

/// Finds the code blocks whose info string's first word is `step`, in order, in lists and quotations too.
struct StepBlocks {
  private let source: SourceText
  private(set) var problems: [Diagnostic] = []

  init(_ source: SourceText) { self.source = source }

  mutating func visit(_ blocks: [Block], _ read: (CodeBlock, Range<Int>) -> Void) {
    for block in blocks {
      switch block.kind {
      case .codeBlock(let code):
        switch Self.firstWord(code.info) {
        case "step": read(isClosed(code, block) ? code : steps(of: code, block), block.range)
        case let word?: warn(of: word, code, block)
        case nil: break
        }
      case .blockQuote(let inner): visit(inner, read)
      case .list(let list): for item in list.items { visit(item.blocks, read) }
      case .htmlBlock: warn(ofHTML: block)
      case .paragraph, .heading, .thematicBreak, .table: break
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

  /// Whether the block's last line is a fence, and not a line of its content.
  private func isClosed(_ code: CodeBlock, _ block: Block) -> Bool {
    let last = max(block.range.lowerBound, block.range.upperBound - 1)
    let lastLine = source.line(of: last)
    let content = code.lines.last.map { source.line(of: $0.lowerBound) }
    return lastLine > (content ?? source.line(of: block.range.lowerBound))
  }

  /// A fence that is never closed swallows the rest of the lesson: only the lines that can be steps are read.
  private mutating func steps(of code: CodeBlock, _ block: Block) -> CodeBlock {
    problems.append(
      Diagnostic(
        id: "unclosed-block", at: headline(block), "the steps that start here never end",
        hint: "write ``` on a line of its own below the last step"))
    var code = code
    let end = code.lines.firstIndex { line in
      guard let first = Lexer(source, line).tokens.first else { return false }
      return first.range.lowerBound == line.lowerBound && Verb.named(first.text) == nil
    }
    code.lines = Array(code.lines[..<(end ?? code.lines.count)])
    return code
  }

  /// A fence that follows an HTML tag without a blank line is HTML too; in a comment that may be meant.
  private mutating func warn(ofHTML block: Block) {
    guard !source.utf8[block.range].starts(with: "<!--".utf8) else { return }
    let last = source.line(of: block.range.upperBound)
    for number in source.line(of: block.range.lowerBound)...last {
      let line = source.lineRange(number).clamped(to: block.range)
      let text = source.text(line)
      guard let start = text.firstIndex(where: { $0 == "`" || $0 == "~" }),
        text[..<start].allSatisfy({ $0 == " " || $0 == ">" }),
        text[start...].hasPrefix("```") || text[start...].hasPrefix("~~~"),
        Self.firstWord(String(text[start...].drop { $0 == "`" || $0 == "~" })) == "step"
      else { continue }
      let indentation = text[..<start].utf8.count
      problems.append(
        Diagnostic(
          .warning, id: "not-a-step-block", at: (line.lowerBound + indentation)..<line.upperBound,
          "these lines are shown but not run, because they belong to the HTML above them",
          hint: "leave a line empty above"))
    }
  }

  /// ` ```steps ` or ` ```setp ` is a code block that nobody runs.
  private mutating func warn(of word: String, _ code: CodeBlock, _ block: Block) {
    guard Suggestion.nearest(word, among: ["step"]) != nil, let line = code.lines.first,
      let first = Lexer(source, line).tokens.first, Verb.named(first.text) != nil
    else { return }
    problems.append(
      Diagnostic(
        .warning, id: "not-a-step-block", at: headline(block),
        "these lines are shown but not run, because the block is called '\(word)'",
        hint: "did you mean ```step?"))
  }
}
