import Markdown
import Lesson
import Steps
import Running

/// Turns an outcome into the content that both formats show.
struct Composer {
  let outcome: Outcome
  let options: ReportOptions
  private var anchors: [String: Int] = [:]
  private var headings: [Heading] = []
  private var questions = 0
  private var openQuestion: Int?

  static func composition(of outcome: Outcome, options: ReportOptions) -> Composition {
    var composer = Composer(outcome: outcome, options: options)
    return composer.compose()
  }

  private init(outcome: Outcome, options: ReportOptions) {
    self.outcome = outcome
    self.options = options
  }

  private mutating func compose() -> Composition {
    let front = outcome.plan.frontMatter
    var blocks = outcome.plan.document.blocks
    var title = front.title.map { [Inline(kind: .text($0), range: 0..<0)] }
    if case .heading(1, let content) = blocks.first?.kind {
      title = settle(content)
      blocks.removeFirst()
    }
    let parts = parts(of: blocks)
    return Composition(
      language: front.language, title: title ?? [Inline(kind: .text(options.fallbackTitle), range: 0..<0)],
      author: front.author, date: front.date, notice: outcome.provenance.sampleNotice,
      failures: outcome.failures.map(failure), parts: parts, headings: headings,
      figureNumbers: figureNumbers(in: parts))
  }

  private func figureNumbers(in parts: [Part]) -> [String: Int] {
    var numbers: [String: Int] = [:]
    func count(_ parts: [Part]) {
      for part in parts {
        switch part {
        case .heading, .leaf: break
        case .quote(let parts), .region(_, _, let parts): count(parts)
        case .list(_, _, let items): for item in items { count(item.parts) }
        case .step(let step):
          for case .figure(let figure) in step.outputs { numbers[figure.name] = numbers.count + 1 }
        }
      }
    }
    count(parts)
    return numbers
  }

  // MARK: Blocks

  private mutating func parts(of blocks: [Block]) -> [Part] {
    struct Open {
      var kind: Region.Kind
      var question: Int?
      var parts: [Part]
    }
    var stack: [Open] = []
    var parts: [Part] = []
    func close(_ stack: inout [Open], _ parts: inout [Part]) {
      let open = stack.removeLast()
      let inner = parts
      parts = open.parts
      if options.edition.shows(open.kind) {
        parts.append(.region(open.kind, question: open.question, inner))
      }
    }
    for item in RegionMarks.items(of: blocks) {
      switch item {
      case .block(let block): parts += self.parts(of: block)
      case .open(let kind):
        if kind == .question {
          questions += 1
          openQuestion = questions
        }
        stack.append(Open(kind: kind, question: openQuestion, parts: parts))
        parts = []
      case .close(let kind):
        guard stack.contains(where: { $0.kind == kind }) else { continue }
        while stack.last?.kind != kind { close(&stack, &parts) }
        close(&stack, &parts)
        if kind == .question { openQuestion = nil }
      }
    }
    while !stack.isEmpty { close(&stack, &parts) }
    return parts
  }

  private mutating func parts(of block: Block) -> [Part] {
    var leaf = block
    switch block.kind {
    case .heading(let level, let content):
      let content = settle(content)
      let previous = headings.last?.level ?? 1
      let heading = Heading(
        level: min(max(level, 2), previous + 1), anchor: anchor(for: content.plainText), content: content)
      headings.append(heading)
      return [.heading(heading)]
    case .paragraph(let content):
      let content = settle(content)
      if content.isEmpty { return [] }
      leaf.kind = .paragraph(content)
    case .table(var table):
      table.header = table.header.map(settle)
      table.rows = table.rows.map { $0.map(settle) }
      leaf.kind = .table(table)
    case .blockQuote(let blocks): return [.quote(parts(of: blocks))]
    case .list(let list):
      var items: [(task: Bool?, parts: [Part])] = []
      for item in list.items { items.append((item.task, parts(of: item.blocks))) }
      return [.list(start: list.start, isTight: list.isTight, items: items)]
    case .codeBlock(let code):
      let steps = outcome.plan.steps.filter { $0.block == block.range }
      if !steps.isEmpty { return self.steps(steps, in: code).map(Part.step) }
    case .thematicBreak, .htmlBlock: break
    }
    return [.leaf(leaf)]
  }

  /// GitHub's link target of a heading.
  private mutating func anchor(for text: String) -> String {
    let kept = text.lowercased().filter { $0.isLetter || $0.isNumber || $0.isWhitespace || $0 == "-" || $0 == "_" }
    var base = String(kept.map { $0.isWhitespace ? "-" : $0 })
    if base.isEmpty { base = "section" }
    var anchor = base
    while let count = anchors[anchor] {
      anchors[anchor] = count + 1
      anchor = "\(base)-\(count)"
    }
    anchors[anchor] = 1
    return anchor
  }

  // MARK: Steps

  /// Cuts a block where a step has something to show; comments go with the step below them.
  private func steps(_ steps: [PlannedStep], in code: CodeBlock) -> [StepPart] {
    let lines = emptied(code.literal).split(separator: "\n", omittingEmptySubsequences: false)
    var result: [StepPart] = []
    var start = 0
    var ids: [String] = []
    for (index, step) in steps.enumerated() {
      let ran = outcome.steps.first { $0.id == step.id }
      let isLast = index == steps.count - 1
      ids.append(step.id)
      let settings = Self.remark(on: step.changes)
      let outputs = (ran == nil ? [] : settings) + (ran?.outputs ?? [])
      let isNextRun = !isLast && outcome.steps.contains { $0.id == steps[index + 1].id }
      guard isLast || !outputs.isEmpty || ran?.failure != nil || (ran != nil) != isNextRun else { continue }
      let end = isLast ? lines.count : (code.lines.lastIndex { $0.lowerBound < step.range.upperBound } ?? 0) + 1
      let state: StepPart.State =
        if let problem = ran?.failure { .failed(failure(problem)) } else { ran == nil ? .notRun : .ran }
      let source = trimmed(lines[min(start, end)..<min(end, lines.count)])
      result.append(StepPart(ids: ids, source: source, outputs: outputs, state: state))
      start = end
      ids = []
    }
    return result
  }

  /// The step is shown as the lesson has it.
  private static func remark(on settings: [String]) -> [Output] {
    settings.isEmpty ? [] : [.remark("This run was told \(settings.map { "--set \($0)" }.joined(separator: " ")).")]
  }

  /// With `____` for each blank where the report is handed out.
  private func emptied(_ steps: String) -> String {
    guard options.edition == .student else { return steps }
    return outcome.plan.blanks.reduce(steps) {
      $0.replacing(outcome.plan.document.source.text($1), with: Handout.blank)
    }
  }

  private func trimmed(_ lines: ArraySlice<Substring>) -> String {
    let isBlank = { (line: Substring) in line.allSatisfy(\.isWhitespace) }
    var lines = lines.drop(while: isBlank)
    while let last = lines.last, isBlank(last) { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  private func failure(_ diagnostic: Diagnostic) -> Failure {
    Failure(
      diagnostic: diagnostic,
      line: diagnostic.setting != nil
        ? nil : diagnostic.range.map { outcome.plan.document.source.position(of: $0.lowerBound).line },
      step: outcome.steps.first { $0.failure == diagnostic }?.id)
  }
}

extension ReportOptions.Edition {
  fileprivate func shows(_ kind: Region.Kind) -> Bool {
    switch kind {
    case .teacher: self == .teacher
    case .solution: self != .student
    case .question, .answer, .hint: true
    }
  }
}
