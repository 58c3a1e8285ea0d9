import Commands
import Foundation
import Places
import Grading
import Testing
import Text

/// Whole runs of `lesson grade`, with a process for each student.
@Suite struct GradingRunTests {
  /// What some hand in to break things, or because they have been broken.
  static let hostile: [(name: String, file: Data)] = [
    ("binary", Data((0..<3000).map { UInt8(truncatingIfNeeded: $0 &* 37) })),
    ("empty", Data()),
    ("endless", Data(Classroom.solved.replacingOccurrences(of: "epochs: 2", with: "epochs: 1000000").utf8)),
    ("huge", Data(Classroom.solved.replacingOccurrences(of: "dense 8 relu", with: "dense 900000000 relu").utf8)),
    (
      "reader",
      Data(Classroom.solved.replacingOccurrences(of: "load mnist as", with: "load \"../../../etc/passwd\" as").utf8)
    ),
    (
      "tamperer",
      Data(Classroom.solved.replacingOccurrences(of: ">= 0.1\n  points: 3", with: ">= 0\n  points: 3000").utf8)
    ),
    (
      "writer",
      Data(
        (Classroom.solved
          + "\n```step\nsave network to \"../../escaped.safetensors\"\n```\n![x](../../../../etc/passwd)\n").utf8)
    ),
    ("torn", Data(Classroom.solved.replacingOccurrences(of: "```", with: "``").utf8)),
    (
      "marks",
      Data(
        Classroom.solved.replacingOccurrences(of: "<!-- /answer -->", with: "<!-- /solution --> <!-- answer q1 -->")
          .utf8)
    ),
    ("deep", Data((String(repeating: "> ", count: 5000) + "x\n" + Classroom.solved).utf8)),
  ]

  private func room() throws -> Workplace {
    let room = try Workplace()
    try room.write("lesson.md", Classroom.lesson)
    try room.write("in/anna/lesson.md", Classroom.solved)
    try room.write("in/zoe.md", Classroom.solved.replacingOccurrences(of: "epochs: 2", with: "epochs: 3"))
    return room
  }

  private func rows(_ csv: String) -> [String: [String]] {
    Dictionary(CSV.read(csv).map { ($0[0], Array($0.dropFirst())) }, uniquingKeysWith: { $1 })
  }

  @Test func nothingStopsIt() throws {
    let room = try room()
    for (name, file) in Self.hostile { try room.write("in/\(name)/lesson.md", file) }
    try FileManager.default.createSymbolicLink(
      atPath: room.path("in/link.md"), withDestinationPath: room.path("lesson.md"))
    try room.write("roster.csv", "name\nanna\nzoe\nnobody\n")
    let code = room.lesson(
      "grade", room.path("lesson.md"), room.path("in"), "--out", room.path("out"), "--sample", "--time", "2s",
      "--roster", room.path("roster.csv"))
    #expect(code == .success, "\(room.err)")
    let rows = rows(try room.read("out/grades.csv"))
    #expect(
      rows["student"]?.prefix(8) == [
        "points", "of", "to be read", "q1", "expect", "summary.params", "fit.epochs", "expect-2",
      ])
    #expect(rows["anna"] == ["6", "8", "1", "", "1", "1", "1", "3", "whole", ""])
    #expect(rows["zoe"] == ["5", "8", "1", "", "1", "1", "0", "3", "whole", ""])
    #expect(rows["nobody"]?.prefix(3) == ["0", "8", "0"] && rows["nobody"]?[8] == "missing")
    let points = Dictionary(uniqueKeysWithValues: Self.hostile.map { ($0.name, rows[$0.name]?[0]) })
    #expect(
      points == [
        "binary": "0", "empty": "0", "endless": "2", "huge": "1", "reader": "6", "tamperer": "6", "writer": "6",
        "torn": "6", "marks": "6", "deep": "6",
      ], "\(rows)")
    #expect(rows["endless"]?[8] == "failed" && rows["binary"]?[8] == "unreadable")
    // Nobody has written anywhere else, and nobody reads of others.
    #expect(room.files("").allSatisfy { !$0.contains("escaped") })
    #expect(!room.exists("out/.state/work-anna"))
    let page = try room.read("out/feedback/anna/report.html")
    #expect(page.contains("6 of 8 points") && page.contains("A weighted sum") && !page.contains("zoe"))
    #expect(!page.contains("multiplied by a weight") && page.contains("to be read"))
    #expect(try room.read("out/feedback/endless/report.html").contains("2 of 8 points"))
    #expect(try room.read("out/class.html").contains("Ranking by evaluate.accuracy"))
    #expect(try room.read("out/grades.json").contains("link.md (a link)"))

    // What is filled in is read back, and nothing is graded anew.
    let marks = try room.read("out/marks.csv")
    #expect(marks.contains("anna,q1,,2,,"))
    try room.write("out/marks.csv", marks.replacingOccurrences(of: "anna,q1,,2,,", with: "anna,q1,1.5,2,Which one?,"))
    #expect(
      room.lesson("grade", room.path("lesson.md"), "--merge", "--out", room.path("out"), "--sample", "--time", "2s")
        == .success)
    #expect(self.rows(try room.read("out/grades.csv"))["anna"]?.prefix(4) == ["7.5", "8", "0", "1.5"])
    #expect(try room.read("out/feedback/anna/report.html").contains("Which one?"))
    #expect(try room.read("out/marks.csv").contains("anna,q1,1.5,2,Which one?,"))
  }

  @Test func theTablesAreTheSameHoweverItIsDone() throws {
    let room = try room()
    for name in ["ben", "cleo", "dan"] {
      try room.write("in/\(name)/lesson.md", Classroom.solved.replacingOccurrences(of: "weighted", with: name))
    }
    let lesson = room.path("lesson.md")
    func grade(_ words: String...) -> ExitCode {
      let out = room.path(words[0])
      switch words.count {
      case 1: return room.lesson("grade", lesson, room.path("in"), "--sample", "--out", out, "--jobs", "1")
      default: return room.lesson("grade", lesson, room.path("in"), "--sample", "--out", out, words[1], words[2])
      }
    }
    #expect(grade("one") == .success, "\(room.err)")
    let whole = try room.read("one/grades.csv")
    for part in ["3/3", "1/3", "2/3"] { #expect(grade("parts", "--shard", part) == .success, "\(room.err)") }
    #expect(!room.exists("parts/grades.csv"))
    #expect(room.lesson("grade", lesson, "--merge", "--sample", "--out", room.path("parts")) == .success)
    #expect(try room.read("parts/grades.csv") == whole)

    // Interrupted once the first is done, and gone on.
    let code = room.lesson(
      "grade", lesson, room.path("in"), "--sample", "--out", room.path("later"), "--jobs", "2",
      isInterrupted: { ["anna", "ben"].contains { room.exists("later/.state/\($0).json") } })
    #expect(code == .interrupted && room.err.contains("go on"))
    #expect(grade("later", "--jobs", "2") == .success)
    #expect(try room.read("later/grades.csv") == whole)

    // Nothing is graded twice; a late student alone gets into the same tables.
    #expect(grade("one") == .success)
    #expect(room.err.contains("graded 0 files"))
    try room.write("late/yan/lesson.md", Classroom.solved)
    #expect(room.lesson("grade", lesson, room.path("late/yan"), "--sample", "--out", room.path("one")) == .success)
    #expect(room.err.contains("graded 1 file"))
    #expect(
      CSV.read(try room.read("one/grades.csv")).map { $0[0] } == [
        "student", "anna", "ben", "cleo", "dan", "yan", "zoe",
      ])
  }

  @Test func whatItCannotDoIsSaid() throws {
    let room = try room()
    #expect(room.lesson("grade", room.path("lesson.md")) == .usage)
    #expect(room.lesson("grade", room.path("lesson.md"), room.path("in"), "--shard", "4/3") == .usage)
    #expect(
      room.lesson("grade", room.path("lesson.md"), room.path("nowhere"), "--sample", "--out", room.path("out"))
        == .machine)
    try room.write("bad.md", Classroom.lesson.replacingOccurrences(of: ">= 0.1", with: ">= 0.99"))
    #expect(
      room.lesson("grade", room.path("bad.md"), room.path("in/zoe.md"), "--sample", "--out", room.path("out"))
        == .success)
    #expect(room.err.contains("your own lesson does not reach evaluate.accuracy >= 0.99"), "\(room.err)")
  }
}
