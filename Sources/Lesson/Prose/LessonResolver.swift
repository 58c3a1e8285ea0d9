import Markdown

extension ResolvedLesson {
  /// - Parameter values: what the links in the prose name, by the names as written.
  package init(_ syntax: LessonSyntax, values: [String: ValueName] = [:]) {
    shownValues = Set(values.values)
    source = syntax.document.source
    frontMatter = syntax.frontMatter
    stepBlocks = TokenClassifier(syntax.steps).blocks(syntax.stepBlocks)
    remarks = syntax.prose.remarks
    linked = syntax.prose.anchors
    var resolver = LessonResolver(closings: syntax.regions.closings, values: values)
    for block in stepBlocks { resolver.stepBlocks[block.range.lowerBound] = block }
    var items = syntax.prose.items[...]
    if case .part(.heading(let heading)) = items.first, heading.level == 1,
      frontMatter.title.map({ Self.isAlike($0, heading.content) }) ?? true
    {
      title = resolver.bound(heading.content)
      let anchor = resolver.anchor(of: heading)
      titleAnchor = linked.contains(anchor) ? anchor : nil
      items.removeFirst()
    }
    parts = resolver.parts(&items)
  }

  /// Whether a heading says what the head's title says; it is the title then, and else the head's is.
  private static func isAlike(_ title: String, _ heading: [Prose]) -> Bool {
    func letters(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }
    return letters(title) == letters(heading.inlines(keepsRemarks: false) { _, words in words }.plainText)
  }
}

/// Makes regions of the marks that pair, binds links to their values, and puts blocks of steps in their places.
private struct LessonResolver {
  /// By the first byte of the mark that opens the region.
  let closings: [Int: RegionMark]
  let values: [String: ValueName]
  /// By their first bytes.
  var stepBlocks: [Int: StepBlock] = [:]
  private var anchors: [String: Int] = [:]
  private var questions = 0
  private var openQuestion: Int?

  init(closings: [Int: RegionMark], values: [String: ValueName]) {
    self.closings = closings
    self.values = values
  }

  /// Takes items up to the mark `end`.
  mutating func parts(_ items: inout ArraySlice<ProseReader.Item>, upTo end: RegionMark? = nil) -> [ResolvedLesson.Part]
  {
    var parts: [ResolvedLesson.Part] = []
    while let item = items.popFirst() {
      switch item {
      case .mark(let mark):
        if mark == end { return parts }
        if let closing = closings[mark.range.lowerBound] {
          parts.append(.region(region(from: mark, to: closing, &items)))
        }
      case .part(let part): parts.append(resolved(part))
      case .quote(let inner): parts.append(.quote(all(inner)))
      case .note(let label, let inner): parts.append(.note(label: label, all(inner)))
      case .list(let start, let isTight, let entries):
        parts.append(.list(start: start, isTight: isTight, items: entries.map { ($0.task, all($0.items)) }))
      }
    }
    return parts
  }

  private mutating func all(_ items: [ProseReader.Item]) -> [ResolvedLesson.Part] {
    var items = items[...]
    return parts(&items)
  }

  private mutating func region(
    from start: RegionMark, to end: RegionMark, _ items: inout ArraySlice<ProseReader.Item>
  ) -> Region {
    if start.kind == .question {
      questions += 1
      openQuestion = questions
    }
    let question = openQuestion
    let parts = parts(&items, upTo: end)
    if start.kind == .question { openQuestion = nil }
    return Region(
      kind: start.kind, name: start.name, points: start.points.flatMap { Points.value($0) },
      range: start.range.lowerBound..<end.range.upperBound,
      content: start.range.upperBound..<max(start.range.upperBound, end.range.lowerBound), question: question,
      parts: parts)
  }

  private mutating func resolved(_ part: ResolvedLesson.Part) -> ResolvedLesson.Part {
    switch part {
    case .heading(var heading):
      heading.anchor = anchor(of: heading)
      heading.content = bound(heading.content)
      return .heading(heading)
    case .paragraph(let content): return .paragraph(bound(content))
    case .table(let alignments, let header, let rows):
      return .table(
        alignments: alignments, header: header.map { bound($0) }, rows: rows.map { $0.map { bound($0) } })
    case .block(let block): return stepBlocks[block.range.lowerBound].map { .steps($0) } ?? part
    case .quote, .note, .list, .region, .steps: return part
    }
  }

  func bound(_ prose: [Prose]) -> [Prose] {
    prose.map { piece in
      switch piece {
      case .leaf: return piece
      case .around(let inline, let content): return .around(inline, bound(content))
      case .value(var link, let words):
        link.value = values[link.name]
        return .value(link, words: bound(words))
      case .remark(let content): return .remark(bound(content))
      }
    }
  }

  mutating func anchor(of heading: ResolvedLesson.Heading) -> String {
    anchor(heading.content.inlines(keepsRemarks: false) { _, words in words }.plainText)
  }

  private mutating func anchor(_ text: String) -> String {
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
}
