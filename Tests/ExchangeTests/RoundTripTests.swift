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

  private static func text(_ value: KeyValue) -> String {
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

  /// What Python does not say: captions and colours, what is meant for the checker, and how many of many are shown.
  private static let unsaid: Set<String> = [
    "caption", "cmap", "allow", "per_row", "count", "is_whole", "columns", "column", "places", "labels",
  ]

  /// What a plan computes, an entry for each array that is printed.
  private static func computed(_ plan: Plan?) -> [String] {
    plan?.steps.flatMap { step -> [String] in
      // Columns of a table have no names in NumPy, and the drawings of two of them none of a verb.
      if ["scatter", "try"].contains(step.verb.name) || step.settings["column"] != nil { return [] }
      if step.settings["value"].map({ text($0).contains("load.missing") }) ?? false { return [] }
      var settings = step.settings.filter { !unsaid.contains($0.key) }
      // What holds anyway may be written, too.
      if settings["optimizer"] == .word("sgd"), settings["learning_rate"].map({ text($0) }) == "number(0.01)" {
        settings["learning_rate"] = nil
      }
      // A label that is named whole is cut as the samples are.
      if case .operand(var label)? = settings["label"], label.selection == .all, let x = step.data.first {
        label.selection = x.selection
        settings["label"] = .operand(label)
      }
      let rest = [step.data.map { $0.text }, step.names, settings.map { "\($0.key)=\(text($0.value))" }.sorted()]
      let words = (rest.map { $0.joined(separator: ",") } + step.layers.map { $0.keras }).joined(separator: " ")
      if ["print", "shape"].contains(step.verb.name) {
        return step.operands.map { "\(step.verb.name) \($0.text) \(words)" }
      }
      // Of `x[:18]` and `x` with a count, the same is shown.
      let operands = step.operands.map { step.verb.name == "show" ? $0.name : $0.text }
      return ["\(step.verb.name) \(operands.joined(separator: ",")) \(words)"]
    } ?? []
  }

  /// Functions and loops for trials are no steps of their own.
  private static func isOfTrials(_ remark: ImportedLesson.Remark) -> Bool {
    ["def try_", "for words, *values in settings", "results.sort"].contains { remark.words.contains($0) }
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
    // Of some, what is made of the code alone is checked as well; the rest takes long.
    guard ["02-cnn.md", "03-gzip-idx.md", "07-regression.md"].contains(name) else { return }
    // As where somebody has changed every cell.
    var lines = script.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    #expect(!CarriedSteps(takenFrom: &lines).cells.isEmpty)
    let (read, other) = try trip.imported(lines.joined(separator: "\n"), "lesson.py")
    #expect(Self.computed(other) == Self.computed(trip.plan))
    #expect(read.remarks.filter { !Self.isOfTrials($0) } == [])
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
