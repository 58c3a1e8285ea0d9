import Markdown
import Figures
import Lesson
import Steps
import Running

/// Turns a lesson and its outcome into the content that all formats show.
struct Composer {
  let outcome: Outcome
  let options: ReportOptions
  private var headings: [Heading] = []
  /// In the order of the lesson.
  var blanks: [Blank] = []
  /// Those that stand among the prose for all to see.
  var shownValues: Set<ValueName> = []
  private let levelShift: Int

  /// - Throws: the problem of a figure that cannot be drawn.
  static func composition(
    of outcome: Outcome, options: ReportOptions, draw: FigureDrawing
  ) throws(Diagnostic) -> Composition {
    var composer = Composer(outcome: outcome, options: options)
    return try composer.compose(draw)
  }

  private init(outcome: Outcome, options: ReportOptions) {
    self.outcome = outcome
    self.options = options
    levelShift = outcome.plan.lesson.levelShift
  }

  private mutating func compose(_ draw: FigureDrawing) throws(Diagnostic) -> Composition {
    let lesson = outcome.plan.lesson
    let front = lesson.frontMatter
    let title = lesson.title.map { settled($0) }
    let parts = parts(lesson.parts)
    return Composition(
      outcome: outcome, options: options, language: front.language,
      title: title ?? [Inline(kind: .text(front.title ?? options.fallbackTitle), range: 0..<0)],
      titleAnchor: lesson.titleAnchor, author: front.author, date: front.date, notice: outcome.provenance.sampleNotice,
      failures: outcome.failures.map { failure($0) }, parts: parts, headings: headings,
      names: lesson.linked.subtracting(headings.map { $0.anchor } + [lesson.titleAnchor].compactMap { $0 }),
      images: LessonImages(in: parts, read: options.image), figures: try shown(Self.figures(in: parts), draw),
      blanks: blanks, hiddenValues: hiddenValues)
  }

  /// The values that students are still to find out.
  private var hiddenValues: Set<ValueName> {
    let found = blanks.filter { $0.state == .right }.compactMap { $0.value }
    return Set(blanks.compactMap { $0.value }).subtracting(found).subtracting(shownValues)
  }

  /// Those of steps that are shown, each with the id of its step, in order.
  private static func figures(in parts: [Part]) -> [(figure: OutputFigure, step: String)] {
    parts.flatMap { part -> [(figure: OutputFigure, step: String)] in
      switch part {
      case .heading, .leaf: []
      case .quote(let parts), .alert(_, let parts), .note(_, let parts), .region(_, _, _, _, let parts):
        figures(in: parts)
      case .list(_, _, let items): items.flatMap { figures(in: $0.parts) }
      case .step(let step):
        step.outputs.compactMap { if case .figure(let figure) = $0 { (figure, step.ids.last ?? "") } else { nil } }
      }
    }
  }

  private func shown(
    _ figures: [(figure: OutputFigure, step: String)], _ draw: FigureDrawing
  ) throws(Diagnostic) -> [String: ShownFigure] {
    var shown: [String: ShownFigure] = [:]
    let alike = TrainingCurves.sharingAxes(figures.map { $0.figure.figure })
    for (index, (found, step)) in figures.enumerated() {
      var figure = found
      figure.figure = alike[index]
      do { shown[figure.name] = try draw(figure) } catch {
        let place = outcome.plan.steps.first { $0.id == step }?.headline
        throw Diagnostic(cause: .machine, id: .noFigure, at: place, "a figure could not be encoded as PNG")
      }
      shown[figure.name]?.number = index + 1
    }
    return shown
  }

  // MARK: Parts

  private mutating func parts(_ parts: [ResolvedLesson.Part]) -> [Part] {
    var shown: [Part] = []
    for part in parts {
      switch part {
      case .heading(let heading): shown.append(.heading(self.heading(heading)))
      case .paragraph(let prose):
        let content = settled(prose)
        if !content.isEmpty { shown.append(.leaf(Block(kind: .paragraph(content), range: 0..<0))) }
      case .table(let alignments, let header, let rows):
        let table = Table(
          alignments: alignments, header: header.map { settled($0) }, rows: rows.map { $0.map { settled($0) } })
        shown.append(.leaf(Block(kind: .table(table), range: 0..<0)))
      case .block(let block): shown.append(.leaf(block))
      case .quote(let inner): shown.append(quote(self.parts(inner)))
      case .note(let label, let inner): shown.append(.note(label: label, self.parts(inner)))
      case .list(let start, let isTight, let items):
        shown.append(.list(start: start, isTight: isTight, items: items.map { ($0.task, self.parts($0.parts)) }))
      case .region(let region):
        guard options.edition.shows(region.kind) else { continue }
        let points = region.points.map { [worth($0)] } ?? []
        shown.append(
          .region(
            region.kind, question: region.question, name: region.name, content: region.content,
            points + self.parts(region.parts)))
      case .steps(let block): shown += steps(block).map { .step($0) }
      }
    }
    return shown
  }

  /// What an answer is worth, above its question.
  private func worth(_ points: Double) -> Part {
    let words = Inline(kind: .text("(\(Points.text(points)))"), range: 0..<0)
    return .leaf(Block(kind: .paragraph([Inline(kind: .emphasis([words]), range: 0..<0)]), range: 0..<0))
  }

  /// The mark stands on the first line alone.
  private func quote(_ parts: [Part]) -> Part {
    guard case .leaf(var block) = parts.first, case .paragraph(var content) = block.kind,
      case .text(let text) = content.first?.kind,
      let alert = Alert.allCases.first(where: { $0.mark == text.uppercased() })
    else { return .quote(parts) }
    content.removeFirst()
    var rest = Array(parts.dropFirst())
    if let next = content.first {
      switch next.kind {
      case .softBreak, .lineBreak: content.removeFirst()
      default: return .quote(parts)
      }
      block.kind = .paragraph(content)
      rest.insert(.leaf(block), at: 0)
    }
    return rest.isEmpty ? .quote(parts) : .alert(alert, rest)
  }

  private mutating func heading(_ heading: ResolvedLesson.Heading) -> Heading {
    let previous = headings.last?.level ?? 1
    let shown = Heading(
      level: min(max(heading.level + levelShift, 2), 6, previous + 1), anchor: heading.anchor,
      content: settled(heading.content))
    headings.append(shown)
    return shown
  }

  // MARK: Steps

  /// Cuts a block where a step has something to show; comments go with the step below them.
  private func steps(_ block: StepBlock) -> [StepPart] {
    let ran = block.steps.map { step in outcome.steps.first { $0.id == step.id } }
    var result: [StepPart] = []
    var start = 0
    var ids: [String] = []
    for (index, step) in block.steps.enumerated() {
      let isLast = index == block.steps.count - 1
      let ran = (own: ran[index], next: isLast ? nil : ran[index + 1])
      ids.append(step.id)
      let outputs = (ran.own == nil ? [] : remarks(onSettingsOf: step.id)) + (ran.own?.outputs ?? [])
      guard
        isLast || !outputs.isEmpty || ran.own?.failure != nil || ran.own?.waiting != nil
          || (ran.own == nil) != (ran.next == nil)
      else {
        continue
      }
      let end = isLast ? block.lines.count : step.lines.upperBound
      let state: StepPart.State =
        if let problem = ran.own?.failure { .failed(failure(problem)) } else if let reason = ran.own?.waiting {
          .waiting(reason)
        } else { ran.own == nil ? .notRun : .ran }
      result.append(StepPart(ids: ids, source: source(block.lines[start..<end]), outputs: outputs, state: state))
      start = end
      ids = []
    }
    return result
  }

  /// The step is shown as the lesson has it.
  private func remarks(onSettingsOf id: String) -> [Output] {
    let settings = outcome.plan.steps.first { $0.id == id }?.changes ?? []
    return settings.isEmpty
      ? [] : [.remark("This run was told \(settings.map { "--set \($0)" }.joined(separator: " ")).")]
  }

  /// Without empty lines at both ends; with `____` for each blank where the report is handed out.
  private func source(_ lines: ArraySlice<StepLine>) -> [StepLine] {
    var lines = lines.drop { $0.isBlank }
    while let last = lines.last, last.isBlank { lines.removeLast() }
    guard options.edition == .student else { return Array(lines) }
    return lines.map { line in
      let tokens = line.tokens.map { token in
        token.kind == .blank ? StepToken(kind: .gap, text: Handout.blank, range: token.range) : token
      }
      return StepLine(range: line.range, tokens: tokens)
    }
  }

  private func failure(_ diagnostic: Diagnostic) -> Failure {
    Failure(
      diagnostic: diagnostic,
      line: diagnostic.setting != nil
        ? nil : diagnostic.range.map { outcome.plan.lesson.source.position(of: $0.lowerBound).line },
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
