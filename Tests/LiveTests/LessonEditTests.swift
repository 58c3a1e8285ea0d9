import Markdown
import Testing

@testable import Live

@Suite struct LessonEditTests {
  private func edited(_ lesson: String, _ old: String, _ new: String) -> String? {
    let source = SourceText(lesson)
    let bytes = Array(old.utf8)
    guard let start = source.utf8.indices.first(where: { source.utf8[$0...].starts(with: bytes) }) else { return nil }
    let edit = LessonEdit(range: start..<start + bytes.count, text: new)
    return edit.applied(to: source).map { String(decoding: $0.utf8, as: UTF8.self) }
  }

  @Test func onlyItsLinesChange() {
    #expect(
      edited("a\nfit net\n  epochs: 3\nb\n", "fit net\n  epochs: 3", "fit net\n  epochs: 20")
        == "a\nfit net\n  epochs: 20\nb\n")
    #expect(edited("fit net", "fit net", "") == "")
  }

  @Test func linesEndAsTheLessonsDo() {
    #expect(
      edited("a\r\nfit net\r\nb\r\n", "fit net", "fit net\n  epochs: 3") == "a\r\nfit net\r\n  epochs: 3\r\nb\r\n")
  }

  @Test func quotationsAndListsKeepTheirMarks() {
    let lesson = "> ```step\n> fit net\n>   epochs: 3\n> ```\n"
    #expect(
      edited(lesson, "fit net\n>   epochs: 3", "fit net\n  epochs: 4\nplot fit")
        == "> ```step\n> fit net\n>   epochs: 4\n> plot fit\n> ```\n")
    #expect(
      edited("- ```step\n  shape x\n  ```\n", "shape x", "shape x\nshape y")
        == "- ```step\n  shape x\n  shape y\n  ```\n")
  }

  @Test func whatIsNoLineIsRefused() {
    #expect(edited("words fit net", "fit net", "shape x") == nil)
    #expect(LessonEdit(range: 3..<99, text: "").applied(to: SourceText("short")) == nil)
  }

  @Test func aCaretIsFoundAgain() {
    let source = SourceText("> fit net\n> b\n")
    let edit = LessonEdit(range: 2..<9, text: "fit net\n  epochs: 3")
    #expect(edit.place(of: 0, in: source) == 2)
    #expect(edit.place(of: 10, in: source) == 14)
  }
}
