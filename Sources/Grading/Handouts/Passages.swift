import Files
import Lesson
import Markdown

/// Pieces of a lesson's text that students see, each with what it is; those that they do not get are not among them.
struct Passages {
  enum Kind: Equatable {
    /// Running text: paragraphs, headings, lists, quotations.
    case prose
    case table, code, footnote, hint
    /// What is said in a step: captions, hints, the names of what it makes, what an expectation expects.
    case step
    /// The number that an expectation has.
    case expected
    case head, alternative, title, address, html, comment, name, definition

    /// In which words of the lesson they are, for messages.
    var words: String {
      switch self {
      case .prose: "the text"
      case .table: "a table"
      case .code: "a piece of code"
      case .footnote: "a footnote"
      case .hint: "a hint"
      case .step: "a step"
      case .expected: "an expectation"
      case .head: "the lesson's head"
      case .alternative: "the description of a picture"
      case .title: "the title of a link or a picture"
      case .address: "the address of a link or a picture"
      case .html: "raw HTML"
      case .comment: "a comment"
      case .name: "a name in a step"
      case .definition: "the definition of a link"
      }
    }

    /// Whether it is seen at once by who reads the lesson.
    var isOpen: Bool { [.prose, .table, .code, .footnote].contains(self) }
  }

  struct Passage {
    var kind: Kind
    var text: String
    var range: Range<Int>
  }

  private(set) var passages: [Passage] = []
  private let source: SourceText
  private let hidden: [Range<Int>]
  private let hints: [Range<Int>]

  init(_ copy: Handout.Copy) {
    source = copy.lesson.source
    hidden = copy.removals + copy.secrets.map { $0.whole }
    hints = Self.all(copy.lesson.regions).filter { $0.kind == .hint }.map { $0.range }
    head(copy.lesson.frontMatter)
    let steps = Set(copy.lesson.stepBlocks.map { $0.range.lowerBound })
    blocks(Document.parse(source, from: copy.lesson.frontMatter.range.upperBound).blocks, steps, .prose)
    for block in copy.lesson.stepBlocks { step(block) }
    definitions()
  }

  static func all(_ regions: [Region]) -> [Region] { regions.flatMap { [$0] + all($0.children) } }

  private func isHidden(_ range: Range<Int>) -> Bool { hidden.contains { $0.contains(range.lowerBound) } }

  private mutating func add(_ kind: Kind, _ text: String, _ range: Range<Int>) {
    guard !text.isEmpty, !isHidden(range) else { return }
    let isHint = (kind == .prose || kind == .html) && hints.contains { $0.contains(range.lowerBound) }
    passages.append(Passage(kind: isHint ? .hint : kind, text: text, range: range))
  }

  private mutating func head(_ front: FrontMatter) {
    guard !front.range.isEmpty else { return }
    for number in source.line(of: front.range.lowerBound)...source.line(of: max(0, front.range.upperBound - 1)) {
      let line = source.lineRange(number)
      if let seal = front.seal, line.contains(seal.range.lowerBound) { continue }
      add(.head, source.text(line), line)
    }
  }

  /// Their words need not be shown anywhere.
  private mutating func definitions() {
    for number in 1...source.lineStarts.count {
      let line = source.lineRange(number)
      let text = source.text(line).drop { $0 == " " || $0 == ">" }
      guard text.hasPrefix("["), !text.hasPrefix("[^"), text.holds("]:") else { continue }
      add(.definition, String(text), line)
    }
  }

  // MARK: Prose

  private mutating func blocks(_ blocks: [Block], _ steps: Set<Int>, _ kind: Kind) {
    for block in blocks {
      switch block.kind {
      case .paragraph(let content), .heading(_, let content): inlines(content, kind)
      case .thematicBreak: break
      case .codeBlock(let code):
        if steps.contains(block.range.lowerBound) { break }
        add(.code, (code.info ?? "") + "\n" + code.literal, block.range)
      case .htmlBlock(let html): self.html(html, block.range)
      case .blockQuote(let inner): self.blocks(inner, steps, kind)
      case .footnote(let label, let inner):
        add(.footnote, label, block.range)
        self.blocks(inner, steps, .footnote)
      case .list(let list): for item in list.items { self.blocks(item.blocks, steps, kind) }
      case .table(let table):
        for cell in table.header + table.rows.flatMap({ $0 }) { inlines(cell, .table) }
      }
    }
  }

  /// Words in a row are one passage, whatever emphasis they have.
  private mutating func inlines(_ inlines: [Inline], _ kind: Kind) {
    var text = ""
    var range: Range<Int>?
    var rest: [(Kind, String, Range<Int>)] = []
    func walk(_ inlines: [Inline]) {
      for inline in inlines where !isHidden(inline.range) {
        switch inline.kind {
        case .text(let words): text += words
        case .softBreak, .lineBreak: text += " "
        // Among other words, and by itself.
        case .code(let code):
          text += code
          rest.append((.code, code, inline.range))
        case .math(let math): rest.append((.code, math, inline.range))
        case .html(let html) where html.hasPrefix("<!--"): rest.append((.comment, Self.said(html), inline.range))
        case .html(let html): rest.append((.html, html, inline.range))
        case .footnote(let label): rest.append((.footnote, label, inline.range))
        case .emphasis(let content), .strong(let content), .strikethrough(let content): walk(content)
        case .link(let destination, let title, let content):
          walk(content)
          if ["value:", "blank:"].contains(where: { destination.lowercased().hasPrefix($0) }) { break }
          rest.append((.address, Self.plain(destination), inline.range))
          rest.append((.title, title ?? "", inline.range))
        case .image(let source, let title, let alternative):
          rest.append((.alternative, alternative.plainText, inline.range))
          rest.append((.address, Self.plain(source), inline.range))
          rest.append((.title, title ?? "", inline.range))
        }
        range =
          min(
            range?.lowerBound ?? inline.range.lowerBound, inline.range.lowerBound)..<max(
            range?.upperBound ?? 0, inline.range.upperBound)
      }
    }
    walk(inlines)
    if let range { add(kind, text, range) }
    for (kind, text, range) in rest { add(kind, text, range) }
  }

  /// An address as it is written, and with its `%20`.
  private static func plain(_ address: String) -> String {
    ([address] + WebAddress.paths(address)).joined(separator: " ")
  }

  /// What a comment says; of a mark of the lesson's own its name alone, since its points are no secret.
  private static func said(_ comment: String) -> String {
    guard let mark = RegionMark(comment, range: 0..<0, container: -1) else { return comment }
    let isNumber = mark.points.flatMap { Points.value($0) } != nil
    return [mark.name, isNumber ? nil : mark.points].compactMap { $0 }.joined(separator: " ")
  }

  /// Tags, their attributes and comments: all that stands in it; what names characters is one.
  private mutating func html(_ html: String, _ range: Range<Int>) {
    var rest = html[...]
    // A removed region may stand in it: only what is outside is handed out.
    if hidden.contains(where: { range.contains($0.lowerBound) }) {
      for number in source.line(of: range.lowerBound)...source.line(of: max(range.lowerBound, range.upperBound - 1)) {
        let line = source.lineRange(number).clamped(to: range)
        let places = hidden.filter { $0.overlaps(line) }.sorted { $0.lowerBound < $1.lowerBound }
        var start = line.lowerBound
        for place in places + [line.upperBound..<line.upperBound] {
          if place.lowerBound > start {
            add(.html, source.text(start..<place.lowerBound).resolvingReferences, start..<place.lowerBound)
          }
          start = max(start, place.upperBound)
        }
      }
      return
    }
    while let start = rest.firstPlace(of: "<!--"), let end = rest[start.upperBound...].firstPlace(of: "-->") {
      add(.html, String(rest[..<start.lowerBound]).resolvingReferences, range)
      add(.comment, Self.said(String(rest[start.lowerBound..<end.upperBound])), range)
      rest = rest[end.upperBound...]
    }
    add(.html, String(rest).resolvingReferences, range)
  }

  // MARK: Steps

  private mutating func step(_ block: StepBlock) {
    for line in block.lines {
      let verb = line.tokens.first { $0.kind == .verb }?.text.lowercased()
      let isExpectation = verb.map { ["expect", "assert", "check"].contains($0) } ?? false
      for token in line.tokens {
        switch token.kind {
        case .comment where Self.arePoints(token.text): break
        case .comment: add(.comment, token.text, token.range)
        case .text: add(.step, token.text, token.range)
        case .name: add(.name, token.text, token.range)
        case .number where isExpectation: add(.expected, token.text, token.range)
        case .number, .verb, .key, .layer, .joint, .sign, .blank, .gap, .space: break
        }
      }
    }
  }

  /// `# points: 2`
  private static func arePoints(_ comment: String) -> Bool {
    Points.written(String(comment.dropFirst())).flatMap { Points.value($0) } != nil
  }

  /// The lines of steps that students have, as they are plain to see, with the kinds of tokens that are wanted.
  private static func lines(_ copy: Handout.Copy, _ told: [StepToken.Kind]) -> [[Reading.Word]] {
    copy.lesson.stepBlocks.filter { block in !copy.removals.contains { $0.contains(block.range.lowerBound) } }
      .flatMap { $0.lines }.filter { line in
        !line.tokens.contains { $0.kind == .verb && $0.text.lowercased() == "expect" }
      }
      .map { line in
        Reading(line.tokens.filter { told.contains($0.kind) }.map { $0.text }.joined(separator: " ")).words
      }
  }

  static func code(_ copy: Handout.Copy) -> [[Reading.Word]] {
    lines(copy, [.number, .name, .layer, .key, .verb, .joint])
  }

  /// The numbers and the language's own words in steps; a name may be anything.
  static func numbers(_ copy: Handout.Copy) -> Set<String> {
    Set(lines(copy, [.number, .layer, .key, .verb]).flatMap { $0 }.map { $0.text })
  }
}
