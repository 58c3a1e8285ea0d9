/// Finds the block structure, line by line (CommonMark 0.31.2, appendix "A parsing strategy", phase 1).
struct BlockParser {
  /// Block quotes and list items may stand this deep in one another; what would be deeper is text.
  static let maximumDepth = 100

  let source: SourceText
  let extensions: Extensions
  /// The document is node 0.
  var nodes: [Node]
  var references: References
  /// The open blocks from the document down to the innermost, as indices of `nodes`.
  var open = [0]
  /// Where in `open` the block quotes stand.
  var openQuotes: [Int] = []
  /// Items of lists, and footnotes.
  var openItems = 0
  /// How many of `open` the line at hand continues.
  var matched = 1
  var line = 0
  var cursor: LineCursor

  init(_ source: SourceText, from offset: Int, extensions: Extensions) {
    self.source = source
    self.extensions = extensions
    nodes = [Node(kind: .document, start: offset, end: offset, firstLine: 0, lastLine: 0)]
    references = References(sourceLength: source.utf8.count)
    cursor = LineCursor(utf8: source.utf8, line: offset..<offset)
  }

  mutating func parse(from offset: Int) {
    let first = source.position(of: offset).line
    for number in first...source.lineStarts.count {
      let range = source.lineRange(number)
      let start = max(range.lowerBound, offset)
      if start == source.utf8.count { break }
      line = number
      cursor = LineCursor(utf8: source.utf8, line: start..<max(start, range.upperBound))
      parseLine()
    }
    while !open.isEmpty { close() }
  }

  var tip: Int { open[open.count - 1] }

  private mutating func parseLine() {
    guard matchOpenBlocks() else { return }
    while !nodes[open[matched - 1]].isVerbatim {
      guard let start = openBlock() else { break }
      if start == .wholeLine { return }
    }
    addText()
  }

  private mutating func addText() {
    if matched < open.count, !cursor.isBlank, nodes[tip].isParagraph {
      cursor.advanceToNonspace()
      return addSegment()
    }
    closeUnmatched()
    switch nodes[tip].kind {
    case .paragraph, .table:
      cursor.advanceToNonspace()
      addSegment()
    case .indentedCode, .fencedCode: addSegment()
    case .html(let kind):
      addSegment()
      if kind.ends(in: source.utf8, line: cursor.offset..<cursor.end) { close() }
    default:
      guard !cursor.isBlank else { return }
      cursor.advanceToNonspace()
      add(.paragraph)
      addSegment()
    }
  }

  /// Adds the rest of the line to the innermost block.
  mutating func addSegment() {
    let segment = cursor.rest
    if nodes[tip].segments.isEmpty, nodes[tip].isParagraph {
      nodes[tip].start = segment.range.lowerBound
      nodes[tip].firstLine = line
    }
    nodes[tip].segments.append(segment)
    nodes[tip].end = max(nodes[tip].isVerbatim ? cursor.end : cursor.trimmedEnd, nodes[tip].end)
    nodes[tip].lastLine = line
  }

  /// Opens a block at the cursor, inside the innermost open one that can hold it.
  mutating func add(_ kind: Node.Kind) {
    closeUnmatched()
    let isItem = if case .item = kind { true } else { false }
    while !nodes[tip].isContainer || nodes[tip].isList != isItem { close() }
    let index = nodes.count
    let start = cursor.nonspace
    nodes.append(Node(kind: kind, start: start, end: start, firstLine: line, lastLine: line))
    nodes[tip].children.append(index)
    if case .item(let columns, true) = nodes[tip].kind {
      nodes[tip].kind = .item(contentColumns: columns, isBlankSoFar: false)
    }
    open.append(index)
    matched = open.count
    switch kind {
    case .blockQuote: openQuotes.append(open.count - 1)
    case .item, .footnote: openItems += 1
    default: break
    }
  }

  mutating func closeUnmatched() {
    while open.count > matched { close() }
  }

  /// Closes the innermost open block.
  mutating func close() {
    let index = open.removeLast()
    matched = min(matched, open.count)
    switch nodes[index].kind {
    case .document: closeContainer(index)
    case .blockQuote:
      openQuotes.removeLast()
      closeContainer(index)
    case .item, .footnote:
      openItems -= 1
      closeContainer(index)
    case .list(let marker, _):
      closeContainer(index)
      nodes[index].kind = .list(marker, isTight: isTight(index))
    case .paragraph:
      removeDefinitions(index)
      if nodes[index].segments.isEmpty { nodes[tip].children.removeLast() }
    case .indentedCode:
      while let last = nodes[index].segments.last, isBlank(last.range) {
        nodes[index].segments.removeLast()
        nodes[index].lastLine -= 1
      }
      if let last = nodes[index].segments.last { nodes[index].end = last.range.upperBound }
    default: break
    }
  }

  private mutating func closeContainer(_ index: Int) {
    guard let last = nodes[index].children.last else { return }
    nodes[index].end = max(nodes[index].end, nodes[last].end)
    nodes[index].lastLine = max(nodes[index].lastLine, nodes[last].lastLine)
  }

  private func isBlank(_ range: Range<Int>) -> Bool { source.utf8[range].allSatisfy { $0.isSpaceOrTab } }

  /// A list is loose where a blank line stands between two of its items, or between two blocks of one item.
  private func isTight(_ list: Int) -> Bool {
    func hasGap(_ blocks: [Int]) -> Bool {
      zip(blocks, blocks.dropFirst()).contains { nodes[$0].lastLine + 1 < nodes[$1].firstLine }
    }
    return !hasGap(nodes[list].children) && !nodes[list].children.contains { hasGap(nodes[$0].children) }
  }

  /// Takes the definitions at a paragraph's beginning out of it.
  mutating func removeDefinitions(_ paragraph: Int) {
    guard let first = nodes[paragraph].segments.first?.range, !first.isEmpty, source.utf8[first.lowerBound] == "["
    else { return }
    let bytes = InlineText(nodes[paragraph].segments, in: source.utf8).bytes
    var end = 0
    while let next = define(in: bytes, at: end) { end = next }
    guard end > 0 else { return }
    let lines = end == bytes.count ? nodes[paragraph].segments.count : bytes[..<end].count { $0 == 0x0A }
    nodes[paragraph].segments.removeFirst(lines)
    if let first = nodes[paragraph].segments.first {
      nodes[paragraph].start = first.range.lowerBound
      nodes[paragraph].firstLine += lines
    }
  }

  private mutating func define(in bytes: [UInt8], at start: Int) -> Int? {
    let scanner = LinkScanner(bytes: bytes)
    // What GitHub takes for a footnote would be a link to its first word.
    if extensions.contains(.footnotes), References.footnote(in: bytes, at: start) != nil { return nil }
    guard let label = scanner.label(at: start), bytes.byte(at: label.end) == ":" else { return nil }
    let destinationStart = scanner.skipWhitespace(label.end + 1)
    guard let destination = scanner.destination(at: destinationStart), destination.end > destinationStart else {
      return nil
    }
    var title: String?
    var end = scanner.skipLineEnd(destination.end)
    let titleStart = scanner.skipWhitespace(destination.end)
    if titleStart > destination.end, let part = scanner.title(at: titleStart),
      let lineEnd = scanner.skipLineEnd(part.end)
    {
      title = Entities.resolved(bytes[part.content])
      end = lineEnd
    }
    guard let end else { return nil }
    let target = References.Target(destination: Entities.resolved(bytes[destination.content]), title: title)
    references.define(bytes[label.content], as: target)
    return end
  }
}
