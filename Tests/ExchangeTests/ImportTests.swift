import Arrays
import Datasets
import Foundation
import Lesson
import Markdown
import Steps
import Testing
import Text

@testable import Exchange

/// Notebooks and scripts of several styles, old and new, become lessons that pass the check.
@Suite struct ImportTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Notebooks")

  static func imported(_ name: String) throws -> ImportedLesson {
    try ImportedLesson(text: Array(Data(contentsOf: folder.appending(path: name))), name: name, title: "Digits")
  }

  /// MNIST's shapes; files hold IDX images or labels as their names say.
  static let world = Surroundings(
    dataset: { _ in
      .success([
        .init(shape: [60000, 28, 28], elementType: .uint8), .init(shape: [60000], elementType: .uint8),
        .init(shape: [10000, 28, 28], elementType: .uint8), .init(shape: [10000], elementType: .uint8),
      ])
    },
    file: { file, _ in
      .success([.init(shape: file.contains("labels") ? [60000] : [60000, 28, 28], elementType: .uint8)])
    },
    table: { file, choice in
      guard file.hasSuffix(".csv") else { return .success(nil) }
      let x = ArrayDescription(shape: [150, choice.columns.isEmpty ? 4 : choice.columns.count], elementType: .float64)
      var y = ArrayDescription(shape: [150], elementType: .float64)
      if file.contains("iris") { y = ArrayDescription(shape: [150], elementType: .uint8, classNames: ["a", "b", "c"]) }
      return .success(choice.labels == nil ? [x] : [x, y])
    },
    weightsFile: { _ in .success([]) }, picture: { _ in .success(()) })

  static func plan(_ text: String) -> PlanningResult {
    Planner.plan(text: SourceText(text), surroundings: world, settings: [], seed: nil)
  }

  @Test(
    arguments: try! FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  ) func becomesALessonThatPassesTheCheck(_ name: String) throws {
    let lesson = try Self.imported(name)
    let errors = Self.plan(lesson.text).diagnostics.filter { $0.severity == .error }
    #expect(errors.map { $0.summary } == [], "\(lesson.text)")
    #expect(lesson.blocks.contains { if case .steps = $0 { true } else { false } })
  }

  /// What of each is not understood.
  @Test(arguments: [
    ("cnn-old.py", 1), ("dense.py", 0), ("validation.py", 0), ("gzip.md", 0), ("old-keras.py", 0), ("old-conv.py", 0),
    ("fashion.py", 0), ("report.py", 0), ("iris.ipynb", 0), ("penguins.md", 0), ("functional.py", 0),
    ("branches.py", 1), ("unknown.py", 4),
    ("workshop.ipynb", 0), ("version3.ipynb", 0),
  ]) func whatIsNotUnderstoodIsListed(_ name: String, _ count: Int) throws {
    #expect(try Self.imported(name).remarks.count == count)
  }

  @Test func anOldNotebookIsReadWhole() throws {
    let text = try Self.imported("old-keras.py").text
    #expect(
      text == """
        ---
        seed: 1671
        ---

        # Digits

        ```step
        load mnist as X_train, y_train, X_test, y_test
        reshape X_train, X_test to (-1, 784)
        normalise X_train, X_test
        shape X_train
        one-hot y_train as Y_train
        one-hot y_test as Y_test
        build model
          input: 784
          dense 128
          activation relu
          dense 10
          activation softmax
        summary model
        fit model on X_train, Y_train
          epochs: 200
          batch_size: 128
          optimizer: sgd
          validation_split: 0.2
        evaluate model on X_test, Y_test
        mistakes model on X_test, y_test
        ```

        """)
  }

  @Test func tablesAreReadInOneStep() throws {
    let text = try Self.imported("iris.ipynb").text
    #expect(text.hasPrefix("---\nseed: 42\n---\n\n# Iris with Keras"))
    #expect(text.contains("load \"data/iris.csv\" as X, y\n  labels: species\n"))
    #expect(text.contains("shuffle X, y\nsplit X, y as X_test, y_test\n  last: 0.2\nstandardise X, X_test\n"))
    #expect(
      text.contains(
        """
        fit model on X, y
          epochs: 80
          batch_size: 8
          validation_split: 0.2
          early_stopping: 10
          keep: best
          learning_rate: plateau 0.01 by 0.5 after 4 to 0.0001
        """))
  }

  @Test func layersThatAreCalledOneAfterTheOtherAreANetwork() throws {
    let text = try Self.imported("functional.py").text
    #expect(
      text.contains(
        """
        build model
          input: 28x28x1
          conv2d 16 3x3 relu
          maxpool 2x2
          flatten
          dropout 0.25
          dense 10 softmax
        summary model
        """))
    #expect(text.contains("  learning_rate: exponential 0.001 by 0.9\n"))
    #expect(text.contains("evaluate model on x_test, y_test\n  metrics: top_5\n"))
  }

  @Test func branchesAndWrappersAreSeenThrough() throws {
    let lesson = try Self.imported("branches.py")
    #expect(lesson.text.contains("load fashion-mnist as pics, tags, pics_t, tags_t"))
    #expect(lesson.text.contains("reshape pics, pics_t to (-1, 28, 28, 1)\nnormalise pics, pics_t"))
    #expect(lesson.text.contains("  input: 28x28x1\n  conv2d 8 3x3 relu\n    padding: same\n  maxpool 2x2\n"))
    #expect(lesson.text.contains("predict net on pics_t[3]\n"))
    #expect(
      lesson.remarks.map { $0.words } == ["left out of 'compile': the optimizer Nadam; 'fit' takes adam instead"])
  }

  @Test func numbersAreAnswersToo() throws {
    let text = try Self.imported("penguins.md").text
    #expect(
      text.contains(
        """
        load "data/penguins.csv" as X, y
          columns: bill_length_mm, bill_depth_mm, flipper_length_mm
          labels: body_mass_kg
          missing: drop
        """))
    #expect(text.contains("  learning_rate: cosine 0.01\n  loss: mean_squared_error\n"))
    #expect(text.contains("evaluate model on X_test, y_test\nresiduals model on X_test, y_test\n"))
  }

  @Test func whatIsNotUnderstoodStaysPython() throws {
    let lesson = try Self.imported("unknown.py")
    #expect(lesson.text.contains("```python\nx_train = np.pad(x_train, ((0, 0), (2, 2), (2, 2)))\nmodel = Sequential"))
    #expect(
      lesson.remarks[0]
        == .init(place: "line 6", words: "not understood: x_train = np.pad(x_train, ((0, 0), (2, 2), (2, 2)))"))
    #expect(!lesson.text.contains("fit model on"))
  }

  @Test(arguments: ["", "{}", "[", #"{"cells": 3}"#]) func whatIsNoNotebookIsRefused(_ text: String) {
    #expect(throws: ImportedLesson.Problem.self) {
      try ImportedLesson(text: Array(text.utf8), name: "a.ipynb", title: "")
    }
  }

  /// No text of any kind ends the program.
  @Test func brokenCodeIsKept() throws {
    for text in ["x = (", "def", "for", "x = [1,", "\"\"\"", "a.b.", "x[", "with open(", "1 +", "(((((", "f(**", "\\"] {
      let lesson = try ImportedLesson(text: Array(text.utf8), name: "a.py", title: "T")
      #expect(lesson.text.hasPrefix("# T"))
    }
    let deep = "x = " + String(repeating: "(", count: 5000)
    #expect(try ImportedLesson(text: Array(deep.utf8), name: "a.py", title: "T").text.contains("((("))
  }
}
