import Caching
import Files
import Foundation
import Lesson
import Markdown
import Reporting
import Steps
import Testing
import Text

@testable import Running

/// A lesson in a folder of its own, run again and again.
final class CachedLesson {
  let folder: URL
  var store: Store?

  init(_ store: Store?) throws {
    self.store = store
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  struct Run {
    var outcome: Outcome
    var bytes: [UInt8]
    /// Steps that were performed, by their ids, but for those that always are.
    var performed: [String] {
      outcome.steps.filter { step in
        !step.isKept && outcome.plan.steps.contains { $0.id == step.id && $0.verb.keeping.isAllowed }
      }.map { $0.id }
    }
  }

  struct Unplanned: Error { var problems: [String] }

  /// - Parameters:
  ///   - program: another one shows in other words.
  ///   - isHeard: its `false` interrupts the run.
  func run(
    _ text: String, settings: [String] = [], program: String = "test",
    isHeard: @escaping (RunEvent) -> Bool = { _ in true }
  ) throws -> Run {
    try write("lesson.md", text)
    var options = Session.Options()
    options.outputFolder = folder.path + "/output"
    options.usesSample = true
    options.threads = 1
    options.program = program
    options.store = store
    let session = try Session(path: folder.path + "/lesson.md", options: options)
    let result = Planner.plan(
      text: session.source, surroundings: session.surroundings, settings: settings.map { Setting($0) })
    guard let plan = result.plan else { throw Unplanned(problems: result.diagnostics.map { $0.summary }) }
    let outcome = try session.run(plan, settings: settings, listener: isHeard)
    return Run(outcome: outcome, bytes: try Self.bytes(outcome))
  }

  /// All that reports are made of.
  static func bytes(_ outcome: Outcome) throws -> [UInt8] {
    var coder = Coder()
    for step in outcome.steps {
      var result = StepResult()
      result.outputs = step.outputs
      coder.code(&result)
      var texts = [step.id, step.failure?.summary ?? ""]
      for case .figure(let figure) in step.outputs { texts.append(figure.name) }
      coder.code(&texts)
    }
    var values = outcome.values.map { "\($0.key.step).\($0.key.key) \($0.value)" }.sorted()
    coder.code(&values)
    if let network = outcome.playground() {
      for layer in network.layers {
        var numbers = layer.weights.flatMap { $0 } + layer.inputs + (layer.start?.values ?? [])
        coder.code(&numbers)
      }
      var numbers = [network.ink, network.paper]
      if let example = network.example { numbers += example.pixels + example.probabilities }
      coder.code(&numbers)
      var names = network.classNames
      coder.code(&names)
    }
    let json = try #require(ReportFormat.named("json"))
    for file in try Report.files(outcome, formats: [json], options: ReportOptions { _ in nil }) {
      var bytes = file.bytes
      coder.code(&bytes)
    }
    return coder.bytes
  }

  static let small = """
    ---
    seed: 3
    author: A
    ---
    # Small

    Some prose.

    ```step
    load mnist as x_train, y_train, x_test, y_test
      train: 200
      test: 60
    flatten x_train, x_test
    normalise x_train, x_test
    show x_test[0:3]
      caption: Three digits
    ```

    More prose.

    ```step
    build net
      dense 8 relu
      dense 10 softmax
    fit net on x_train, y_train
      epochs: 2
      batch_size: 20
    plot fit
    evaluate net on x_test, y_test
    mistakes net on x_test, y_test
      count: 4
    expect evaluate.accuracy >= 0
    ```
    """
}
