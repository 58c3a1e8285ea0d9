import Foundation
import Lesson
import Markdown
import Reporting
import Running
import Steps
import Testing
import Text

@testable import Live

/// A lesson's conversation with pages, without any server.
@Suite struct LiveLessonTests {
  private static let lesson = """
    Words.

    ```step
    load "numbers.csv" as x
    print x
    ```

    """

  /// Asks one thing after the other, each as soon as the lesson listens again.
  private final class Page {
    var questions: [LiveRequest] = []
    var answers: [LiveAnswer] = []
    var events: [LiveEvent] = []

    var host: LiveHost {
      LiveHost(
        serve: { _, answer in
          guard !self.questions.isEmpty else { return }
          self.answers.append(answer(self.questions.removeFirst()))
        }, send: { self.events.append($0) }, pages: { 0 }, isInterrupted: { false }, now: { 0 })
    }

    var state: JSON? { events.last { $0.name == "state" }?.data["state"] }
  }

  private struct Classroom {
    let path: String
    let page = Page()
    let live: LiveLesson

    init(_ lesson: String, runsAtStart: Bool = true) throws {
      let folder = NSTemporaryDirectory() + "live-\(UUID().uuidString)"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      path = folder + "/lesson.md"
      try write(lesson, to: path)
      try write("1,2,3\n4,5,6\n", to: folder + "/numbers.csv")
      var report = ReportOptions()
      report.host = PageHost(script: "", style: "")
      var setup = LiveLesson.Setup(
        path: path, options: Session.Options(), report: report, changes: [], isEager: false,
        plan: { Planner.plan(text: $0, surroundings: $1) }, hear: { _ in }, tell: { _, _ in })
      setup.runsAtStart = runsAtStart
      live = LiveLesson(setup, host: page.host)
      live.goOn()
    }

    func end() { try? FileManager.default.removeItem(atPath: parent) }
    private var parent: String { String(path.dropLast("/lesson.md".count)) }
    var text: String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }

    func ask(_ subject: LiveRequest.Subject, _ members: [JSON.Member] = []) -> LiveAnswer? {
      page.questions.append(LiveRequest(subject, body: .object(members)))
      live.goOn()
      return page.answers.last
    }

    func edit(_ old: String, _ new: String, version: Int) throws -> LiveAnswer? {
      let range = try #require(text.range(of: old))
      let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
      return ask(
        .edit,
        [
          .init("start", .integer(start)), .init("end", .integer(start + old.utf8.count)), .init("text", .string(new)),
          .init("version", .integer(version)),
        ])
    }
  }

  @Test func aLessonCanWaitUntilItIsAsked() throws {
    let classroom = try Classroom(Self.lesson, runsAtStart: false)
    defer { classroom.end() }
    #expect(classroom.page.state == .string("ready"))
    #expect(classroom.live.isIdle && classroom.live.outcome == nil)
    // A mistake is told all the same, and mending it runs nothing yet.
    #expect(try classroom.edit("print x", "pirnt x", version: 1) == .done)
    if !classroom.live.isIdle { classroom.live.goOn() }
    #expect(classroom.page.state == .string("failed"))
    #expect(classroom.ask(.undo) == .done)
    if !classroom.live.isIdle { classroom.live.goOn() }
    #expect(classroom.page.state == .string("ready"))
    #expect(classroom.ask(.run) == .done)
    #expect(classroom.page.state == .string("done"))
    let ran = try #require(classroom.live.outcome)
    // The file that it loads is another one now.
    try Data("7,8,9\n".utf8).write(to: URL(fileURLWithPath: classroom.path + "/../numbers.csv").standardized)
    classroom.live.refresh()
    #expect(!classroom.live.isIdle)
    classroom.live.goOn()
    #expect(classroom.live.outcome?.steps.last?.outputs != ran.steps.last?.outputs)
  }

  @Test func aPageIsToldAllThereIs() throws {
    let classroom = try Classroom(Self.lesson)
    defer { classroom.end() }
    #expect(classroom.page.state == .string("done"))
    guard case .events(let events)? = classroom.ask(.events), case .page(let page)? = classroom.ask(.page) else {
      Issue.record("no answer")
      return
    }
    #expect(events.map { $0.name } == ["problems", "state", "runs", "page"])
    #expect(page.contains("<p>Words.</p>") && page.contains("data-start"))
  }

  @Test func anEditIsWrittenRunAndUndone() throws {
    let classroom = try Classroom(Self.lesson)
    defer { classroom.end() }
    #expect(try classroom.edit("print x", "shape x", version: 1) == .done)
    #expect(classroom.text == Self.lesson.replacingOccurrences(of: "print x", with: "shape x"))
    guard case .page(let page)? = classroom.ask(.page) else {
      Issue.record("no page")
      return
    }
    #expect(page.contains("(2, 3)"))
    #expect(classroom.ask(.undo) == .done)
    #expect(classroom.text == Self.lesson)
  }

  @Test func whatSomeoneElseHasWrittenIsNotLost() throws {
    let classroom = try Classroom(Self.lesson)
    defer { classroom.end() }
    let other = Self.lesson.replacingOccurrences(of: "Words", with: "Other words")
    try write(other, to: classroom.path)
    guard case .refused(.conflict, _)? = try classroom.edit("print x", "shape x", version: 1) else {
      Issue.record("not refused")
      return
    }
    #expect(classroom.text == other)
  }

  @Test func mistakesAreToldWhileTheyAreTyped() throws {
    let classroom = try Classroom(Self.lesson)
    defer { classroom.end() }
    let start = try #require(Self.lesson.range(of: "print x")).lowerBound
    let place = Self.lesson.utf8.distance(from: Self.lesson.startIndex, to: start)
    let answer = classroom.ask(
      .check,
      [
        .init("start", .integer(place)), .init("end", .integer(place + 7)), .init("text", .string("pritn x")),
        .init("version", .integer(1)), .init("caret", .integer(2)),
      ])
    guard case .json(let json)? = answer, case .array(let problems)? = json["problems"],
      case .string(let problem)? = problems.first
    else {
      Issue.record("no answer")
      return
    }
    #expect(problem.contains("'print'"))
    #expect(classroom.text == Self.lesson)
  }

  @Test func nonsenseIsRefused() throws {
    let classroom = try Classroom(Self.lesson)
    defer { classroom.end() }
    for subject in [LiveRequest.Subject.edit, .check, .restore] {
      guard case .refused(.malformed, _)? = classroom.ask(subject) else {
        Issue.record("\(subject) was not refused")
        continue
      }
    }
  }
}

private func write(_ text: String, to path: String) throws {
  try text.write(toFile: path, atomically: true, encoding: .utf8)
}
