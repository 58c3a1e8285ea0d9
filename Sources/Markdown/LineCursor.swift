/// A place in one line that counts columns, since a tab reaches to the next multiple of four
/// and may be consumed in part (CommonMark 0.31.2, section 2.2).
struct LineCursor {
  private let utf8: [UInt8]
  let lineStart: Int
  /// Where the line's content ends, before its line end.
  let end: Int
  private(set) var offset: Int
  private(set) var column = 0
  private var isInsideTab = false
  /// The first byte at or behind `offset` that is neither space nor tab, or `end`.
  private(set) var nonspace: Int
  private var nonspaceColumn = 0
  /// Until where the line is known to hold no thematic break.
  private var noThematicBreakBefore = 0

  init(utf8: [UInt8], line: Range<Int>) {
    self.utf8 = utf8
    lineStart = line.lowerBound
    end = line.upperBound
    offset = line.lowerBound
    nonspace = line.lowerBound
    findNonspace()
  }

  /// Columns of white space before the next character.
  var indent: Int { nonspaceColumn - column }
  var isIndented: Bool { indent >= 4 }
  var isBlank: Bool { nonspace == end }
  var isAtEnd: Bool { offset == end }
  /// The next byte that is neither space nor tab, 0 at the end of the line.
  var next: UInt8 { nonspace < end ? utf8[nonspace] : 0 }

  /// The byte `distance` behind the next character, 0 at the end of the line.
  func peek(_ distance: Int) -> UInt8 { nonspace + distance < end ? utf8[nonspace + distance] : 0 }

  private mutating func findNonspace() {
    var index = offset
    var column = column
    while index < end {
      if utf8[index] == 0x20 { column += 1 } else if utf8[index] == 0x09 { column += 4 - column % 4 } else { break }
      index += 1
    }
    nonspace = index
    nonspaceColumn = column
  }

  mutating func advanceToNonspace() {
    offset = nonspace
    column = nonspaceColumn
    isInsideTab = false
  }

  /// Behind the next `count` bytes that are no tabs, from the next character on.
  mutating func advance(bytes count: Int) {
    advanceToNonspace()
    let count = min(count, end - offset)
    offset += count
    column += count
    findNonspace()
  }

  /// Consumes up to `count` columns of white space, and nothing else.
  mutating func advance(columns count: Int) {
    var count = count
    while count > 0, offset < end, utf8[offset].isSpaceOrTab {
      let width = utf8[offset] == 0x09 ? 4 - column % 4 : 1
      isInsideTab = width > count
      column += min(width, count)
      if !isInsideTab { offset += 1 }
      count -= width
    }
  }

  /// The rest of the line; what is left of a tab consumed in part is `padding`.
  var rest: LineSegment {
    isInsideTab
      ? LineSegment(range: (offset + 1)..<end, padding: 4 - column % 4) : LineSegment(range: offset..<end, padding: 0)
  }

  /// Where the line ends without its trailing white space.
  var trimmedEnd: Int {
    var index = end
    while index > nonspace, utf8[index - 1].isSpaceOrTab { index -= 1 }
    return index
  }

  /// Whether the rest of the line is three or more of one of `*`, `-` and `_`.
  mutating func isThematicBreak() -> Bool {
    guard nonspace >= noThematicBreakBefore else { return false }
    let marker = next
    var count = 0
    for index in nonspace..<end where !utf8[index].isSpaceOrTab {
      guard utf8[index] == marker else {
        noThematicBreakBefore = index
        return false
      }
      count += 1
    }
    return count >= 3
  }

  /// How often `marker` follows, from the next character on.
  func run(of marker: UInt8) -> Int {
    var index = nonspace
    while index < end, utf8[index] == marker { index += 1 }
    return index - nonspace
  }

  func isBlank(behind distance: Int) -> Bool {
    var index = nonspace + distance
    while index < end, utf8[index].isSpaceOrTab { index += 1 }
    return index >= end
  }
}

/// A part of a source line that belongs to a block.
struct LineSegment {
  var range: Range<Int>
  /// Columns, left of a tab that a container consumed in part, that stand before it as spaces.
  var padding: Int

  /// With the tab that was consumed in part.
  var place: Range<Int> { (range.lowerBound - (padding > 0 ? 1 : 0))..<range.upperBound }
}
