import Text
import Arrays
import Markdown
import Datasets
import Lesson
import Steps

/// Any bytes can be checked, as a whole lesson or as the steps of one block: nothing traps or hangs, every problem lies
/// in the text, in order, and can be shown; there is a plan where there is no error. Formatted, it is the same lesson.
enum PlanningFuzz {
  static func check(_ bytes: [UInt8]) {
    check(bytes, settings: [])
    let lines = bytes.split(separator: 0x0A, maxSplits: 1)
    let setting = lines.first.map { Setting(String(decoding: $0, as: UTF8.self)) }
    let prelude =
      "```step\nload mnist as x_train, y_train, x_test, y_test\nflatten x_train\nbuild n\n  dense 10 softmax\n"
    check(Array(prelude.utf8) + bytes + Array("\n```\n".utf8), settings: setting.map { [$0] } ?? [])
  }

  private static func check(_ bytes: [UInt8], settings: [Setting]) {
    let source = SourceText(utf8: bytes)
    let result = Planner.plan(text: source, surroundings: world, settings: settings)
    let hasError = result.diagnostics.contains { $0.severity == .error }
    if hasError == (result.plan != nil) { fatalError("a plan with an error, or none without") }
    var last = 0
    for diagnostic in result.diagnostics {
      guard let range = diagnostic.range else {
        if diagnostic.id == .noSteps { continue }
        fatalError("no place: \(diagnostic)")
      }
      let end = diagnostic.setting?.utf8.count ?? bytes.count
      if range.lowerBound < 0 || range.upperBound > end { fatalError("out of the text: \(diagnostic) \(end)") }
      if diagnostic.setting == nil {
        if range.lowerBound < last { fatalError("out of order: \(diagnostic)") }
        last = range.lowerBound
      }
      if DiagnosticText(file: "l.md", source: source).text(diagnostic).isEmpty { fatalError("nothing to show") }
      if diagnostic.json(file: "l.md", source: source).text.isEmpty { fatalError("nothing for the editor") }
    }
    _ = Parameter.table(result.parameters, source: source)
    for step in result.plan?.steps ?? [] where step.range.upperBound > bytes.count || step.headline.isEmpty {
      fatalError("a step out of the text: \(step)")
    }
    if let formatted = try? LessonFormatter.format(source, Verb.vocabulary), formatted.utf8 != bytes {
      guard try! LessonFormatter.format(formatted, Verb.vocabulary).utf8 == formatted.utf8 else {
        fatalError("formatted differently again")
      }
      let again = Planner.plan(text: formatted, surroundings: world, settings: settings)
      if let plan = result.plan, again.plan.map({ $0.steps.map(\.id) != plan.steps.map(\.id) }) ?? true {
        fatalError("another plan once formatted")
      }
      if result.plan != nil, again.parameters.map(\.key) != result.parameters.map(\.key) {
        fatalError("other settings once formatted")
      }
    }
  }
}

private let world = Surroundings(
  dataset: { _ in
    .success([
      .init(shape: [60000, 28, 28], elementType: .uint8), .init(shape: [60000], elementType: .uint8),
      .init(shape: [10000, 28, 28], elementType: .uint8), .init(shape: [10000], elementType: .uint8),
    ])
  },
  file: { _, reading in
    switch reading {
    case .arrays: .success([.init(shape: [5, 3], elementType: .float64)])
    case .digit: .success([.init(shape: [1, 28, 28], elementType: .float64)])
    case .bytes, .packed: .success([.init(shape: [100], elementType: .uint8)])
    }
  },
  weightsFile: { _ in .success([]) },
  picture: { file in
    file.hasPrefix("missing") ? .failure(.init(summary: "there is no file '\(file)'", isMachine: true)) : .success(())
  })
