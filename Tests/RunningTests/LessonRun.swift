import Datasets
import Engine
import Files
import Foundation
import Markdown
import Lesson
import Steps
import Testing

@testable import Running

/// Runs lessons given as text in a folder of their own, on the built-in sample.
struct LessonRun {
  let folder: URL
  var outcome: Outcome?
  var diagnostics: [Diagnostic]

  /// - Parameter files: written beside the lesson first.
  init(
    _ text: String, files: [String: [UInt8]] = [:], threads: Int? = 1, settings: [String] = [],
    interruptAfter: Int = .max, limits: RunLimits = RunLimits()
  ) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.path + "/test.md"
    try writeFile(Array(text.utf8), to: path)
    for (name, bytes) in files {
      let path = folder.path + "/" + name
      try makeFolders(parentFolder(path))
      try writeFile(bytes, to: path)
    }
    var options = Session.Options()
    options.outputFolder = folder.path + "/output"
    options.usesSample = true
    options.threads = threads
    options.limits = limits
    let session = try Session(path: path, options: options)
    let result = Planner.plan(
      text: session.source, surroundings: session.surroundings, settings: settings.map(Setting.init))
    diagnostics = result.diagnostics
    var events = 0
    outcome = try result.plan.map { plan in
      try session.run(plan, settings: settings) { _ in
        events += 1
        return events <= interruptAfter
      }
    }
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  static func step(_ lines: String) -> String { "```step\n\(lines)\n```\n" }

  /// A small dense network trained for an epoch on 300 digits.
  static let trained = step(
    """
    load mnist as x_train, y_train, x_test, y_test
      train: 300
      test: 100
    flatten x_train, x_test
    normalise x_train, x_test
    build net
      dense 12 relu
      dense 10 softmax
    fit net on x_train, y_train
      epochs: 2
      validation_split: 0.2
    """)
}

/// Of a lesson with these steps alone, which the check must let pass.
func run(_ steps: String, files: [String: [UInt8]] = [:]) throws -> Outcome {
  let run = try LessonRun(LessonRun.step(steps), files: files)
  defer { run.remove() }
  return try #require(run.outcome, "\(run.diagnostics.map(\.summary))")
}
