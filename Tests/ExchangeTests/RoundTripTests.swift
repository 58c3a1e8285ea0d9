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
      let lesson = try ImportedLesson(text: Array(text.utf8), name: name, title: "")
      let result = Planner.plan(
        text: SourceText(lesson.text), surroundings: session.surroundings, settings: [], seed: nil)
      return (lesson, result.plan)
    }
  }

  /// All that a plan says, but for where it stands.
  static func steps(_ plan: Plan?, settings isWanted: (String) -> Bool = { _ in true }) -> [String] {
    plan?.steps.map { step in
      func text(_ value: KeyValue) -> String {
        switch value {
        case .operand(let operand): operand.text
        case .pair(let x, let y): x.text + " " + y.text
        default: "\(value)"
        }
      }
      let settings = step.settings.filter { isWanted($0.key) }.map { "\($0.key)=\(text($0.value))" }.sorted()
      let parts = [step.operands.map { $0.text }, step.data.map { $0.text }, step.names, settings]
      return ([step.id, step.verb.name, "\(step.stream)"] + parts.map { $0.joined(separator: ",") }
        + step.layers.map { $0.keras }).joined(separator: " ")
    } ?? []
  }

  @Test(arguments: names) func exportedAndImportedAgainItHasTheSamePlan(_ name: String) throws {
    let trip = try Trip(name)
    for (format, ending) in [(ReportFormat.notebook, "ipynb"), (.python, "py")] {
      let (lesson, plan) = try trip.imported(try trip.exported(format), "lesson." + ending)
      #expect(Self.steps(plan) == Self.steps(trip.plan))
      #expect(plan?.frontMatter.seed == trip.plan.frontMatter.seed)
      #expect(lesson.remarks == [])
    }
  }

  /// What the code does not say: captions, names of steps, remarks for the checker.
  private static let unsaid: Set<String> = ["caption", "allow", "metrics", "per_row", "count", "show", "is_whole"]

  /// The same of the code alone, as where somebody has changed every cell.
  @Test(arguments: names) func theCodeAloneSaysNearlyAll(_ name: String) throws {
    let trip = try Trip(name)
    var lines = try trip.exported(.python).split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    #expect(!CarriedSteps(takenFrom: &lines).cells.isEmpty)
    let (lesson, plan) = try trip.imported(lines.joined(separator: "\n"), "lesson.py")
    let wanted = { !Self.unsaid.contains($0) }
    #expect(Self.steps(plan, settings: wanted) == Self.steps(trip.plan, settings: wanted))
    #expect(lesson.remarks == [])
  }
}
