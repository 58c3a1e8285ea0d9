import Markdown
import Lesson
import Steps

/// Finds the comments that mark regions, between blocks, inside raw HTML and inside paragraphs.
enum RegionMarks {
  enum Item {
    case block(Block)
    case open(Region.Kind)
    case close(Region.Kind)
  }

  /// The blocks of one container; a paragraph or raw HTML that holds marks is cut at them.
  static func items(of blocks: [Block]) -> [Item] {
    blocks.flatMap { block -> [Item] in
      switch block.kind {
      case .htmlBlock(let html):
        let pieces = pieces(html)
        if pieces.allSatisfy({ if case .text = $0 { true } else { false } }) { return [.block(block)] }
        return pieces.flatMap { piece -> [Item] in
          switch piece {
          case .open(let kind): [.open(kind)]
          case .close(let kind): [.close(kind)]
          case .text(let text): Document.parse(SourceText(text)).blocks.map(Item.block)
          }
        }
      case .paragraph(let content): return cut(content, block)
      default: return [.block(block)]
      }
    }
  }

  private enum Piece {
    case text(String)
    case open(Region.Kind)
    case close(Region.Kind)
  }

  /// The mark that a comment `<!-- hint q1 -->` is; nil for any other HTML.
  private static func mark(_ comment: Substring) -> Piece? {
    RegionMark(String(comment)).map { $0.isOpening ? .open($0.kind) : .close($0.kind) }
  }

  private static func pieces(_ html: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = Substring(html)
    var text = Substring()
    func flush() { if !text.allSatisfy(\.isWhitespace) { pieces.append(.text(String(text))) } }
    while let start = rest.firstRange(of: "<!--") {
      text += rest[..<start.lowerBound]
      rest = rest[start.lowerBound...]
      guard let end = rest.firstRange(of: "-->") else { break }
      let comment = rest[..<end.upperBound]
      rest = rest[end.upperBound...]
      if let mark = mark(comment) {
        flush()
        text = ""
        pieces.append(mark)
      } else {
        text += comment
      }
    }
    text += rest
    flush()
    return pieces
  }

  private static func cut(_ content: [Inline], _ block: Block) -> [Item] {
    let hasMarks = content.contains { if case .html(let html) = $0.kind { mark(html[...]) != nil } else { false } }
    if !hasMarks { return [.block(block)] }
    var items: [Item] = []
    var run: [Inline] = []
    func flush() {
      trim(&run)
      let isBlank = run.allSatisfy {
        if case .text(let text) = $0.kind { text.allSatisfy(\.isWhitespace) } else { false }
      }
      if !isBlank { items.append(.block(Block(kind: .paragraph(run), range: block.range))) }
      run = []
    }
    for inline in content {
      if case .html(let html) = inline.kind, let mark = mark(html[...]) {
        flush()
        switch mark {
        case .open(let kind): items.append(.open(kind))
        case .close(let kind): items.append(.close(kind))
        case .text: break
        }
      } else {
        run.append(inline)
      }
    }
    flush()
    return items
  }

  /// Takes the breaks and spaces that stood beside a mark off both ends.
  private static func trim(_ run: inout [Inline]) {
    while case .softBreak = run.first?.kind { run.removeFirst() }
    while case .softBreak = run.last?.kind { run.removeLast() }
    if case .text(let text) = run.first?.kind { run[0].kind = .text(String(text.drop(while: \.isWhitespace))) }
    if case .text(var text) = run.last?.kind {
      while text.last?.isWhitespace == true { text.removeLast() }
      run[run.count - 1].kind = .text(text)
    }
  }

  /// Inlines of a heading, a table cell or an emphasis, where a region cannot be shown as one: the marks go, and what a
  /// teacher's mark opens goes with it.
  static func withoutMarks(_ inlines: [Inline], keepingTeacher: Bool) -> [Inline] {
    var hides = false
    return inlines.filter { inline in
      guard case .html(let html) = inline.kind, let mark = mark(html[...]) else { return !hides }
      switch mark {
      case .open(.teacher): hides = !keepingTeacher
      case .close(.teacher): hides = false
      default: break
      }
      return false
    }
  }
}
