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
    private var time = 0.0

    var host: LiveHost {
      LiveHost(
        serve: { _, answer in
          guard !self.questions.isEmpty else { return }
          self.answers.append(answer(self.questions.removeFirst()))
        }, send: { self.events.append($0) }, pages: { 0 }, isInterrupted: { false },
        now: {
          self.time += 0.001
          return self.time
        })
    }

    func wait(seconds: Double) { time += seconds }

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

    /// - Parameter page: the lesson as the page shows it, where the file is another one.
    func edit(_ old: String, _ new: String, of page: String? = nil, version: Int) throws -> LiveAnswer? {
      let text = page ?? text
      let range = try #require(text.range(of: old))
      let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
      return ask(
        .edit,
        [
          .init("start", .integer(start)), .init("end", .integer(start + old.utf8.count)), .init("text", .string(new)),
          .init("version", .integer(version)),
        ])
    }

    /// The page as it is now.
    var shown: String { if case .page(let page)? = ask(.page) { page } else { "" } }
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
    let shown = String(describing: try #require(classroom.live.outcome).steps.last?.outputs)
    // The file that it loads is another one now.
    try Data("7,8,9\n".utf8).write(to: URL(fileURLWithPath: classroom.path + "/../numbers.csv").standardized)
    classroom.live.refresh()
    #expect(!classroom.live.isIdle)
    classroom.live.goOn()
    #expect(String(describing: classroom.live.outcome?.steps.last?.outputs) != shown)
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
    guard case .refused(.conflict, _)? = try classroom.edit("print x", "shape x", of: Self.lesson, version: 1) else {
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

  @Test func answersAndBlanksAreEditedWhereTheyStand() throws {
    let lesson = """
      <!-- question -->
      How many? It is [____](blank:print.maximum), or [____][far].
      <!-- answer -->
      <!-- /answer -->
      <!-- /question -->

      [far]: blank:print.minimum

      ```step
      load "numbers.csv" as x
      print x
        precision: ____
      ```

      """
    let classroom = try Classroom(lesson)
    defer { classroom.end() }
    func place(_ form: String, _ old: String) throws -> [String] {
      let pattern = #"data-start="(\d+)" data-end="(\d+)" data-form="\#(form)" data-source="\#(old)""#
      let page = classroom.shown
      let found = try NSRegularExpression(pattern: pattern).matches(
        in: page, range: NSRange(page.startIndex..., in: page))
      return found.flatMap { match in
        (1...2).compactMap { Range(match.range(at: $0), in: page).map { String(page[$0]) } }
      }
    }
    func fill(_ form: String, _ text: String, version: Int) throws {
      let bytes = try place(form, "").compactMap { Int($0) }
      try #require(bytes.count == 2, "\(form)")
      let answer = classroom.ask(
        .edit,
        [
          .init("start", .integer(bytes[0])), .init("end", .integer(bytes[1])), .init("text", .string(text)),
          .init("version", .integer(version)), .init("form", .string(form)),
        ])
      #expect(answer == .done)
    }
    try fill("code", "2", version: 1)
    try fill("words", "6", version: 2)
    try fill("between", "Six,\nas *it* says.", version: 3)
    let filled = lesson.replacingOccurrences(of: "precision: ____", with: "precision: 2")
      .replacingOccurrences(of: "[____](", with: "[6](")
      .replacingOccurrences(of: "<!-- answer -->\n<!-- /", with: "<!-- answer -->\nSix,\nas *it* says.\n<!-- /")
    #expect(classroom.text == filled)
    #expect(classroom.shown.contains("✓ right"))
    #expect(try place("lines", "Six,\nas \\*it\\* says.").count == 2)
    for _ in 0..<3 { #expect(classroom.ask(.undo) == .done) }
    #expect(classroom.text == lesson)
  }

  @Test func filesBesideTheLessonAreWatched() throws {
    let classroom = try Classroom(Self.lesson)
    defer { classroom.end() }
    let data = classroom.path.replacingOccurrences(of: "lesson.md", with: "numbers.csv")
    func look() {
      for _ in 0..<3 {
        classroom.page.wait(seconds: 0.2)
        classroom.live.goOn()
      }
    }
    look()
    let count = classroom.page.events.count
    try write("1,2,3\n4,5,4711\n", to: data)
    look()
    #expect(classroom.shown.contains("4711"))
    #expect(classroom.page.events.count > count)
    try FileManager.default.removeItem(atPath: data)
    look()
    #expect(classroom.page.state == .string("failed"))
    try write("8,9\n", to: data)
    look()
    #expect(classroom.page.state == .string("done") && !classroom.shown.contains("4711"))
    let settled = classroom.page.events.count
    look()
    #expect(classroom.page.events.count == settled)
  }

  @Test func aPictureThatIsPutIntoAFolderIsNews() throws {
    let classroom = try Classroom("```step\nload \"photos/\" as x\n  size: 28x28\nshape x\n```\n")
    defer { classroom.end() }
    #expect(classroom.page.state == .string("failed"))
    let folder = classroom.path.replacingOccurrences(of: "lesson.md", with: "photos")
    let picture = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Lessons/data/seven.png").standardizedFileURL.path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for count in 1...2 {
      try FileManager.default.copyItem(atPath: picture, toPath: "\(folder)/\(count).png")
      for _ in 0..<3 {
        classroom.page.wait(seconds: 0.2)
        classroom.live.goOn()
      }
      #expect(classroom.page.state == .string("done"))
      let shown = classroom.shown
      #expect(shown.contains("(\(count), 28, 28, 3)"), "\(shown.suffix(3000))")
    }
  }

  @Test func anEditIsComposedOnce() throws {
    let classroom = try Classroom(Self.lesson)
    defer { classroom.end() }
    let count = classroom.page.events.count { $0.name == "page" }
    try write(Self.lesson.replacingOccurrences(of: "Words", with: "Other words"), to: classroom.path)
    for _ in 0..<3 { classroom.live.goOn() }
    #expect(classroom.page.events.count { $0.name == "page" } == count + 1)
    #expect(classroom.shown.contains("Other words."))
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
