extension BlockParser {
  enum Start {
    /// The line's rest may open further blocks.
    case container
    case wholeLine
  }

  /// Opens the block that begins at the cursor, or gives nil where text or nothing follows.
  mutating func openBlock() -> Start? {
    if cursor.isIndented { return openIndentedCode() }
    let container = open[matched - 1]
    let start: Start? =
      switch cursor.next {
      case ">": openQuote()
      case "#": openHeading()
      case "`", "~": openFence()
      case "<": openHTML(container)
      case "[": openFootnote()
      case "=", "-", "_", "*", "+", 0x30...0x39:
        underlineHeading(container) ?? openThematicBreak() ?? openItem(container)
      default: nil
      }
    return start ?? openTable(container)
  }

  private mutating func openIndentedCode() -> Start? {
    guard !nodes[tip].isParagraph, !cursor.isBlank else { return nil }
    cursor.advance(columns: 4)
    add(.indentedCode)
    nodes[tip].start = cursor.rest.place.lowerBound
    addSegment()
    return .wholeLine
  }

  private var isTooDeep: Bool { openQuotes.count + openItems >= Self.maximumDepth }

  private mutating func openQuote() -> Start? {
    closeUnmatched()
    guard !isTooDeep else { return nil }
    add(.blockQuote)
    nodes[tip].end = cursor.nonspace + 1
    consumeQuoteMarker()
    return .container
  }

  private mutating func openFootnote() -> Start? {
    guard extensions.contains(.footnotes),
      let label = References.footnote(in: source.utf8, at: cursor.nonspace, before: cursor.end),
      label.end < cursor.end, source.utf8[label.end] == ":"
    else { return nil }
    closeUnmatched()
    guard !isTooDeep else { return nil }
    references.footnotes.insert(label.text)
    add(.footnote(label: label.text))
    nodes[tip].end = label.end + 1
    cursor.advanceToNonspace()
    cursor.advance(bytes: label.end + 1 - cursor.nonspace)
    return .container
  }

  private mutating func openHeading() -> Start? {
    let level = cursor.run(of: 0x23)
    guard level <= 6, cursor.peek(level).isSpaceOrTab || cursor.nonspace + level == cursor.end else { return nil }
    add(.heading(level: level))
    var range = (cursor.nonspace + level)..<cursor.trimmedEnd
    range = trimmed(range)
    var hashes = range.upperBound
    while hashes > range.lowerBound, source.utf8[hashes - 1] == "#" { hashes -= 1 }
    if hashes == range.lowerBound || source.utf8[hashes - 1].isSpaceOrTab {
      range = trimmed(range.lowerBound..<hashes)
    }
    nodes[tip].segments = [LineSegment(range: range, padding: 0)]
    closeAtLineEnd()
    return .wholeLine
  }

  private mutating func openFence() -> Start? {
    let marker = cursor.next
    let length = cursor.run(of: marker)
    guard length >= 3 else { return nil }
    let info = trimmed((cursor.nonspace + length)..<cursor.end)
    if marker == "`", source.utf8[info].contains(0x60) { return nil }
    let fence = Fence(marker: marker, length: length, indent: cursor.indent, info: info)
    add(.fencedCode(fence))
    nodes[tip].end = cursor.trimmedEnd
    return .wholeLine
  }

  /// Gives nil even where it opens a block, whose first line is then added like all others.
  private mutating func openHTML(_ container: Int) -> Start? {
    guard let kind = HTMLBlockKind(in: source.utf8, line: cursor.nonspace..<cursor.end) else { return nil }
    if kind == .anyTag, nodes[container].isParagraph || (matched < open.count && nodes[tip].isParagraph) { return nil }
    add(.html(kind))
    nodes[tip].start = cursor.rest.place.lowerBound
    return nil
  }

  /// Makes the paragraph above a heading (section 4.3).
  private mutating func underlineHeading(_ container: Int) -> Start? {
    guard nodes[container].isParagraph, cursor.next == "=" || cursor.next == "-" else { return nil }
    guard cursor.isBlank(behind: cursor.run(of: cursor.next)) else { return nil }
    removeDefinitions(tip)
    guard !nodes[tip].segments.isEmpty else { return nil }
    nodes[tip].kind = .heading(level: cursor.next == "=" ? 1 : 2)
    closeAtLineEnd()
    return .wholeLine
  }

  private mutating func openThematicBreak() -> Start? {
    guard cursor.next != "=", cursor.next != "+", !cursor.next.isDigit, cursor.isThematicBreak() else { return nil }
    add(.thematicBreak)
    closeAtLineEnd()
    return .wholeLine
  }

  private mutating func openItem(_ container: Int) -> Start? {
    guard let marker = ListMarker(cursor) else { return nil }
    let isBlank = cursor.isBlank(behind: marker.length)
    if nodes[container].isParagraph, isBlank || (marker.number ?? 1) != 1 { return nil }
    closeUnmatched()
    guard !isTooDeep else { return nil }

    let start = cursor.nonspace
    let indent = cursor.indent
    var content = cursor
    content.advance(bytes: marker.length)
    let spaces = isBlank || content.indent >= 5 ? 1 : content.indent
    let columns = indent + marker.length + spaces
    if case .list(let list, _) = nodes[tip].kind, list.isSameList(as: marker) {
      add(.item(contentColumns: columns, isBlankSoFar: true))
    } else {
      add(.list(marker, isTight: true))
      add(.item(contentColumns: columns, isBlankSoFar: true))
    }
    nodes[tip].end = start + marker.length
    cursor = content
    cursor.advance(columns: spaces)
    return .container
  }

  mutating func closeAtLineEnd() {
    nodes[tip].end = cursor.trimmedEnd
    nodes[tip].lastLine = line
    close()
  }

  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while !range.isEmpty, source.utf8[range.lowerBound].isSpaceOrTab {
      range = (range.lowerBound + 1)..<range.upperBound
    }
    while !range.isEmpty, source.utf8[range.upperBound - 1].isSpaceOrTab {
      range = range.lowerBound..<(range.upperBound - 1)
    }
    return range
  }

  /// Makes the last line of the paragraph above a table's header where the line at hand is its delimiter row.
  private mutating func openTable(_ container: Int) -> Start? {
    guard extensions.contains(.tables), nodes[container].isParagraph,
      let header = nodes[container].segments.last
    else { return nil }
    guard cursor.next == "|" || cursor.next == "-" || cursor.next == ":" else { return nil }
    let delimiters = cursor.nonspace..<cursor.end
    guard let alignments = TableRow.alignments(delimiters, in: source.utf8),
      TableRow.cells(header.range, in: source.utf8).count == alignments.count
    else { return nil }
    nodes[tip].segments.removeLast()
    nodes[tip].lastLine -= 1
    if let last = nodes[tip].segments.last { nodes[tip].end = trimmed(last.range).upperBound }
    add(.table(alignments))
    nodes[tip].segments = [header]
    nodes[tip].start = header.range.lowerBound
    nodes[tip].firstLine = line - 1
    nodes[tip].end = cursor.trimmedEnd
    return .wholeLine
  }
}
