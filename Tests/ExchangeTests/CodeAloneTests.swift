import Foundation
import Lesson
import Markdown
import Reporting
import Running
import Steps
import Testing
import Text

@testable import Exchange

/// What comes back of an exported lesson where all its cells were changed, so that only the code tells the steps.
@Suite struct CodeAloneTests {
  /// Without the steps that the script carries at its end.
  private static func code(of script: String) -> String {
    var lines = script.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    #expect(!CarriedSteps(takenFrom: &lines).cells.isEmpty)
    return lines.joined(separator: "\n")
  }

  /// How many steps of each lesson are planned, and which do not come back as they were: the words below pictures, the
  /// colours of predictions and what stands beside a table's rows are not in the code, and pictures that are counted are
  /// cut instead.
  @Test(arguments: [
    ("00-mlp.md", 30, []), ("01-softmax.md", 43, ["show x_test[0:12]"]), ("02-cnn.md", 43, []),
    (
      "03-gzip-idx.md", 47,
      ["show x_train[0:6]", "show x_train[0:6]", "predict network x_test[128]", "predict network x_test[0:20]"]
    ),
    ("04-hands-on.md", 53, ["show x_train[0:5]", "show x_train[0:5]"]), ("05-fashion.md", 28, ["show x_train"]),
    ("06-table.md", 20, ["show x"]), ("07-regression.md", 24, ["show x", "expect"]),
  ]) func stepsOfLessonsComeBack(_ name: String, _ count: Int, _ others: [String]) throws {
    let trip = try RoundTripTests.Trip(name)
    let (read, plan) = try trip.imported(Self.code(of: try trip.exported(.python)), "lesson.py")
    var (before, after) = (RoundTripTests.computed(trip.plan), RoundTripTests.computed(plan))
    #expect(before.count == count)
    before.removeAll { line in
      guard let place = after.firstIndex(of: line) else { return false }
      after.remove(at: place)
      return true
    }
    #expect(before.map { $0.components(separatedBy: "  ")[0] } == others)
    #expect(after.count == others.filter { $0 != "expect" }.count)
    #expect(read.remarks == [])
  }

  private static let start = """
    # T

    ```step
    load mnist as x, y, xt, yt
    flatten x, xt
    normalise x, xt
    build net
      input: 784
      dense 16 relu
      dense 10 softmax
    summary net

    """

  /// Each kind of step that a lesson may have and that the code says.
  @Test(arguments: [
    "fit net on x, y\n  epochs: 20\n  learning_rate: cosine 0.01",
    "fit net on x, y\n  epochs: 20\n  learning_rate: cosine 0.01 to 0.0001",
    "fit net on x, y\n  epochs: 20\n  learning_rate: cosine 0.01 to 0.001 warmup 2",
    "fit net on x, y\n  epochs: 9\n  optimizer: sgd\n  momentum: 0.9\n  learning_rate: cosine 0.1 over 12",
    "fit net on x, y\n  epochs: 20\n  batch_size: 64\n  learning_rate: step 0.01 by 0.5 every 5",
    "fit net on x, y\n  epochs: 6\n  learning_rate: exponential 0.01 by 0.9",
    "fit net on x, y\n  epochs: 6\n  optimizer: rmsprop\n  learning_rate: exponential 0.01 by 0.9 every 2",
    "fit net on x, y\n  epochs: 9\n  validation_split: 0.1\n  learning_rate: plateau 0.01 by 0.5 after 2 to 0.001",
    "fit net on x, y\n  epochs: 9\n  optimizer: sgd\n  decay: 0.001\n  nesterov: true\n  momentum: 0.5",
    "fit net on x, y\n  epochs: 9\n  validation_data: xt, yt\n  early_stopping: 2\n  keep: best\n  shuffle: false",
    "fit net on x, y\nevaluate net on xt, yt\n  metrics: top_5",
    "fit net on x, y\nevaluate net on xt, yt\n  metrics: top_5, mae, mse",
    "show x[0:6]\n  cmap: viridis\nshow x[0:6]\n  cmap: gray\n  labels: y\n  per_row: 3",
    "histogram y\n  caption: How many of each\nhistogram x\n  bins: 10\n  caption: How dark",
    "fit net on x, y\n  validation_split: 0.1\ntry net\n  build.dense_1: 8, 32\n  fit.learning_rate: 0.1, 0.01\n  seeds: 2",
    "fit net on x, y\n  validation_split: 0.1\ntry net\n  fit.optimizer: sgd, adam\n  fit.epochs: 1, 2\n  pairs: true\n  seeds: 1",
    "fit net on x, y\n  validation_split: 0.1\ntry net\n  build.dense_1: tanh, relu\n  measure: fit.loss\n  seeds: 3",
    "fit net on x, y\nweights net\n  layer: dense_2\nweights net\ndiagram net\nsave net to \"net.safetensors\"",
  ]) func whatTheCodeSaysComesBack(_ steps: String) throws {
    let plan = try #require(ImportTests.plan(Self.start + steps + "\n```\n").plan, "\(steps)")
    var options = ReportOptions()
    options.keepsWords = true
    let script = try Report.exported(Outcome(notRun: plan, version: ""), as: .python, options: options).text
    let lesson = try ImportedLesson(text: Array(Self.code(of: script).utf8), name: "lesson.py", title: "")
    let result = ImportTests.plan(lesson.text)
    #expect(RoundTripTests.computed(result.plan) == RoundTripTests.computed(plan), "\(lesson.text) \(script)")
    #expect(lesson.remarks == [])
  }

  @Test func columnsAreNamed() throws {
    let script = """
      import pandas as pd
      df = pd.read_csv("flowers.csv")
      X = df.iloc[:, :4].values
      y = df["species"]
      plt.title("Petals")
      plt.scatter(X[:, 2], X[:, 3], c=y)
      plt.show()
      plt.scatter(df["b"], df["c"])
      counts, edges, bars = plt.hist(X[:, 1].ravel(), bins=5)
      """
    let lesson = try ImportedLesson(text: Array(script.utf8), name: "a.py", title: "T") { file in
      file == "flowers.csv" ? "a;b;\"c\";d;species\r" : nil
    }
    #expect(
      lesson.text.contains(
        """
        load "flowers.csv" as X, y
          labels: species
        scatter X, y
          columns: c, d
          caption: Petals
        scatter X
          columns: b, c
        histogram X
          column: b
          bins: 5
        """), "\(lesson.text)")
  }
}
