import Markdown
import Lesson
import Steps
import Testing
import Text

@Suite struct DiagnosticTextTests {
  private func text(_ line: String, _ marked: String) -> String {
    let source = SourceText(line)
    let bytes = Array(line.utf8)
    let pattern = Array(marked.utf8)
    let start = (0...(bytes.count - pattern.count)).first { bytes[$0...].starts(with: pattern) } ?? 0
    return DiagnosticText(file: "l.md", source: source).text(
      Diagnostic(id: .badValue, at: start..<(start + pattern.count), "wrong", hint: "right", notes: ["why"]))
  }

  @Test func caretsStandUnderTheirWord() {
    #expect(
      text("  a bad word", "bad") == "l.md:1:5: error: wrong\n  1 |   a bad word\n    |     ^~~ right\n    = why\n")
  }

  @Test func tabsWideAndCombiningCharactersAreCounted() {
    #expect(
      text("\ta\tbad", "bad") == "l.md:1:4: error: wrong\n  1 |     a   bad\n    |         ^~~ right\n    = why\n")
    #expect(text("数字 bad", "bad") == "l.md:1:4: error: wrong\n  1 | 数字 bad\n    |      ^~~ right\n    = why\n")
    #expect(text("e\u{301} bad", "bad") == "l.md:1:3: error: wrong\n  1 | e\u{301} bad\n    |   ^~~ right\n    = why\n")
    #expect(text("数字 bad", "数") == "l.md:1:1: error: wrong\n  1 | 数字 bad\n    | ^~ right\n    = why\n")
  }

  @Test func longLinesAreCutAroundTheCarets() {
    let shown = text(String(repeating: "word ", count: 400) + "bad " + String(repeating: "word ", count: 400), "bad")
    let lines = shown.split(separator: "\n")
    #expect(lines[0] == "l.md:1:2001: error: wrong")
    #expect(lines[1].count <= 110 && lines[1].contains("…"))
    let column = lines[2].firstIndex(of: "^").map { lines[2].distance(from: lines[2].startIndex, to: $0) } ?? 0
    #expect(lines[1].dropFirst(column).hasPrefix("bad"))
  }

  @Test func aLessonCannotSteerTheTerminal() {
    #expect(!text("\u{1B}[2J bad", "bad").contains("\u{1B}"))
    let coloured = DiagnosticText(file: "l.md", source: SourceText("bad"), isColoured: true)
    #expect(coloured.text(Diagnostic(id: .badValue, at: 0..<3, "wrong")).contains("\u{1B}[1;31merror:\u{1B}[0m"))
  }

  @Test func editorsGetPositions() {
    let source = SourceText("one\n  bad word\n")
    let json = Diagnostic(.warning, id: .badValue, at: 6..<9, "wrong", hint: "right").json(file: "l.md", source: source)
    #expect(
      json.text
        == #"{"file":"l.md","line":2,"column":3,"endLine":2,"endColumn":6,"severity":"warning","id":"bad-value","message":"wrong","hint":"right","notes":[]}"#
    )
  }
}
