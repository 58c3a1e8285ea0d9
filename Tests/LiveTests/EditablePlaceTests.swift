import Foundation
import Lesson
import Markdown
import Testing

@testable import Live

/// Answers and blanks are written so that they read as they were typed, and that nothing else changes.
@Suite struct EditablePlaceTests {
  /// The lesson with its answer replaced, and what the answer was; nil where it is not edited.
  private func answered(_ lesson: String, _ text: String) throws -> (before: String, after: String?)? {
    let source = SourceText(lesson)
    let start = try #require(lesson.range(of: "<!-- answer -->")).upperBound
    let end = try #require(lesson.range(of: "<!-- /answer -->")).lowerBound
    func offset(_ index: String.Index) -> Int { lesson.utf8.distance(from: lesson.startIndex, to: index) }
    guard let place = EditablePlace(answer: offset(start)..<offset(end), in: source) else { return nil }
    let edit = LessonEdit(range: place.range, text: text, form: place.form)
    return (place.text(in: source), edit.applied(to: source).map { String(decoding: $0.utf8, as: UTF8.self) })
  }

  @Test(arguments: [
    (
      "a\n<!-- answer -->\nTwo\nlines.\n<!-- /answer -->\nb\n", "Two\nlines.",
      "a\n<!-- answer -->\nNew.\nOnes\n<!-- /answer -->\nb\n"
    ),
    // Empty lines around it stay.
    (
      "<!-- answer -->\n\nOne.\n\n<!-- /answer -->\n", "One.", "<!-- answer -->\n\nNew.\nOnes\n\n<!-- /answer -->\n"
    ),
    ("<!-- answer -->\n<!-- /answer -->\n", "", "<!-- answer -->\nNew.\nOnes\n<!-- /answer -->\n"),
    ("<!-- answer -->\n\n\n<!-- /answer -->\n", "", "<!-- answer -->\nNew.\nOnes\n<!-- /answer -->\n"),
    ("<!-- answer --><!-- /answer -->\n", "", "<!-- answer -->\nNew.\nOnes\n<!-- /answer -->\n"),
    (
      "a\r\n<!-- answer -->\r\n<!-- /answer -->\r\n", "",
      "a\r\n<!-- answer -->\r\nNew.\r\nOnes\r\n<!-- /answer -->\r\n"
    ),
    (
      "> <!-- answer -->\n> Old\n>\n> words\n> <!-- /answer -->\n", "Old\n\nwords",
      "> <!-- answer -->\n> New.\n> Ones\n> <!-- /answer -->\n"
    ),
    (
      "1. <!-- answer -->\n   Old\n   <!-- /answer -->\n", "Old",
      "1. <!-- answer -->\n   New.\n   Ones\n   <!-- /answer -->\n"
    ),
    ("- <!-- answer -->\n  <!-- /answer -->\n", "", "- <!-- answer -->\n  New.\n  Ones\n  <!-- /answer -->\n"),
  ])
  func anAnswerIsWrittenBetweenItsMarks(lesson: String, before: String, after: String) throws {
    let found = try #require(try answered(lesson, "New.\nOnes"))
    #expect(found.before == before)
    #expect(found.after == after)
  }

  @Test func linesThatStayKeepTheirBytes() throws {
    let lesson = "> <!-- answer -->\n> One\n>\n>  two \n> three\n> <!-- /answer -->\n"
    let found = try #require(try answered(lesson, "One\n\n two \n3"))
    #expect(found.before == "One\n\n two \nthree")
    #expect(found.after == lesson.replacingOccurrences(of: "three", with: "3"))
    #expect(try answered(lesson, found.before)?.after == lesson)
    #expect(
      try answered(lesson, "Zero\n" + found.before)?.after
        == lesson.replacingOccurrences(of: "> One", with: "> Zero\n> One"))
  }

  @Test func anAnswerInALineWithItsMarksIsLeftAlone() throws {
    #expect(try answered("<!-- answer --> words <!-- /answer -->\n", "x") == nil)
    #expect(try answered("<!-- answer --> words\nmore\n<!-- /answer -->\n", "x") == nil)
  }

  @Test(arguments: [
    ("9", "9"), ("  9   and ten ", "9 and ten"), ("", "____"), ("a\nb", "a b"), ("2*3*4", "2\\*3\\*4"),
    ("x](y", "x\\](y"), ("snake_case_name", "snake_case_name"), ("_x_", "\\_x\\_"), ("1 | 2", "1 \\| 2"),
    ("<b>", "\\<b>"), ("x_train[0]", "x_train\\[0\\]"), ("a\\b", "a\\\\b"),
  ])
  func wordsReadAsTheyAreTyped(typed: String, written: String) throws {
    let lesson = "It is [____](blank:fit.loss), is it?"
    let edit = LessonEdit(range: 7..<11, text: typed, form: .words)
    let text = try #require(edit.applied(to: SourceText(lesson)))
    #expect(
      String(decoding: text.utf8, as: UTF8.self) == lesson.replacingOccurrences(of: "[____]", with: "[\(written)]"))
    guard case .paragraph(let inlines)? = Document.parse(text).blocks.first?.kind,
      let link = inlines.first(where: { if case .link = $0.kind { true } else { false } })
    else {
      Issue.record("no paragraph with a link")
      return
    }
    let shown = (link.content ?? []).plainText
    #expect(shown == (typed.isEmpty ? "____" : typed.split { $0.isWhitespace }.joined(separator: " ")))
  }

  @Test func codeStaysInItsLine() {
    let source = SourceText("fit net\n  epochs: ____  # how many?\n")
    let edit = LessonEdit(range: 18..<22, text: "20\n", form: .code)
    #expect(
      edit.applied(to: source).map { String(decoding: $0.utf8, as: UTF8.self) }
        == "fit net\n  epochs: 20  # how many?\n")
  }
}
