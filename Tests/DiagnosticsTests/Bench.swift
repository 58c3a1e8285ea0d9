import Foundation
import Grading
import Lesson
import Markdown
import Running
import Steps
import Testing

/// A folder of its own with a lesson and its files, and what `lesson` finds wrong there. Data sets are the built-in
/// sample's.
struct Bench: ~Copyable {
  let folder: URL
  var options = Session.Options()

  init(_ lesson: Data, files: [(name: String, bytes: Data)] = []) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try lesson.write(to: folder.appending(path: "lesson.md"))
    for (name, bytes) in files { try bytes.write(to: folder.appending(path: name)) }
    options.outputFolder = folder.path + "/output"
    options.usesSample = true
    options.threads = 1
  }

  init(_ lesson: String, files: [(name: String, bytes: Data)] = []) throws {
    try self.init(Data(lesson.utf8), files: files)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var path: String { folder.path + "/lesson.md" }

  func write(_ name: String, _ text: String) throws { try Data(text.utf8).write(to: folder.appending(path: name)) }

  func session() throws(Diagnostic) -> Session { try Session(path: path, options: options) }

  func check(settings: [String] = []) throws(Diagnostic) -> PlanningResult {
    let session = try session()
    return Planner.plan(
      text: session.source, surroundings: session.surroundings, settings: settings.map { Setting($0) })
  }

  /// What goes wrong when a lesson runs in which the check finds nothing.
  /// - Parameter meanwhile: what happens between the check and the run.
  func run(settings: [String] = [], meanwhile: (URL) throws -> Void = { _ in }) throws -> [Diagnostic] {
    let session = try session()
    let result = Planner.plan(
      text: session.source, surroundings: session.surroundings, settings: settings.map { Setting($0) })
    guard let plan = result.plan, result.diagnostics.isEmpty else {
      Issue.record("the check finds something already")
      return result.diagnostics
    }
    try meanwhile(folder)
    return try session.run(plan, settings: settings) { _ in true }.failures
  }

  func handout() throws(Diagnostic) -> [Diagnostic] {
    let session = try session()
    do {
      return LeakScan(try Handout.copy(of: session.source, Verb.vocabulary)).problems
    } catch { return error.diagnostics }
  }

  /// As a terminal shows them, with the folder's name taken out.
  func text(_ problems: [Diagnostic]) throws -> String {
    let source = SourceText((try? String(contentsOfFile: path, encoding: .utf8)) ?? "")
    return DiagnosticText(file: "lesson.md", source: source).text(problems).replacing(folder.path, with: "FOLDER")
  }
}
