import Foundation
import Lesson
import Markdown
import Reporting
import Running
import Steps
import Testing
import Text

@testable import Exchange

/// A lesson that is exported and imported again has the same plan.
@Suite struct RoundTripTests {
  static let lessons = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Lessons").standardizedFileURL
  static let names = try! FileManager.default.contentsOfDirectory(atPath: lessons.path)
    .filter { $0.hasPrefix("0") && $0.hasSuffix(".md") }.sorted()

  /// A lesson, and what notebooks and scripts of it become.
  struct Trip {
    let session: Session
    let plan: Plan

    init(_ name: String) throws {
      var options = Session.Options()
      options.usesSample = true
      session = try Session(path: lessons.appending(path: name).path, options: options)
      plan = try #require(
        Planner.plan(text: session.source, surroundings: session.surroundings, settings: [], seed: nil).plan)
    }

    func exported(_ format: ReportFormat, _ edition: ReportOptions.Edition = .teacher) throws -> String {
      var options = ReportOptions()
      options.edition = edition
      options.keepsWords = true
      return try Report.exported(Outcome(notRun: plan, version: ""), as: format, options: options).text
    }

    func imported(_ text: String, _ name: String) throws -> (lesson: ImportedLesson, plan: Plan?) {
      let lesson = try ImportedLesson(text: Array(text.utf8), name: name, title: "") { file in
        try? String(contentsOf: lessons.appending(path: file), encoding: .utf8).components(separatedBy: "\n").first
      }
      let result = Planner.plan(
        text: SourceText(lesson.text), surroundings: session.surroundings, settings: [], seed: nil)
      return (lesson, result.plan)
    }
  }

  static func text(_ value: KeyValue) -> String {
    switch value {
    case .operand(let operand): operand.text
    case .pair(let x, let y): x.text + " " + y.text
    default: "\(value)"
    }
  }

  /// All that a plan says, but for where it stands.
  private static func steps(_ plan: Plan?) -> [String] {
    plan?.steps.map { step in
      let settings = step.settings.map { "\($0.key)=\(text($0.value))" }.sorted()
      let parts = [step.operands.map { $0.text }, step.data.map { $0.text }, step.names, settings]
      return
        ([step.id, step.verb.name, "\(step.stream)"] + parts.map { $0.joined(separator: ",") }
        + step.layers.map { $0.keras }).joined(separator: " ")
    } ?? []
  }

  // MARK: From the code alone

  /// What steps compute and show, an entry for each array that is printed or whose shape is.
  static func computed(_ plan: Plan?) -> [String] {
    plan?.steps.flatMap { step -> [String] in
      var settings = step.settings
      // What holds anyway may be written, too.
      if settings["optimizer"] == .word("sgd"), settings["learning_rate"].map({ text($0) }) == "number(0.01)" {
        settings["learning_rate"] = nil
      }
      let rest = [step.data.map { $0.text }, step.names, settings.map { "\($0.key)=\(text($0.value))" }.sorted()].map {
        $0.joined(separator: ",")
      }
      // Of the same steps, whatever they are called.
      let axes = step.trials.map { trials in
        trials.axes.map { axis in
          let place = plan?.steps.firstIndex { $0.id == axis.step } ?? -1
          return "\(place).\(axis.key)=\(axis.values.joined(separator: ","))"
        }.sorted() + ["\(trials.seeds)"]
      }
      let words = (rest + step.layers.map { $0.keras } + (axes ?? [])).joined(separator: " ")
      if ["print", "shape"].contains(step.verb.name) {
        return step.operands.map { "\(step.verb.name) \($0.text) \(words)" }
      }
      return ["\(step.verb.name) \(step.operands.map { $0.text }.joined(separator: ",")) \(words)"]
    } ?? []
  }

  /// The lines of all steps.
  private static func lines(of text: String) -> [String] {
    var isInside = false
    return text.split(separator: "\n", omittingEmptySubsequences: false).compactMap { line in
      if line.hasPrefix("```") {
        isInside = line == "```step"
        return nil
      }
      return isInside && !line.allSatisfy { $0 == " " } ? String(line) : nil
    }
  }

  @Test(arguments: names) func exportedAndImportedAgainItHasTheSameSteps(_ name: String) throws {
    let trip = try Trip(name)
    let script = try trip.exported(.python)
    let lesson = try ImportedLesson(text: Array(script.utf8), name: "lesson.py", title: "")
    #expect(Self.lines(of: lesson.text) == Self.lines(of: String(decoding: trip.session.source.utf8, as: UTF8.self)))
    #expect(lesson.seed == trip.plan.frontMatter.seed)
    #expect(lesson.remarks == [])
  }

  @Test func aNotebookHasTheSamePlan() throws {
    let trip = try Trip("06-table.md")
    let (lesson, plan) = try trip.imported(try trip.exported(.notebook), "lesson.ipynb")
    #expect(Self.steps(plan) == Self.steps(trip.plan))
    #expect(lesson.remarks == [])
  }

  /// A cell that somebody has changed is read anew; the others stay as they were.
  @Test func aChangedCellIsReadAnew() throws {
    let trip = try Trip("06-table.md")
    let script = try trip.exported(.python)
    let changed = script.replacingOccurrences(of: "    epochs=60,", with: "    epochs=7,")
    let text = try trip.imported(changed, "lesson.py").lesson.text
    #expect(text.contains("  epochs: 7\n") && !text.contains("epochs: [[60]]"))
    #expect(text.contains("scatter x, y\n  columns: petal_length, petal_width\n"))
  }
}
