import Markdown

/// Characters that look like the end of a line in an editor and are none in a file: U+2028, U+2029, and the vertical tab
/// that word processors write.
struct LineSeparators {
  private(set) var problems: [Diagnostic] = []

  /// - Parameter blocks: of steps; elsewhere they do no harm.
  init(_ source: SourceText, blocks: [Range<Int>]) {
    let bytes = source.utf8
    var index = 0
    while let place = bytes[index...].firstIndex(where: { $0 == 0xE2 || $0 == 0x0B }) {
      index = place + 1
      let (character, width) = source.scalar(at: place, before: bytes.count)
      guard character.isLineSeparator else { continue }
      let line = source.lineRange(source.line(of: place))
      let isFence = source.text(line).holds("```step")
      guard isFence || blocks.contains(where: { $0.contains(place) }) else { continue }
      problems.append(
        Diagnostic(
          id: .lineSeparator, at: place..<place + width,
          "a character stands here that looks like the end of a line, but is none (\(width == 1 ? "U+000B" : character == "\u{2028}" ? "U+2028" : "U+2029"))",
          hint: "put the cursor here and press Enter"))
      // One tells of all.
      return
    }
  }
}
