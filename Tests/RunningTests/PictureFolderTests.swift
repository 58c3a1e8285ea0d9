import Arrays
import Files
import Foundation
import Lesson
import Markdown
import Steps
import Testing

@testable import Running

/// Pictures loaded together: in a folder of folders, by a pattern, with labels; in colour, trained on.
@Suite struct PictureFolderTests {
  /// The folder `shapes` of `Files/draw_shapes.py` beside the lesson, with whatever else.
  private func run(_ steps: String, files: [String: [UInt8]] = [:]) throws -> LessonRun {
    let folder = try #require(Bundle.module.url(forResource: "shapes", withExtension: nil, subdirectory: "Files"))
    var all = files
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    where name.hasSuffix(".png") && files["shapes/\(name)"] == nil {
      all["shapes/\(name)"] = Array(try Data(contentsOf: folder.appendingPathComponent(name)))
    }
    return try LessonRun(LessonRun.step(steps), files: all)
  }

  private func text(_ outcome: Outcome) -> String {
    outcome.steps.flatMap { $0.outputs }.map { output in
      switch output {
      case .text(let text), .sentence(let text), .remark(let text): text
      case .table(let table): ([table.header] + table.rows).map { $0.joined(separator: " ") }.joined(separator: "\n")
      default: ""
      }
    }.joined(separator: "\n")
  }

  @Test func aFolderForEachClass() throws {
    let run = try run("load \"shapes/\" as x, y\n  size: 16x16", files: ["shapes/notes.txt": Array("hello".utf8)])
    defer { run.remove() }
    let outcome = try #require(run.outcome, "\(run.diagnostics)")
    #expect(outcome.failures == [])
    let said = text(outcome)
    #expect(said.contains("x: (24, 16, 16, 3) uint8\ny: (24,) uint8"), "\(said)")
    #expect(said.contains("class label pictures\ncross 0 8\ndisc 1 8\nsquare 2 8"), "\(said)")
    #expect(said.contains("channel mean deviation smallest largest\nred "), "\(said)")
    #expect(said.contains("'shapes/notes.txt'"), "\(said)")
  }

  /// A network of two layers learns the three shapes, whatever their colours; answers have the folders' names.
  @Test func aNetworkLearnsColours() throws {
    let run = try run(
      """
      load "shapes/" as x, y
        size: 12x12
      shuffle x, y
      augment x, y
        copies: 2
        shift: 1
      normalise x
      one-hot y
      build net
        conv2d 8 3x3 relu
        maxpool 2x2
        flatten
        dense 3 softmax
      fit net on x, y
        epochs: 30
        optimizer: adam
        learning_rate: 0.01
      show x[0:4]
        labels: y
      predict net on x[0]
      mistakes net on x, y
      load "shapes/disc/1.png" as one
        size: 12x12
        colour: rgb
      shape one
      """)
    defer { run.remove() }
    let outcome = try #require(run.outcome, "\(run.diagnostics)")
    #expect(outcome.failures == [])
    let accuracy = outcome.values[ValueName(step: "fit", key: "accuracy")]
    guard case .fraction(let share)? = accuracy else {
      Issue.record("\(String(describing: accuracy))")
      return
    }
    #expect(share > 0.9)
    guard case .text(let answer)? = outcome.values[ValueName(step: "predict", key: "answer")] else {
      Issue.record("no answer")
      return
    }
    #expect(["cross", "disc", "square"].contains(answer))
    #expect(text(outcome).contains("(12, 12, 3)"))
    // Nothing can be drawn for it, and the page says why.
    let network = try #require(outcome.playground())
    #expect(network.layers.isEmpty && network.inputShape == [12, 12, 3])
  }

  @Test func aPatternWithLabels() throws {
    let run = try run(
      """
      load "shapes/disc/*.png" as x, y
        colour: grey
        labels: 7, 4, 2, 0, 1, 3, 5, 6
      load "shapes/cross/" as z
      load "shapes/square/1*" as w, v
        labels: round, cornered
      print y
      shape x, z
      """, files: ["shapes/square/10.PNG": [], "shapes/square/1b.txt": []])
    defer { run.remove() }
    // An empty file is named, whatever its ending.
    #expect(run.outcome == nil && run.diagnostics.contains { $0.summary.contains("'shapes/square/10.PNG' is empty") })
    let good = try self.run(
      """
      load "shapes/disc/*.png" as x, y
        colour: grey
        labels: 7, 4, 2, 0, 1, 3, 5, 6
      load "shapes/cross/" as z
      print y
      shape x, z
      """)
    defer { good.remove() }
    let outcome = try #require(good.outcome, "\(good.diagnostics)")
    let said = text(outcome)
    #expect(
      said.contains("[7 4 2 0 1 3 5 6]") && said.contains("(8, 20, 20)") && said.contains("(8, 20, 20, 3)"), "\(said)")
  }

  @Test(arguments: [
    ("load \"shapes/\" as x", "there is no picture in 'shapes/'"),
    ("load \"shapes\" as x", "'shapes' is a folder, not a file"),
    ("load \"shapes/disc/\" as x, y", "'shapes/disc/' holds no folders with pictures, one for each class"),
    ("load \"shapes/disc/*.png\" as x, y", "nothing tells what the pictures of 'shapes/disc/*.png' show, for 'y'"),
    ("load \"shapes/disc/*.gif\" as x", "no picture is called 'shapes/disc/*.gif'"),
    ("load \"nowhere/\" as x, y", "there is no folder 'nowhere'"),
    ("load \"*/1.png\" as x", "'*/1.png' has a '*' before its last '/'"),
    ("load \"shapes/disc/\" as x, y\n  labels: 1, 2", "2 labels for 8 pictures: each needs one"),
    ("load \"shapes/disc/\" as x, y\n  labels: 1, -2, 3", "'1, -2, 3' tells no labels"),
    ("load \"shapes/disc/\" as x\n  labels: 1, 2", "the labels need a name of their own"),
    (
      "load \"shapes/\" as x, y, z",
      "pictures are one array, or two with what they show, but there are 3 names for them"
    ),
    ("load \"shapes/\" as x, y\n  size: 32x32x3", "a size is a height and a width, not 3 numbers"),
    ("load \"shapes/\" as x, y\n  size: 2", "'size' must be from 8 to 2048 pixels each way, not 2"),
    (
      "load \"shapes/disc/\" as x\n  digit: true\n  size: 32",
      "a digit that is cut out has 28×28 grey pixels, so this line has no meaning"
    ),
    ("load mnist as a, b, c, d\n  size: 32", "'size' belongs to pictures, not to a data set"),
  ])
  func mistakesAreTold(_ steps: String, _ summary: String) throws {
    let run = try run(steps)
    defer { run.remove() }
    #expect(
      run.outcome == nil && run.diagnostics.map { $0.summary } == [summary], "\(run.diagnostics.map { $0.summary })")
  }

  /// What cannot be used is told at once, whether its first bytes show it or only all of them.
  @Test func everyPictureThatCannotBeUsedIsNamed() throws {
    let folder = try #require(Bundle.module.url(forResource: "shapes", withExtension: nil, subdirectory: "Files"))
    let whole = Array(try Data(contentsOf: folder.appendingPathComponent("disc/1.png")))
    let words = Array("no picture".utf8)
    for bytes in [words, Array(whole.dropLast(40))] {
      let run = try run(
        "load \"shapes/disc/\" as x\n  size: 20", files: ["shapes/disc/3.png": bytes, "shapes/disc/11.png": bytes])
      defer { run.remove() }
      let found = run.diagnostics + (run.outcome?.failures ?? [])
      #expect(found.map { $0.summary } == ["2 of the 9 files of 'shapes/disc/' cannot be used"], "\(found)")
      let notes = found.first?.notes ?? []
      #expect(notes.count == 3 && notes[0].hasPrefix("'shapes/disc/3.png' is damaged at "), "\(notes)")
      #expect(notes.last?.hasPrefix("the other 7 can be used") == true, "\(notes)")
    }
  }

  @Test func differentSizesAreTold() throws {
    let folder = try #require(Bundle.module.url(forResource: "other", withExtension: "png", subdirectory: "Files"))
    let run = try run("load \"shapes/disc/\" as x", files: ["shapes/disc/9.png": Array(try Data(contentsOf: folder))])
    defer { run.remove() }
    #expect(
      run.diagnostics.map { $0.summary } == [
        "the pictures have different sizes: 'shapes/disc/1.png' has 20x20 pixels, 'shapes/disc/9.png' 24x16"
      ], "\(run.diagnostics.map { $0.summary })")
  }
}
