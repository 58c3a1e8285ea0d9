package import Lesson
package import Markdown

/// A part of a lesson as it was typed in its page.
package struct LessonEdit: Sendable, Equatable {
  /// What it takes the place of, in bytes of the lesson.
  package var place: EditablePlace
  /// Lines that end with `\n`.
  package var text: String

  package init(range: Range<Int>, text: String, form: EditablePlace.Form = .lines) {
    place = EditablePlace(range, form)
    self.text = text
  }

  var range: Range<Int> { place.range }

  /// The lesson with it; nil where the range is none of its lines.
  package func applied(to source: SourceText) -> SourceText? {
    replacement(in: source).map { source.replacing([(range, $0)]) }
  }

  /// Where a caret at `offset` bytes of the typed text stands in the lesson.
  package func place(of offset: Int, in source: SourceText) -> Int? {
    let before = LessonEdit(
      range: range, text: String(decoding: Array(text.utf8).prefix(max(offset, 0)), as: UTF8.self), form: place.form)
    return before.replacement(in: source).map { range.lowerBound + $0.utf8.count }
  }

  /// What stands in the place of the range then.
  func replacement(in source: SourceText) -> String? { place.replacement(text, in: source) }
}
