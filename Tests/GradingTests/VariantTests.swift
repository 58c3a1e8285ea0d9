import Commands
import Foundation
import Grading
import Lesson
import Markdown
import Places
import Running
import Testing
import Text

@Suite struct VariantTests {
  private func applied(_ settings: [String], seed: UInt64? = nil, to text: String) throws -> String {
    let source = try Variant(student: "anna", seed: seed, settings: settings).applied(to: SourceText(text))
    return source.text(0..<source.utf8.count)
  }

  @Test func valuesAreDealtInAllCombinations() throws {
    let names = (1...12).map { "s\($0)" }
    let variants = try Variant.deal(names, lists: ["fit.epochs=1,2,3", "build.dense_1=8,16"], hasSeeds: true)
    #expect(Set(variants.map { $0.settings.joined(separator: " ") }).count == 6)
    #expect(variants[0].settings == ["fit.epochs=1", "build.dense_1=8"])
    #expect(Set(variants.map { $0.seed }).count == 12)
    // Whoever else is in the class.
    #expect(try Variant.deal(["s7"], lists: [], hasSeeds: true)[0].seed == variants[6].seed)
    #expect(try Variant.read(Variant.key(variants), named: "key.csv") == variants)
    #expect(throws: Diagnostic.self) { try Variant.deal(names, lists: ["fit.epochs"], hasSeeds: false) }
    #expect(throws: Diagnostic.self) { try Variant.read("name,points\nanna,3\n", named: "key.csv") }
  }

  @Test func theLessonIsAsIfItHadBeenWrittenSo() throws {
    let text = Classroom.lesson
    let all = try applied(["fit.epochs=7", "build.dense_1=24", "load.train=300"], seed: 5, to: text)
    #expect(all.contains("epochs: [[7]]   # points: 1") && all.contains("dense 24 relu") && all.contains("train: 300"))
    #expect(all.contains("---\nseed: 5\ntitle: Small\n---"))
    #expect(try applied([], seed: 5, to: "---\nSeed: 1\n---\n# A\n") == "---\nseed: 5\n---\n# A\n")
    #expect(try applied([], seed: 5, to: "# A\n").hasPrefix("---\nseed: 5\n---\n\n# A"))
    // A setting that the lesson leaves as it is.
    #expect(try applied(["fit.patience=3"], to: text).contains("y_train\n  patience: 3\n  epochs"))
    for wrong in ["fit.epoch=3", "nothing.epochs=3", "build.dense_7=8", "build.dense_1=many", "fit"] {
      #expect(throws: Diagnostic.self, "\(wrong)") { try applied([wrong], to: text) }
    }
  }

  @Test(arguments: [".", "nested/..", ""]) func theLessonIsNeverWrittenOver(_ folder: String) throws {
    let room = try Workplace()
    try room.write("lesson.md", Classroom.lesson)
    try room.write("nested/other.md", "x")
    let place = folder.isEmpty ? room.path("lesson.md").dropLast("/lesson.md".count).description : room.path(folder)
    #expect(room.lesson(["handout", room.path("lesson.md"), "--to", place, "--no-page"]) == .machine)
    #expect(room.err.contains("is the lesson's own folder"))
    #expect(try room.read("lesson.md") == Classroom.lesson)
  }

  @Test func theKeyTakesThePlaceOfAKeyAlone() throws {
    let room = try Workplace()
    try room.write("lesson.md", Classroom.lesson)
    try room.write("class.csv", "name\nAnna\nBen\n")
    func hand(_ key: String) -> ExitCode {
      room.lesson([
        "handout", room.path("lesson.md"), "--to", room.path("given"), "--roster", room.path("class.csv"),
        "--seed-per-student", "--no-page", "--key", room.path(key),
      ])
    }
    #expect(hand("class.csv") == .machine)
    #expect(try room.read("class.csv") == "name\nAnna\nBen\n")
    #expect(!room.exists("given"))
    #expect(hand("keys/key.csv") == .success && hand("keys/key.csv") == .success, "\(room.err)")
  }

  @Test func aClassGetsVariantsAndIsGradedByThem() throws {
    let room = try Workplace()
    try room.write("lesson.md", Classroom.lesson)
    try room.write("class.csv", "name\nAnna Maier\nben\n")
    func hand(_ words: String...) -> ExitCode {
      room.lesson(
        ["handout", room.path("lesson.md"), "--to", room.path("given"), "--roster", room.path("class.csv")] + words)
    }
    #expect(
      hand("--seed-per-student", "--set", "fit.epochs=2,3", "--no-page") == .success, "\(room.err)")
    let key = try Variant.read(try room.read("given-key.csv"), named: "")
    #expect(key.map { $0.settings } == [["fit.epochs=2"], ["fit.epochs=3"]])
    let folder = try #require(room.files("given").first { $0.hasPrefix("Anna") && $0.hasSuffix("lesson.md") })
    for (index, path) in [folder, "ben/lesson.md"].enumerated() {
      let given = try room.read("given/" + path)
      #expect(given.contains("seed: \(key[index].seed ?? 0)") && given.contains("epochs: ____"))
      // Each fills in what the own variant asks for.
      try room.write(
        "in/\(index == 0 ? "Anna Maier" : "ben")/lesson.md",
        given.replacingOccurrences(of: "____   # points", with: "\(index + 2)   # points")
          .replacingOccurrences(of: "[____]", with: "[6370]"))
    }
    #expect(
      room.lesson(
        "grade", room.path("lesson.md"), room.path("in"), "--sample", "--out", room.path("out"), "--key",
        room.path("given-key.csv")) == .success)
    let rows = CSV.read(try room.read("out/grades.csv"))
    #expect(rows.dropFirst().map { [$0[0], $0[1]] } == [["Anna Maier", "6"], ["ben", "6"]], "\(rows)")
    #expect(hand("--set", "fit.epochs=2,3", "--key", room.path("given/key.csv")) == .machine)
    #expect(room.lesson("handout", room.path("lesson.md"), "--to", room.path("x"), "--seed-per-student") == .usage)
    #expect(room.lesson("handout", room.path("lesson.md"), "--no-page") == .usage)
  }
}
