extension BlockParser {
  /// Matches the line's beginning against the open blocks, from the outermost; false where that used up the line.
  mutating func matchOpenBlocks() -> Bool {
    matched = 1
    while matched < open.count {
      if cursor.isAtEnd, matched < open.count - 1, matched > (openQuotes.last ?? 0) {
        // Lists and items take an empty line as it is, however many there are.
        matched = open.count - 1
      }
      switch continueBlock(open[matched]) {
      case .yes: matched += 1
      case .no: return true
      case .closedByThisLine:
        close()
        return false
      }
    }
    return true
  }

  private enum Continuation { case yes, no, closedByThisLine }

  private mutating func continueBlock(_ index: Int) -> Continuation {
    switch nodes[index].kind {
    case .document, .list: return .yes
    case .blockQuote:
      guard !cursor.isIndented, cursor.next == ">" else { return .no }
      nodes[index].end = cursor.nonspace + 1
      nodes[index].lastLine = line
      consumeQuoteMarker()
      return .yes
    case .footnote:
      guard cursor.isIndented || cursor.isBlank else { return .no }
      if cursor.isIndented { cursor.advance(columns: 4) } else { cursor.advanceToNonspace() }
      return .yes
    case .item(let columns, let isBlankSoFar):
      if cursor.isBlank, isBlankSoFar { return .no }
      if cursor.indent >= columns {
        cursor.advance(columns: columns)
      } else if cursor.isBlank {
        cursor.advanceToNonspace()
      } else {
        return .no
      }
      return .yes
    case .fencedCode(let fence):
      if !cursor.isIndented, cursor.next == fence.marker {
        let length = cursor.run(of: fence.marker)
        if length >= fence.length, cursor.isBlank(behind: length) {
          nodes[index].end = cursor.nonspace + length
          nodes[index].lastLine = line
          return .closedByThisLine
        }
      }
      cursor.advance(columns: fence.indent)
      return .yes
    case .indentedCode:
      if cursor.isIndented {
        cursor.advance(columns: 4)
      } else if cursor.isBlank {
        cursor.advanceToNonspace()
      } else {
        return .no
      }
      return .yes
    case .html(let kind): return cursor.isBlank && kind.endsAtBlankLine ? .no : .yes
    case .paragraph, .table: return cursor.isBlank ? .no : .yes
    case .heading, .thematicBreak: return .no
    }
  }

  /// The `>` and the column of white space behind it.
  mutating func consumeQuoteMarker() {
    cursor.advance(bytes: 1)
    cursor.advance(columns: 1)
  }
}
