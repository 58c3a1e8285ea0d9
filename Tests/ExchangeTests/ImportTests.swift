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
      let names =
        choice.columns.isEmpty
        ? Array("abcdefgh".prefix(file == "pima.csv" ? 8 : 4)).map { String($0) } : choice.columns
      let x = ArrayDescription(shape: [150, names.count], elementType: .float64, columns: names)
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
    ("cnn-old.py", 1), ("dense.py", 0), ("validation.py", 1), ("gzip.md", 0), ("old-keras.py", 0), ("old-conv.py", 0),
    ("fashion.py", 1), ("report.py", 0), ("iris.ipynb", 1), ("penguins.md", 0), ("functional.py", 0),
    ("branches.py", 2), ("unknown.py", 4),
    ("workshop.ipynb", 0), ("version3.ipynb", 0), ("clothes.ipynb", 5), ("augmented.ipynb", 5), ("german.ipynb", 0),
    ("python2.py", 2), ("wine.ipynb", 0), ("iris-functional.py", 1), ("numbers.py", 2), ("houses.md", 0),
    ("lenet.ipynb", 3), ("compare.ipynb", 0), ("generator.ipynb", 3), ("main.py", 0), ("schedule.ipynb", 3),
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
      lesson.remarks.map { $0.words } == [
        "no step uses it: spare = pics[0]", "left out of 'compile': the optimizer Nadam; 'fit' takes adam instead",
      ])
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

  @Test func germanWithTheEndsOfLinesOfWindows() throws {
    let text = try Self.imported("german.ipynb").text
    #expect(text.contains("show bilder[7]\n  cmap: gray\n  caption: Das achte Bild\nprint ziffern[7]\n"))
    #expect(text.contains("mistakes netz on bilder_test, ziffern_test\n"))
    #expect(!text.contains("\r") && !text.contains("```python"))
  }

  @Test func functionsAreReadWhereTheyAreCalled() throws {
    let old = try Self.imported("python2.py").text
    #expect(
      old.contains("build model\n  input: 784\n  dense 784 relu\n  dropout 0.2\n  dense 10 softmax\nfit model on"))
    #expect(old.contains("Handwritten digits, the old way.") && !old.contains("coding: utf-8"))
    let whole = try Self.imported("main.py").text
    #expect(
      whole.contains("load mnist as x, y, xt, yt\nnormalise x, xt\nbuild model\n  flatten\n  dense 10 softmax\nfit"))
  }

  /// A function that cannot be read where it is called is shown.
  @Test(arguments: ["f(2)", "m = f()", "m = f(x=3)", "print(f(1))", "f(*a)"])
  func aFunctionThatIsNotUnderstoodStays(_ call: String) throws {
    let text = "def f(n):\n    m = keras.Sequential([LSTM(n)])\n    return m\n\(call)\n"
    let lesson = try ImportedLesson(text: Array(text.utf8), name: "a.py", title: "T")
    #expect(lesson.text.contains("LSTM") && lesson.text.contains("```python"))
    #expect(lesson.remarks.count > 0)
  }

  @Test func loopsOverSettingsAreTried() throws {
    let text = try Self.imported("compare.ipynb").text
    #expect(text.contains("fit model on x_train, y_train\n  epochs: 2\n  batch_size: 128\n  optimizer: sgd\n"))
    #expect(text.contains("try model\n  fit.optimizer: sgd, rmsprop, adam\n  seeds: 1\n"))
    let script = """
      (x, y), (xt, yt) = keras.datasets.mnist.load_data()
      for units, rate in [(16, 0.1), (32, 0.1), (16, 0.01), (32, 0.01)]:
          net = keras.Sequential([Flatten(input_shape=(28, 28)), Dense(units, activation="relu"), Dense(10, "softmax")])
          net.compile(keras.optimizers.SGD(rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
          net.fit(x, y, epochs=2)
          print(units, rate, net.evaluate(xt, yt)[1])
      """
    let lesson = try ImportedLesson(text: Array(script.utf8), name: "a.py", title: "T")
    #expect(
      lesson.text.contains(
        """
        evaluate net on xt, yt
        try net
          fit.learning_rate: 0.1, 0.01
          build.dense_1: 16, 32
          measure: fit.accuracy
          seeds: 1
        """), "\(lesson.text)")
    #expect(Self.plan(lesson.text).plan != nil)
  }

  @Test func callbacksInAListAreRead() throws {
    let lesson = try Self.imported("augmented.ipynb")
    #expect(
      lesson.text.contains(
        "  early_stopping: 3\n  keep: best\n  learning_rate: plateau 0.001 by 0.2 after 2 to 1e-05\n"))
    #expect(
      lesson.remarks.suffix(2).map { $0.words } == [
        "left out of 'fit': ModelCheckpoint", "left out of 'fit': TensorBoard",
      ])
  }

  @Test func numbersWithTheirLabelsAreATable() throws {
    #expect(try Self.imported("numbers.py").text.contains("load \"pima.csv\" as X, y\n  labels: last\nbuild model\n"))
    #expect(
      try Self.imported("wine.ipynb").text.contains(
        "load \"winequality.csv\" as X, y\n  labels: quality\nshow X\ndescribe X\nshuffle X, y\n"))
    #expect(
      try Self.imported("iris-functional.py").text.contains("load \"data/iris.csv\" as X, labels\n  labels: species\n"))
    #expect(try Self.imported("schedule.ipynb").text.contains("  learning_rate: step 0.01 by 0.8\n  momentum: 0.9\n"))
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

  @Test(arguments: ["R", "julia", "C++17"]) func notebooksOfOtherLanguagesAreRefused(_ language: String) {
    let text = #"{"cells": [], "metadata": {"kernelspec": {"language": "\#(language)"}}, "nbformat": 4}"#
    #expect(throws: ImportedLesson.Problem(words: "its cells are written in \(language), and only Python is read")) {
      try ImportedLesson(text: Array(text.utf8), name: "a.ipynb", title: "")
    }
  }

  /// Large, deep and broken notebooks end in a lesson or in one message.
  @Test func hostileNotebooks() throws {
    func cell(_ source: String) -> String { #"{"cell_type": "code", "metadata": {}, "source": ["\#(source)"]}"# }
    func notebook(_ cells: [String]) -> [UInt8] { Array(#"{"cells": [\#(cells.joined(separator: ","))]}"#.utf8) }
    let many = try ImportedLesson(
      text: notebook((0..<500).map { cell("a\($0) = \($0)") } + [cell("a = np.pad(b)")]), name: "a.ipynb", title: "T")
    #expect(many.remarks.map { $0.place } == (1...501).map { "cell \($0), line 1" })
    let long = String(repeating: "x = f(1); ", count: 2000)
    let deep = String(repeating: "[", count: 20_000) + String(repeating: "-", count: 20_000)
    let open = String(repeating: "print('a', (\\n", count: 2000)
    let signs = ["+1", ".a", "()", "-", " not", "[0]", "**2", " and 1"].map { sign in
      "x = 1" + String(repeating: sign, count: 5000)
    }
    for source in signs + [
      long, deep, open, String(repeating: "if a:\\n", count: 500), "def f(): return f()\\nf()\\nmodel = f()",
    ] {
      #expect(try ImportedLesson(text: notebook([cell(source)]), name: "a.ipynb", title: "T").text.hasPrefix("# T"))
    }
    let nested = (0..<80).map { String(repeating: " ", count: $0) + "if a\($0):\\n" }.joined()
    _ = try ImportedLesson(text: notebook([cell(nested)]), name: "a.ipynb", title: "T")
    let whole = notebook([cell("x = 1")])
    for end in stride(from: 0, to: whole.count - 1, by: 7) {
      #expect(throws: ImportedLesson.Problem.self) {
        try ImportedLesson(text: Array(whole[..<end]), name: "a.ipynb", title: "")
      }
    }
    for broken: [UInt8] in [[0xFF, 0xFE, 0x7B], Array(repeating: UInt8(ascii: "["), count: 100_000), [0xC3, 0x28]] {
      #expect(throws: ImportedLesson.Problem.self) { try ImportedLesson(text: broken, name: "a.ipynb", title: "") }
      _ = try ImportedLesson(text: broken, name: "a.py", title: "T")
    }
  }
}
