import Caching
import Foundation
import Lesson
import Running
import Steps
import Testing

/// What an edit costs: each is made in a lesson whose results are kept, and what it gives is what a fresh run gives.
@Suite struct EditTests {
  struct Edit: CustomTestStringConvertible, Sendable {
    var name: String
    var changes: [(String, String)]
    /// What must run, everything else being kept.
    var runs: [String]
    var testDescription: String { name }

    init(_ name: String, _ changes: [(String, String)], runs: [String] = []) {
      self.name = name
      self.changes = changes
      self.runs = runs
    }

    func text() throws -> String {
      try changes.reduce(CachedLesson.small) { text, change in
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
  ]

  static let kept: [String: [UInt8]] = {
    let memory = MemoryStore()
    _ = try? CachedLesson(memory.store).run(CachedLesson.small)
    return memory.sealed
  }()

  @Test(arguments: edits) func runsWhatItMust(_ edit: Edit) throws {
    let memory = MemoryStore()
    memory.sealed = Self.kept
    let lesson = try CachedLesson(memory.store)
    let text = try edit.text()
    let run = try lesson.run(text)
    #expect(run.performed == edit.runs)
    #expect(run.outcome.failures == [])
    // Whatever was kept meanwhile fits as well.
    let again = try lesson.run(text)
    #expect(again.performed == [])
    lesson.store = nil
    let fresh = try lesson.run(text)
    #expect(run.bytes == fresh.bytes)
    #expect(again.bytes == fresh.bytes)
  }
}
