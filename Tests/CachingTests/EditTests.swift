import Caching
import Foundation
import Lesson
import Markdown
import Reporting
import Running
import Steps
import Testing

/// What an edit costs: each is made in a lesson whose results are kept, and what it gives is what a fresh run gives.
@Suite struct EditTests {
  struct Edit: CustomTestStringConvertible, Sendable {
    var name: String
    /// What the lesson has besides, before the edit.
    var base: [(String, String)]
    var changes: [(String, String)]
    /// `--set`, with the edit.
    var settings: [String]
    /// What must run, everything else being kept.
    var runs: [String]
    var testDescription: String { name }

    init(
      _ name: String, from base: [(String, String)] = [], _ changes: [(String, String)], set settings: [String] = [],
      runs: [String] = []
    ) {
      self.name = name
      self.base = base
      self.changes = changes
      self.settings = settings
      self.runs = runs
    }

    func text() throws -> String { try text(changes, of: try text(base, of: CachedLesson.small)) }
    func baseText() throws -> String { try text(base, of: CachedLesson.small) }

    private func text(_ changes: [(String, String)], of lesson: String) throws -> String {
      try changes.reduce(lesson) { text, change in
        try #require(text.contains(change.0))
        return text.replacingOccurrences(of: change.0, with: change.1)
      }
    }
  }

  static let trained = ["fit", "plot", "evaluate", "mistakes"]
  static let edits = [
    Edit("nothing", []),
    Edit("prose", [("Some prose.", "Other prose, with a [value](value:evaluate.accuracy).")]),
    Edit("title", [("# Small", "# Large")]),
    Edit("author", [("author: A", "author: B")]),
    Edit("a comment", [("  epochs: 2", "  # try 5\n  epochs: 2  # epochs")]),
    Edit("order of settings", [("  epochs: 2\n  batch_size: 20", "  batch_size: 20\n  epochs: 2")]),
    Edit("spaces", [("  batch_size: 20", "    batch_size:   20")]),
    Edit("another name of a setting", [("batch_size", "batch")]),
    Edit("another name of a verb", [("fit net", "train net")]),
    Edit("a setting's standard value, written", [("  epochs: 2", "  epochs: 2\n  optimizer: adam\n  shuffle: true")]),
    Edit("a layer's standard value, written", [("dense 8 relu", "dense 8\n    activation: relu")]),
    Edit("caption", [("Three digits", "Some digits")], runs: ["show"]),
    Edit("what is shown of mistakes", [("count: 4", "count: 5")], runs: ["mistakes"]),
    Edit("epochs", [("epochs: 2", "epochs: 3")], runs: trained),
    Edit("batch size", [("batch_size: 20", "batch_size: 25")], runs: trained),
    Edit("learning rate", [("  epochs: 2", "  epochs: 2\n  learning_rate: 0.01")], runs: trained),
    Edit("validation", [("  epochs: 2", "  epochs: 2\n  validation_split: 0.25")], runs: trained),
    Edit("more to see of a training", [("  epochs: 2", "  epochs: 2\n  show: weights")], runs: trained),
    Edit("neurons", [("dense 8 relu", "dense 9 relu")], runs: ["build"] + trained),
    Edit("activation", [("dense 8 relu", "dense 8 tanh")], runs: ["build"] + trained),
    Edit("seed", [("seed: 3", "seed: 4")], runs: ["build"] + trained),
    Edit("the network's name, which keys its random numbers", [("net", "mlp")], runs: ["build"] + trained),
    Edit("the test images' name", [("x_test", "images")], runs: ["flatten", "normalise", "show", "mistakes"]),
    Edit("the training labels' name", [("y_train", "labels")]),
    Edit("plot left out", [("plot fit\n", "")]),
    Edit("show left out", [("show x_test[0:3]\n  caption: Three digits\n", "")]),
    Edit("a step in between", [("build net", "shape x_train\nbuild net")], runs: ["shape"]),
    Edit("a step at the end", [("expect", "print y_test[0:5]\nexpect")], runs: ["print"]),
    Edit("two blocks", [("plot fit\n", "plot fit\n```\n\nand\n\n```step\n")]),
    Edit(
      "a step moved below",
      [
        ("show x_test[0:3]\n  caption: Three digits\n", ""),
        ("plot fit", "plot fit\nshow x_test[0:3]\n  caption: Three digits"),
      ]),
    Edit(
      "a step moved above what changes its images",
      [
        ("show x_test[0:3]\n  caption: Three digits\n", ""),
        ("flatten", "show x_test[0:3]\n  caption: Three digits\nflatten"),
      ],
      runs: ["show"]),
    Edit(
      "fewer images", [("train: 200", "train: 190")], runs: ["load", "flatten", "normalise", "show"] + trained),
    Edit(
      "pixels", [("show x_test[0:3]", "invert x_train, x_test\nshow x_test[0:3]")], runs: ["invert", "show"] + trained),
    Edit(
      "range", [("normalise x_train, x_test", "normalise x_train, x_test\n  range: 0..2")],
      runs: ["normalise", "show"] + trained),
    Edit(
      "samples at a time", [("evaluate net on x_test, y_test", "evaluate net on x_test, y_test\n  batch_size: 7")],
      runs: ["evaluate"]),
    Edit("the same asked twice", [("mistakes", "evaluate net on x_test, y_test\nmistakes")]),
    Edit(
      "a step's own name",
      [("evaluate net on x_test, y_test", "evaluate net on x_test, y_test as test"), ("evaluate.", "test.")]),
    Edit("an expectation", [(">= 0", "<= 1")]),
    Edit("colours", [("  caption: Three digits", "  caption: Three digits\n  cmap: viridis")], runs: ["show"]),
    Edit("colours that are the usual ones", [("  caption: Three digits", "  caption: Three digits\n  cmap: greys")]),
    Edit("axes", [("  caption: Three digits", "  caption: Three digits\n  axes: true")], runs: ["show"]),
    Edit("how numbers are written", from: printed, [("y_test[0:5]", "y_test[0:5]\n  base: 16")], runs: ["print"]),
    Edit("how they are written anyway", from: printed, [("y_test[0:5]", "y_test[0:5]\n  base: 10\n  group: 1")]),
    Edit(
      "how a file is read", from: read, [("format: bytes", "format: packed")],
      runs: ["rows", "print"]),
    Edit("a setting from outside", [], set: ["fit.epochs=3"], runs: trained),
    Edit("the setting that the lesson has, from outside", [], set: ["fit.epochs=2"]),
    Edit("a caption from outside", [], set: ["show.caption=Other digits"], runs: ["show"]),
    Edit("a seal", [("seed: 3", "seed: 3\nseal: \(seal)")]),
    Edit(
      "an expectation that the edit excuses", from: [("seed: 3", "seed: 3\nseal: \(seal)")],
      [("epochs: 2", "epochs: 3"), ("evaluate.accuracy >= 0", "evaluate.accuracy >= 0.999")], runs: trained),
  ]

  private static let printed = [("expect", "print y_test[0:5]\nexpect")]
  private static let read = [("expect", "load \"rows.csv\" as rows\n  format: bytes\nprint rows[0:2]\nexpect")]
  private static let seal = Seal.of(SourceText(CachedLesson.small)).text

  static let kept: [String: [UInt8]] = {
    let memory = MemoryStore()
    _ = try? CachedLesson(memory.store).run(CachedLesson.small)
    return memory.sealed
  }()

  @Test(arguments: edits) func runsWhatItMust(_ edit: Edit) throws {
    let memory = MemoryStore()
    memory.sealed = Self.kept
    let lesson = try CachedLesson(memory.store)
    try lesson.write("rows.csv", "1,2\n3,4\n")
    if !edit.base.isEmpty { _ = try lesson.run(try edit.baseText()) }
    let text = try edit.text()
    let run = try lesson.run(text, settings: edit.settings)
    #expect(run.performed == edit.runs)
    #expect(run.outcome.failures == [])
    // Whatever was kept meanwhile fits as well.
    let again = try lesson.run(text, settings: edit.settings)
    #expect(again.performed == [])
    lesson.store = nil
    let fresh = try lesson.run(text, settings: edit.settings)
    #expect(run.bytes == fresh.bytes)
    #expect(again.bytes == fresh.bytes)
  }

  /// The text is as it was; what a step reads is not.
  @Test func aChangedFileRunsWhatReadsIt() throws {
    let lesson = try CachedLesson(MemoryStore().store)
    try lesson.write("rows.csv", "1,2\n3,4\n")
    let text =
      "```step\nload \"rows.csv\" as rows\nload mnist as a, b, c, d\n  train: 60\n  test: 60\nprint rows\nshape c\n```\n"
    _ = try lesson.run(text)
    #expect(try lesson.run(text).performed == [])
    try lesson.write("rows.csv", "1,2\n3,5\n")
    let run = try lesson.run(text)
    #expect(run.performed == ["rows", "print"])
    lesson.store = nil
    #expect(try lesson.run(text).bytes == run.bytes)
  }

  /// What has been drawn once is the same when it is shown again.
  @Test func drawingsAreKept() throws {
    let memory = MemoryStore()
    let lesson = try CachedLesson(memory.store)
    let page = try Report.page(try lesson.run(CachedLesson.small).outcome, options: ReportOptions())
    let count = memory.sealed.count
    #expect(try Report.page(try lesson.run(CachedLesson.small).outcome, options: ReportOptions()) == page)
    #expect(memory.sealed.count == count)
    lesson.store = nil
    #expect(try Report.page(try lesson.run(CachedLesson.small).outcome, options: ReportOptions()) == page)
  }
}
