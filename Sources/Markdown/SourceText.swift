/// A text as UTF-8, with its lines; every source range is a range of byte offsets into `utf8`.
package struct SourceText: Sendable {
  package let utf8: [UInt8]
  /// Offset of each line's first byte; the first is always 0.
  package let lineStarts: [Int]

  package init(_ text: String) { self.init(utf8: Array(text.utf8)) }

  package init(utf8: [UInt8]) {
    self.utf8 = utf8
    var starts = [0]
    var index = 0
    while index < utf8.count {
      let byte = utf8[index]
      index += 1
      if byte == 0x0D, index < utf8.count, utf8[index] == 0x0A { index += 1 }
      if byte == 0x0A || byte == 0x0D { starts.append(index) }
    }
    lineStarts = starts
  }

  package func text(_ range: Range<Int>) -> String {
    String(decoding: utf8[range.clamped(to: 0..<utf8.count)], as: UTF8.self)
  }

  /// The line's number, from 1, and the column, in characters from 1.
  package func position(of offset: Int) -> (line: Int, column: Int) {
    let offset = min(max(offset, 0), utf8.count)
    let line = line(of: offset)
    return (line, text(lineStarts[line - 1]..<offset).count + 1)
  }

  /// The line's number alone, without counting the characters before it.
  package func line(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The bytes of line `number` (from 1) without its line end.
  package func lineRange(_ number: Int) -> Range<Int> {
    guard number >= 1, number <= lineStarts.count else { return utf8.count..<utf8.count }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] : utf8.count
    while end > start, utf8[end - 1] == 0x0A || utf8[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }

  /// The text with other words at some places, which must not overlap.
  package func replacing(_ edits: [(range: Range<Int>, text: String)]) -> SourceText {
    var bytes = utf8
    for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      bytes.replaceSubrange(edit.range, with: edit.text.utf8)
    }
    return SourceText(utf8: bytes)
  }

  /// The scalar at `offset` and its width in bytes; a byte that is no UTF-8 counts as one strange character.
  package func scalar(at offset: Int, before end: Int) -> (Unicode.Scalar, Int) {
    let lead = utf8[offset]
    if lead < 0x80 { return (Unicode.Scalar(lead), 1) }
    let width = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard lead >= 0xC2, lead < 0xF5, offset + width <= end else { return ("\u{FFFD}", 1) }
    var value = UInt32(lead) & (0x7F >> UInt32(width))
    for byte in utf8[(offset + 1)..<(offset + width)] {
      guard byte & 0xC0 == 0x80 else { return ("\u{FFFD}", 1) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", width)
  }
}
