/// The text of a paragraph, heading or table cell as one run of bytes, lines joined by line feeds,
/// that knows from where in the source each byte comes.
struct InlineText {
  let bytes: [UInt8]
  private let source: [UInt8]
  /// Where each run of bytes that stand together in the source begins, here and there.
  private var runs: [(start: Int, source: Int)]

  /// Lines without what the containers take; the last one's trailing white space goes.
  init(_ segments: [LineSegment], in utf8: [UInt8]) {
    var bytes: [UInt8] = []
    var runs: [(start: Int, source: Int)] = []
    for (index, segment) in segments.enumerated() {
      if index > 0 { bytes.append(0x0A) }
      runs.append((bytes.count, segment.range.lowerBound))
      bytes.append(contentsOf: utf8[segment.range])
    }
    while let last = bytes.last, last.isSpaceOrTab { bytes.removeLast() }
    self.bytes = bytes
    self.runs = runs
    source = utf8
  }

  /// A table's cell, where `\|` stands for `|`.
  init(cell: Range<Int>, in utf8: [UInt8]) {
    var bytes: [UInt8] = []
    var runs: [(start: Int, source: Int)] = [(0, cell.lowerBound)]
    for index in cell {
      if utf8[index] == "\\", index + 1 < cell.upperBound, utf8[index + 1] == "|" {
        runs.append((bytes.count, index + 1))
      } else {
        bytes.append(utf8[index])
      }
    }
    self.bytes = bytes
    self.runs = runs
    source = utf8
  }

  private func sourceOffset(_ index: Int) -> Int {
    var low = 0
    var high = runs.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if runs[middle].start <= index { low = middle } else { high = middle }
    }
    return runs.isEmpty ? index : runs[low].source + index - runs[low].start
  }

  /// Where in the source `range` stands.
  func sourceRange(_ range: Range<Int>) -> Range<Int> {
    let start = sourceOffset(range.lowerBound)
    guard !range.isEmpty else { return start..<start }
    let last = sourceOffset(range.upperBound - 1)
    let isCRLF = source.byte(at: last) == 0x0D && source.byte(at: last + 1) == 0x0A
    return start..<max(start, last + (isCRLF ? 2 : 1))
  }
}
