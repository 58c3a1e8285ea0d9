import Files
import Foundation
import Places
import Grading
import Lesson
import Markdown
import Running
import Steps
import Testing

/// What is taken over of a student's file, and what never is.
@Suite struct SubmissionTests {
  private func graded(
    _ student: String, lesson: String = Classroom.lesson, goesOn: @escaping (Record?) -> Bool = { _ in true }
  ) throws -> (record: Record, exercise: Exercise) {
    let room = try Workplace()
    let session = try room.session("lesson.md", lesson)
    let exercise = try Exercise(session.source, session.surroundings)
    try room.write("student.md", student)
    try room.write("made/x", "")
    var last: Record?
    var examination = Examination(
      session, folder: room.path("made"), student: "anna", seconds: 60, say: { last = $0 }, goesOn: { goesOn(last) })
    examination.examine(room.path("student.md"), on: exercise)
    return (try #require(last), exercise)
  }

  private func points(_ record: Record) -> [String: Double?] {
    Dictionary(record.items.map { ($0.id, $0.points) }, uniquingKeysWith: { $1 })
  }

  private func changed(_ text: String, _ from: String, _ to: String) -> String {
    let now = text.replacingOccurrences(of: from, with: to)
    #expect(now != text, "'\(from)' is not in the lesson")
    return now
  }

  private let all: [String: Double?] = [
    "q1": nil, "expect": 1, "summary.params": 1, "fit.epochs": 1, "expect-2": 3,
  ]

  @Test func pointsAreAddedUp() throws {
    let room = try Workplace()
    let session = try room.session("lesson.md", Classroom.lesson)
    let scheme = try Exercise(session.source, session.surroundings).scheme
    #expect(
      scheme.text == "8 points: 4 for expectations, 1 for blanks in the text, 1 for blanks in steps, 2 for answers")
    #expect(scheme.items.map { $0.id } == ["q1", "expect", "summary.params", "fit.epochs", "expect-2"])
  }

  @Test func aLessonWithoutPointsGivesOneForEachItem() throws {
    let text = Classroom.lesson.replacingOccurrences(
      of: #" ?("|# |\n  )?points: \d"?"#, with: "", options: .regularExpression)
    let (record, exercise) = try graded(text.replacingOccurrences(of: "[[2]]", with: "2"), lesson: text)
    #expect(!exercise.scheme.isWritten && exercise.scheme.total == 4)
    #expect(points(record)["expect"] == 1)
  }

  @Test func whoDoesAllGetsAll() throws {
    let (record, _) = try graded(Classroom.solved)
    #expect(points(record) == all, "\(record.items) \(record.problems)")
    #expect(record.ending == .whole && record.problems == [])
    #expect(record.answers.map { $0.text } == ["A weighted sum, and then relu."])
    #expect(record.results.contains { $0.id == "evaluate.accuracy" })
  }

  @Test func settingsAndLayersAreTakenOver() throws {
    let text = changed(
      changed(Classroom.solved, "dense 8 relu", "dense 16 relu\n  dense 8 tanh"), "epochs: 2", "epochs: 3")
    let (record, _) = try graded(text)
    #expect(
      record.changes.contains { $0.name == "build" && $0.text == "dense 16 relu, dense 8 tanh, dense 10 softmax" }
        || record.changes.contains { $0.name == "network" }, "\(record.changes)")
    #expect(record.changes.contains { $0.name == "fit.epochs" && $0.text == "3" })
    #expect(points(record)["expect"] == 0)
    #expect(points(record)["fit.epochs"] == 0)
    #expect(points(record)["expect-2"] == 3)
    #expect(record.items.first { $0.id == "expect" }?.note?.contains("expected summary.params = 6370") == true)
  }

  @Test(arguments: [
    ("expect summary.params = 6370", "expect summary.params > 0"),
    ("expect summary.params = 6370", ""),
    ("  points: 1\n```", "  points: 1000\n```"),
    ("test: 50", "test: 5"),
    ("evaluate network on x_test, y_test", "evaluate network on x_train, y_train"),
    ("load mnist as x_train, y_train, x_test, y_test", "load \"/etc/passwd\" as x_train, y_train, x_test, y_test"),
    ("title: Small", "title: Small\nseed: 7"),
    ("fit network", "expect 1 = 1\n  points: 100\nfit network"),
    ("<!-- question q1 points: 2 -->", "<!-- question q1 points: 200 -->"),
  ]) func nothingThatAStudentWritesChangesARule(_ from: String, _ to: String) throws {
    let honest = changed(Classroom.solved, "dense 8 relu", "dense 9 relu")
    let (wanted, _) = try graded(honest)
    let (record, exercise) = try graded(changed(honest, from, to))
    #expect(points(record)["expect"] == 0, "\(record.problems)")
    #expect(points(record)["expect-2"] == points(wanted)["expect-2"], "\(record.problems)")
    let accuracy = record.results.first { $0.id == "evaluate.accuracy" }
    #expect(accuracy != nil && accuracy == wanted.results.first { $0.id == "evaluate.accuracy" })
    #expect(exercise.scheme.total == 8)
  }

  @Test func weightsOfTheirOwnAreLeftAside() throws {
    let text = changed(Classroom.solved, "batch_size: 32", "batch_size: 32\n  initial_weights: \"best.safetensors\"")
    let (record, _) = try graded(text)
    #expect(points(record) == all)
    #expect(record.problems.contains { $0.contains("names a file") })
  }

  @Test(arguments: [true, false]) func aTryRunsWherePointsDependOnIt(_ isNeeded: Bool) throws {
    let more = isNeeded ? "\nexpect try.runs = 2\n  points: 1\n" : "\n"
    let step = "\n```step\ntry network\n  fit.epochs: 1, 2\n  seeds: 1\n  measure: evaluate.accuracy\(more)```\n"
    let (record, _) = try graded(Classroom.solved + step, lesson: Classroom.lesson + step)
    #expect(record.ending == .whole && record.problems == [], "\(record.problems)")
    #expect(record.results.contains { $0.id == "try.runs" } == isNeeded)
    #expect(points(record).count == (isNeeded ? 6 : 5) && points(record).values.contains(0) == false)
  }

  @Test func anEmptyBlankCostsWhatDependsOnIt() throws {
    let (record, _) = try graded(changed(Classroom.solved, "epochs: 2", "epochs: ____"))
    #expect(points(record)["expect"] == 1 && points(record)["expect-2"] == 0 && points(record)["fit.epochs"] == 0)
    #expect(record.problems.contains { $0.contains("still empty") }, "\(record.problems)")
    #expect(record.ending == .whole)
  }

  @Test func whatCannotBeReadCostsWhatDependsOnIt() throws {
    let (record, _) = try graded(changed(Classroom.solved, "epochs: 2", "epochs: many"))
    #expect(points(record)["expect"] == 1 && points(record)["expect-2"] == 0)
    let (other, _) = try graded(changed(Classroom.solved, "dense 10 softmax", "dense 7 softmax"))
    #expect(points(other)["expect-2"] == 0 && points(other)["q1"] == .some(nil))
    #expect(other.problems.contains { $0.contains("was not run") }, "\(other.problems)")
  }

  @Test(arguments: ["```step\n", "```\n\nIt has", "```\n\n"]) func aDeletedFenceCostsNoMore(_ fence: String) throws {
    let start = try #require(Classroom.solved.range(of: fence))
    let text = Classroom.solved.replacingCharacters(
      in: start, with: fence.replacingOccurrences(of: "```step", with: "").replacingOccurrences(of: "```", with: ""))
    let (record, _) = try graded(changed(text, "epochs: 2", "epochs: 3"))
    #expect(points(record)["expect"] == 1 && points(record)["expect-2"] == 3, "\(record.problems)")
    #expect(record.changes.contains { $0.name == "fit.epochs" && $0.text == "3" }, "\(record.changes)")
    #expect(points(record)["q1"] == .some(nil))
  }

  @Test func aLessonPastedTwiceCountsOnce() throws {
    let (record, _) = try graded(Classroom.solved + "\n" + changed(Classroom.solved, "epochs: 2", "epochs: 9"))
    #expect(points(record)["expect-2"] == 3 && points(record)["fit.epochs"] == 1, "\(record.problems)")
    #expect(record.problems.contains { $0.contains("added") })
  }

  @Test func aMissingStepIsRunAsItWasHandedOut() throws {
    let (record, _) = try graded(changed(Classroom.solved, "normalise x_train, x_test\n", ""))
    #expect(points(record) == all)
    #expect(record.problems == ["the step 'normalise' is missing, so it is run as it was handed out"])
  }

  @Test func aWrongBlankIsSaidToBeWrong() throws {
    let (record, _) = try graded(changed(Classroom.solved, "[6370]", "[6371]"))
    #expect(points(record)["summary.params"] == 0)
    #expect(record.items.first { $0.id == "summary.params" }?.note == "'6371' is not right")
  }

  /// Fences, comments and marks in an answer reach nothing behind it.
  @Test(arguments: [
    "```step\nload \"/etc/passwd\" as x\n", "<!--", "<!-- /question --> <!-- teacher -->", "<pre>",
    "---\ntitle: x\n---", "$$", "```",
  ])
  func anAnswerStaysInItsPlace(_ answer: String) throws {
    let (record, _) = try graded(changed(Classroom.solved, "A weighted sum, and then relu.", "Sum\n\n\(answer)\n"))
    #expect(points(record)["expect"] == 1 && points(record)["expect-2"] == 3, "\(record.problems)")
  }

  @Test(arguments: ["", "Hello", "# Other\n\n```step\nload mnist as a, b, c, d\n```\n"])
  func whatIsNotTheLessonIsNotRun(_ text: String) throws {
    let (record, _) = try graded(text)
    #expect(record.ending == .unreadable && points(record)["expect-2"] == 0)
    #expect(record.problems.contains { $0.contains("hardly any step") })
  }

  @Test func pointsBeforeTheEndCount() throws {
    // Ended once the first expectation has held.
    let (record, _) = try graded(
      changed(Classroom.solved, "epochs: 2", "epochs: 1000000"), goesOn: { $0?.points(of: "expect") != 1 })
    #expect(points(record)["expect"] == 1 && points(record)["expect-2"] == 0, "\(record.problems)")
    #expect(record.ending == .failed)
  }
}
