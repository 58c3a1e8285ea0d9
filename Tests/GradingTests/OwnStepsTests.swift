import Files
import Foundation
import Grading
import Places
import Running
import Testing

/// Steps that students add, where the lesson lets them and where it does not.
@Suite struct OwnStepsTests {
  private static let lesson = """
    ```step
    load mnist as x_train, y_train, x_test, y_test
      train: 200
      test: 50
    ```

    <!-- question more points: 1 -->
    Make more of the data.
    <!-- answer more -->
    I add:

    ```step
    ```
    <!-- /answer -->
    <!-- /question -->

    ```step
    flatten x_train, x_test
    normalise x_train, x_test
    build network
      dense 8 relu
      dense 10 softmax
    fit network on x_train, y_train
      epochs: 1
    evaluate network on x_test, y_test
    expect evaluate.accuracy >= 0.0
      points: 3
    ```

    """

  private func graded(_ steps: String, elsewhere: String = "") throws -> Record {
    let room = try Workplace()
    let session = try room.session("lesson.md", Self.lesson)
    let exercise = try Exercise(session.source, session.surroundings)
    let text = Self.lesson.replacingOccurrences(of: "```step\n```", with: "```step\n\(steps)\n```")
      .replacingOccurrences(of: "fit network", with: elsewhere + "fit network")
    try room.write("student.md", text)
    try room.write("made/x", "")
    var last: Record?
    var examination = Examination(
      session, folder: room.path("made"), student: "anna", seconds: 60, say: { last = $0 }, goesOn: { true })
    examination.examine(room.path("student.md"), on: exercise)
    let record = try #require(last)
    #expect(record.ending == .whole && record.items.first { $0.id == "expect" }?.points == 3, "\(record)")
    let report = try room.read("made/report.html")
    #expect(report.contains("I add:"))
    return record
  }

  @Test func theyRunWhereTheLessonLetsThem() throws {
    let plain = try graded("")
    let record = try graded("augment x_train, y_train\n  copies: 2\nshape x_train as more")
    #expect(record.problems == [], "\(record.problems)")
    #expect(
      record.changes.map { $0.name + " " + $0.text } == ["more augment x_train, y_train", "more shape x_train as more"])
    let steps = record.results.first { $0.id == "fit.steps" }
    #expect(steps != nil && steps != plain.results.first { $0.id == "fit.steps" })
  }

  @Test(arguments: [
    ("rotate x_test", "'x_test' is what the lesson judges by"),
    ("load mnist as a, b, c, d", "which data and files there are is the lesson's alone"),
    ("load \"lesson.md\" as a", ""),
    ("rotate x_tset", ""),
    ("build network\n  dense 3 relu\n  dense 10 softmax", ""),
    ("flatten x_train", ""),
    ("expect 1 = 1\n  points: 100", ""),
  ])
  func theyNeverTouchWhatTheLessonJudgesBy(_ steps: String, _ reason: String) throws {
    let record = try graded(steps)
    #expect(record.problems.count == 1 && record.problems[0].contains("was not run: \(reason)"), "\(record.problems)")
    #expect(record.items.map { $0.id } == ["more", "expect"])
    #expect(record.changes.isEmpty)
  }

  /// A network may be trained on, but not with what it is judged by.
  @Test func trainingOnTheTestIsRefused() throws {
    let training =
      "build other as small\n  flatten\n  dense 10 softmax\nfit other on x_test, y_test as mine\nfit other on x_train, y_train as again"
    let record = try graded(training)
    #expect(
      record.problems.count == 1 && record.problems[0].hasPrefix("'fit other on x_test, y_test as mine'"),
      "\(record.problems)")
    #expect(record.changes.map { $0.text } == ["build other as small", "fit other on x_train, y_train as again"])
  }

  @Test func elsewhereTheyAreToldAndNotRun() throws {
    let record = try graded("", elsewhere: "shuffle x_train, y_train\n")
    #expect(record.problems.contains("steps were added that are not run: 'shuffle'"))
  }
}
