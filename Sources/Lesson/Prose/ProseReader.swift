package import Markdown

/// Reads the prose once: what it shows, in order, and what belongs to the lesson in it: marks of regions, teachers'
/// remarks, links to values.
package struct ProseReader {
  /// What stands in a container one after the other, before marks are paired into regions.
  indirect enum Item {
    case mark(RegionMark)
    case part(ResolvedLesson.Part)
    case quote([Item])
    case note(label: String, [Item])
    case list(start: Int?, isTight: Bool, items: [(task: Bool?, items: [Item])])
  }

  private(set) var items: [Item] = []
  package private(set) var marks: [RegionMark] = []
  package private(set) var links: [ValueLink] = []
  /// The files of Markdown's pictures, as written.
  package internal(set) var pictures: [(name: String, range: Range<Int>)] = []
  /// Teachers' remarks within a heading, a table's cell or other words, where no other region can be.
  package private(set) var remarks: [Range<Int>] = []
  package internal(set) var problems: [Diagnostic] = []
  /// Comments that mark nothing, but are hardly meant for students.
  private(set) var leaks: [Diagnostic] = []
  /// The links to places in the lesson, without their `#`.
  var anchors: Set<String> = []
  /// What is wrong with marks.
  package private(set) var markProblems: [Diagnostic] = []
  let source: SourceText
  let vocabulary: Vocabulary
  private var container = -1
  /// The raw HTML whose text is being read as Markdown; its marks and comments are taken out already.
  private var excerpt: HTMLExcerpt?

  package init(_ document: Document, _ vocabulary: Vocabulary) {
    source = document.source
    self.vocabulary = vocabulary
    items = read(document.blocks)
  }

  /// Where something stands in the lesson.
  private func place(_ range: Range<Int>) -> Range<Int> { excerpt?.place(range) ?? range }

  private mutating func read(_ blocks: [Block]) -> [Item] {
    var items: [Item] = []
    for block in blocks {
      switch block.kind {
      case .paragraph(let content): items += paragraph(content)
      case .heading(let level, let content):
        items.append(.part(.heading(.init(level: level, content: read(content, in: "a heading"), anchor: ""))))
      case .htmlBlock(let html): items += self.html(html, block)
      case .blockQuote(let inner):
        items.append(.quote(within(block.range.lowerBound) { $0.read(inner) }))
      case .footnote(let label, let inner):
        items.append(.note(label: label, within(block.range.lowerBound) { $0.read(inner) }))
      case .list(let list):
        let entries = list.items.map { item in
          (task: item.task, items: within(item.range.lowerBound) { $0.read(item.blocks) })
        }
        items.append(.list(start: list.start, isTight: list.isTight, items: entries))
      case .table(let table):
        let header = table.header.map { read($0, in: "a table") }
        let rows = table.rows.map { $0.map { read($0, in: "a table") } }
        items.append(.part(.table(alignments: table.alignments, header: header, rows: rows)))
      case .thematicBreak, .codeBlock: items.append(.part(.block(Block(kind: block.kind, range: place(block.range)))))
      }
    }
    return items
  }

  private mutating func within(_ offset: Int, _ body: (inout ProseReader) -> [Item]) -> [Item] {
    let outer = container
    container = offset
    defer { container = outer }
    return body(&self)
  }

  /// A paragraph is cut at its marks; white space beside them goes.
  private mutating func paragraph(_ content: [Inline]) -> [Item] {
    var items: [Item] = []
    var start = 0
    for (index, inline) in content.enumerated() {
      guard let mark = mark(inline) else { continue }
      items += between(content[start..<index])
      marks.append(mark)
      items.append(.mark(mark))
      start = index + 1
    }
    return start == 0 ? [.part(.paragraph(read(content, in: nil)))] : items + between(content[start...])
  }

  private mutating func between(_ content: ArraySlice<Inline>) -> [Item] {
    var content = content
    while case .softBreak = content.first?.kind { content.removeFirst() }
    while case .softBreak = content.last?.kind { content.removeLast() }
    if case .text(let text) = content.first?.kind {
      content[content.startIndex].kind = .text(String(text.drop { $0.isWhitespace }))
    }
    if case .text(var text) = content.last?.kind {
      while text.last?.isWhitespace == true { text.removeLast() }
      content[content.endIndex - 1].kind = .text(text)
    }
    let isBlank = content.allSatisfy {
      if case .text(let text) = $0.kind { text.allSatisfy { $0.isWhitespace } } else { false }
    }
    return isBlank ? [] : [.part(.paragraph(read(Array(content), in: nil)))]
  }

  /// A line such as `<!-- hint --> Look. <!-- /hint -->` is raw HTML as a whole, and the text between its marks is
  /// Markdown again.
  private mutating func html(_ html: String, _ block: Block) -> [Item] {
    for name in SafeHTML.pictures(in: html) { notePicture(name, inHTML: block.range) }
    noteAnchors(inHTML: html)
    noteUnclosedTag(html, block.range)
    let whole = [Item.part(.block(Block(kind: block.kind, range: place(block.range))))]
    guard excerpt == nil else { return whole }
    let excerpt = HTMLExcerpt(html, firstLine: source.line(of: block.range.lowerBound), of: source)
    let bytes = excerpt.html.utf8
    var items: [Item] = []
    var textStart = 0
    var index = 0
    while let start = bytes.firstPlace(of: "<!--", from: index) {
      guard let close = bytes.firstPlace(of: "-->", from: start + 4) else {
        markProblems.append(
          Diagnostic(
            id: .unclosedComment, at: excerpt.place(start..<(start + 4)),
            "the comment that starts here never ends: what stands below it is not read",
            hint: "write --> where it ends"))
        break
      }
      index = close + 3
      guard let mark = mark(excerpt.html.text(start..<index), excerpt.place(start..<index)) else { continue }
      items += text(textStart..<start, excerpt)
      marks.append(mark)
      items.append(.mark(mark))
      textStart = index
    }
    return textStart == 0 ? whole : items + text(textStart..<bytes.count, excerpt)
  }

  private mutating func text(_ range: Range<Int>, _ excerpt: HTMLExcerpt) -> [Item] {
    let text = SourceText(utf8: Array(excerpt.html.utf8[range]))
    if text.text(0..<text.utf8.count).allSatisfy({ $0.isWhitespace }) { return [] }
    self.excerpt = excerpt.from(range.lowerBound)
    defer { self.excerpt = nil }
    return read(Document.parse(text).blocks)
  }

  /// - Parameter surroundings: where regions cannot be, in words; nil where they can, and marks are taken out already.
  private mutating func read(_ inlines: [Inline], in surroundings: String?) -> [Prose] {
    var prose: [Prose] = []
    var remark: (mark: RegionMark, before: [Prose])?
    for inline in inlines {
      guard let surroundings, let mark = mark(inline) else {
        prose.append(read(inline))
        continue
      }
      if mark.kind != .teacher {
        markProblems.append(Self.misplaced(mark, surroundings))
      } else if mark.isOpening {
        guard remark == nil else { continue }
        remark = (mark, prose)
        prose = []
      } else if let (start, before) = remark {
        remarks.append(start.range.lowerBound..<mark.range.upperBound)
        prose = before + [.remark(prose)]
        remark = nil
      } else {
        markProblems.append(RegionReader.unopened(mark))
      }
    }
    guard let (start, before) = remark else { return prose }
    markProblems.append(RegionReader.unclosed(start))
    return before + [.remark(prose)]
  }

  private mutating func read(_ inline: Inline) -> Prose {
    switch inline.kind {
    case .emphasis(let content), .strong(let content), .strikethrough(let content):
      return .around(inline, read(content, in: "emphasised text"))
    case .link(let destination, let title, let content):
      let words = read(content, in: "a link")
      if let (scheme, name) = Self.value(destination) {
        var link = link(scheme, name, place(inline.range))
        let inner = words.withoutBrackets
        let isBlank = scheme == .blank || (inner ?? words).isGap
        link.kind = isBlank ? .answer : inner == nil ? .shown : .blank
        link.points = points(title, of: link)
        links.append(link)
        return .value(link, words: inner ?? words)
      }
      noteAnchor(destination)
      noteFile(destination, place(inline.range))
      return .around(inline, words)
    case .image(let name, _, let words):
      if Self.value(name) != nil {
        problems.append(
          Diagnostic(
            .warning, id: .noValueLink, at: place(inline.range), "this is a picture, not a value",
            hint: "write it without the !"))
      } else {
        notePicture(name, place(inline.range))
      }
      return .around(inline, read(words, in: "a picture's description"))
    case .text:
      noteText(place(inline.range))
      noteSpacedPicture(place(inline.range))
      return .leaf(inline)
    case .html(let html):
      for name in SafeHTML.pictures(in: html) { notePicture(name, place(inline.range)) }
      noteAnchors(inHTML: html)
      return .leaf(inline)
    case .softBreak, .lineBreak, .code, .math, .footnote: return .leaf(inline)
    }
  }

  private mutating func mark(_ inline: Inline) -> RegionMark? {
    guard excerpt == nil, case .html(let html) = inline.kind else { return nil }
    guard html.hasPrefix("<!--") else {
      refuseMarks(inTag: Array(html.utf8), inline.range)
      return nil
    }
    return mark(html, inline.range)
  }

  /// `<a title="<!-- teacher -->…">`: what would belong to the region is not sure.
  private mutating func refuseMarks(inTag tag: [UInt8], _ range: Range<Int>) {
    var index = 0
    while let start = tag.firstPlace(of: "<!--", from: index), let end = tag.firstPlace(of: "-->", from: start + 4) {
      index = end + 3
      let comment = String(decoding: tag[start..<index], as: UTF8.self)
      guard let mark = RegionMark(comment, range: range, container: container) else { continue }
      markProblems.append(Self.misplaced(mark, "an HTML tag"))
    }
  }

  private static func misplaced(_ mark: RegionMark, _ surroundings: String) -> Diagnostic {
    Diagnostic(
      id: .misplacedRegion, at: mark.range, "a mark cannot stand in \(surroundings)",
      hint: "put \(mark.text) on a line of its own")
  }

  private mutating func mark(_ comment: String, _ range: Range<Int>) -> RegionMark? {
    let mark = RegionMark(comment, range: range, container: container)
    if mark == nil { noteMisspelt(comment, range) }
    return mark
  }

  private mutating func noteMisspelt(_ comment: String, _ range: Range<Int>) {
    guard let words = RegionMark.words(comment), let first = words.first, words.count <= 3 else { return }
    let isClosing = first.utf8.first == UInt8(ascii: "/")
    // `[solution]:`
    let word = first.filter { $0.isLetter }
    guard let nearest = Suggestion.nearest(word, among: Region.Kind.allCases.map { $0.rawValue }) else { return }
    let isWhole = words.count <= 2
    let problem = Diagnostic(
      .warning, id: .unknownMark, at: range,
      isWhole ? "this comment marks nothing: there is no '\(first.drop { $0 == "/" })'" : "this comment marks nothing",
      hint: isWhole
        ? "did you mean <!-- \(isClosing ? "/" : "")\(([nearest] + words.dropFirst()).joined(separator: " ")) -->?"
        : "did you mean <!-- \(isClosing ? "/" : "")\(nearest) -->?")
    let isSecret = [Region.Kind.solution.rawValue, Region.Kind.teacher.rawValue].contains(nearest)
    if isSecret { leaks.append(problem) }
    if isWhole { problems.append(problem) }
  }
}
