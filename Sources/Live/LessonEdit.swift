package import Markdown

/// A part of a lesson as it was typed in its page.
package struct LessonEdit: Sendable, Equatable {
  /// The lines that it takes the place of, in bytes of the lesson, without the last line's end.
  package var range: Range<Int>
  /// Lines that end with `\n`, without what stands before them in a list or a quotation.
  package var text: String

  package init(range: Range<Int>, text: String) {
    self.range = range
    self.text = text
  }

  /// The lesson with it; nil where the range is none of its lines.
  package func applied(to source: SourceText) -> SourceText? {
    replacement(in: source).map { source.replacing([(range, $0)]) }
  }

  /// Where a caret at `offset` bytes of the typed text stands in the lesson.
  package func place(of offset: Int, in source: SourceText) -> Int? {
    let before = LessonEdit(
      range: range, text: String(decoding: Array(text.utf8).prefix(max(offset, 0)), as: UTF8.self))
    return before.replacement(in: source).map { range.lowerBound + $0.utf8.count }
  }

  /// What stands in the place of the range then.
  func replacement(in source: SourceText) -> String? {
    guard range.lowerBound >= 0, range.upperBound <= source.utf8.count else { return nil }
    let line = source.lineRange(source.line(of: range.lowerBound))
    let prefix = source.text(line.lowerBound..<max(line.lowerBound, range.lowerBound))
    guard prefix.allSatisfy({ " \t>".contains($0) }) else { return nil }
    let isWindows = line.upperBound < source.utf8.count && source.utf8[line.upperBound] == 0x0D
    let separator = (isWindows ? "\r\n" : "\n") + prefix
    return text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: separator)
  }
}
