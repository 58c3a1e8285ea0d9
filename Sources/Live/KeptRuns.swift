import Caching
import Files
import Lesson
import Markdown
import Running
import Steps
import Text

/// A run of a lesson, for its student to compare with others and to come back to.
struct KeptRun: Equatable {
  struct Step: Equatable {
    var id: String
    /// As it was written.
    var text: String
  }
  struct Measure: Equatable {
    /// `fit.val_accuracy`
    var name: String
    var value: Double
  }

  /// From 1, as long as the lesson is watched.
  var number = 0
  /// What differs from the run before: `fit: epochs 10 → 20`.
  var changes = ""
  var steps: [Step] = []
  var measures: [Measure] = []
  /// Of the last training, after each epoch that its table shows.
  var loss: [Double] = []
  var validationLoss: [Double] = []

  init() {}

  init(_ outcome: Outcome, after earlier: KeptRun?, number: Int) {
    self.number = number
    let lesson = outcome.plan.lesson
    steps = outcome.plan.steps.map { Step(id: $0.id, text: Self.text(lesson.lines(of: $0.id))) }
    if let earlier { changes = differences(from: earlier).joined(separator: "; ") }
    for step in outcome.plan.steps {
      for key in ["val_accuracy", "accuracy", "val_loss", "loss"] {
        guard let value = outcome.values[ValueName(step: step.id, key: key)]?.measured else { continue }
        measures.append(Measure(name: "\(step.id).\(key)", value: value))
      }
    }
    let trained = outcome.plan.steps.last { $0.effects.makes.contains(.training($0.id)) }?.id
    for case .table(let table) in outcome.steps.first(where: { $0.id == trained })?.outputs ?? [] {
      loss = Self.column("loss", of: table)
      validationLoss = Self.column("val_loss", of: table)
    }
  }

  private static func text(_ lines: ArraySlice<StepLine>) -> String {
    lines.map { $0.text }.joined(separator: "\n")
  }

  private static func column(_ name: String, of table: OutputTable) -> [Double] {
    guard let place = table.header.firstIndex(of: name) else { return [] }
    return table.rows.compactMap { Double($0[place]) }
  }

  /// In words, step by step; a line of a step is a setting or a layer.
  private func differences(from earlier: KeptRun) -> [String] {
    var differences = steps.compactMap { step -> String? in
      guard let before = earlier.steps.first(where: { $0.id == step.id }) else { return "\(step.id) is new" }
      guard before.text != step.text else { return nil }
      let (old, new) = (Self.lines(before.text), Self.lines(step.text))
      let (gone, come) = (old.filter { !new.contains($0) }, new.filter { !old.contains($0) })
      guard gone.count == 1, come.count == 1 else {
        return "\(step.id): "
          + (come.isEmpty ? "without " + gone.joined(separator: ", ") : come.joined(separator: ", "))
      }
      return "\(step.id): \(gone[0]) → \(come[0].dropFirst(Self.key(gone[0], come[0])))"
    }
    for step in earlier.steps where !steps.contains(where: { $0.id == step.id }) {
      differences.append("without \(step.id)")
    }
    return differences
  }

  /// The length of `epochs: ` where both lines set the same.
  private static func key(_ before: String, _ after: String) -> Int {
    guard let colon = before.firstIndex(of: ":") else { return 0 }
    let key = before[...colon]
    return after.hasPrefix(key) ? key.count + (after.dropFirst(key.count).first == " " ? 1 : 0) : 0
  }

  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map { line in String(line.drop { $0 == " " }) }
  }

  /// The lesson with its steps as they were in this run; steps that are new stay.
  func restored(in lesson: ResolvedLesson) -> SourceText {
    var edits: [(range: Range<Int>, text: String)] = []
    for step in steps {
      let lines = lesson.lines(of: step.id)
      guard let first = lines.first, let last = lines.last, Self.text(lines) != step.text else { continue }
      let edit = LessonEdit(range: first.range.lowerBound..<last.range.upperBound, text: step.text)
      if let text = edit.replacement(in: lesson.source) { edits.append((edit.range, text)) }
    }
    return lesson.source.replacing(edits)
  }

  /// What runs are ranked by: never the test.
  var validation: Double? {
    measures.last { $0.name.hasSuffix(".val_accuracy") }?.value
      ?? measures.last { $0.name.hasSuffix(".val_loss") }.map { -$0.value }
  }

  var json: JSON {
    .object([
      .init("number", .integer(number)), .init("changes", .string(changes)),
      .init(
        "measures",
        .array(measures.map { .object([.init("name", .string($0.name)), .init("value", .number($0.value))]) })),
      .init("validation", validation.map { .number($0) } ?? .null),
      .init("loss", .array(loss.map { .number($0) })),
      .init("validationLoss", .array(validationLoss.map { .number($0) })),
    ])
  }
}

/// All runs of a lesson, the latest last.
struct KeptRuns {
  private(set) var runs: [KeptRun]
  private let store: Store?
  private let key: Digest
  /// The oldest are given up.
  private static let most = 200

  /// - Parameter store: where they outlive the program; nil for as long as it runs.
  init(of path: String, in store: Store?) {
    self.store = store
    key = Digest(["runs", realPath(path) ?? path])
    runs = store?.value(key, blank: []) { KeptRun.code(&$1, with: &$0) } ?? []
  }

  /// A run that was there before, with the same steps, becomes the latest.
  mutating func append(_ outcome: Outcome) {
    var run = KeptRun(outcome, after: runs.last, number: (runs.map { $0.number }.max() ?? 0) + 1)
    guard !run.measures.isEmpty else { return }
    if let same = runs.firstIndex(where: { $0.steps == run.steps }) {
      let old = runs.remove(at: same)
      (run.number, run.changes) = (old.number, old.changes)
    }
    runs.append(run)
    if runs.count > Self.most { runs.removeFirst() }
    store?.keep(runs, under: key) { KeptRun.code(&$1, with: &$0) }
  }

  subscript(number: Int) -> KeptRun? { runs.first { $0.number == number } }

  /// The latest first; the best by validation is marked.
  var json: JSON {
    let validated = runs.compactMap { $0.validation }
    let marked = validated.count > 1 ? runs.first { $0.validation == validated.max() }?.number : nil
    return .object([
      .init("best", marked.map { .integer($0) } ?? .null), .init("runs", .array(runs.reversed().map { $0.json })),
    ])
  }
}

extension KeptRun {
  fileprivate static func code(_ runs: inout [KeptRun], with coder: inout Coder) {
    coder.code(&runs, blank: KeptRun()) { coder, run in
      coder.code(&run.number)
      coder.code(&run.changes)
      coder.code(&run.steps, blank: KeptRun.Step(id: "", text: "")) { coder, step in
        coder.code(&step.id)
        coder.code(&step.text)
      }
      coder.code(&run.measures, blank: KeptRun.Measure(name: "", value: 0)) { coder, measure in
        coder.code(&measure.name)
        coder.code(&measure.value)
      }
      coder.code(&run.loss)
      coder.code(&run.validationLoss)
    }
  }
}
