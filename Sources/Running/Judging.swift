import Engine
import Figures
import Planning
import Text

/// Predicted against true classes.
struct Judgement {
  var truth: [Int]
  var predicted: [Int]
  var classNames: [String]
  /// counts[truth][predicted]
  var counts: [[Int]]

  init(truth: [Int], predicted: [Int], names: [String]?, classes: Int) {
    let width = max(classes, (truth.max() ?? 0) + 1, (predicted.max() ?? 0) + 1, names?.count ?? 0)
    var counts = [[Int]](repeating: [Int](repeating: 0, count: width), count: width)
    for (label, answer) in zip(truth, predicted) where label >= 0 && answer >= 0 { counts[label][answer] += 1 }
    self.truth = truth
    self.predicted = predicted
    self.classNames = (0..<width).map { className($0, names) }
    self.counts = counts
  }

  var correct: Int { zip(truth, predicted).count { $0 == $1 } }
  var accuracy: Double { truth.isEmpty ? 0 : Double(correct) / Double(truth.count) }

  /// The most frequent confusion: (truth, prediction, count).
  var mostConfused: (truth: Int, predicted: Int, count: Int)? {
    var worst: (truth: Int, predicted: Int, count: Int)?
    for (label, row) in counts.enumerated() {
      for (answer, count) in row.enumerated() where label != answer && count > (worst?.count ?? 0) {
        worst = (label, answer, count)
      }
    }
    return worst
  }

  struct ClassScore {
    var precision, recall, f1: Double
    var support: Int
  }

  /// Precision, recall and F1 of each class; 0 where there is nothing to divide by, as in scikit-learn.
  var scores: [ClassScore] {
    counts.indices.map { index in
      let hits = Double(counts[index][index])
      let support = counts[index].reduce(0, +)
      let claimed = counts.reduce(0) { $0 + $1[index] }
      let precision = claimed > 0 ? hits / Double(claimed) : 0
      let recall = support > 0 ? hits / Double(support) : 0
      let f1 = hits > 0 ? 2 * hits / Double(support + claimed) : 0
      return ClassScore(precision: precision, recall: recall, f1: f1, support: support)
    }
  }

  /// Classes that occur in truth or prediction: those that scikit-learn lists and averages over.
  private var shown: [Int] {
    counts.indices.filter { index in counts[index].contains { $0 > 0 } || counts.contains { $0[index] > 0 } }
  }

  /// Means over the classes, each with the same weight; `support` is the number of samples.
  var means: ClassScore {
    let all = scores
    let count = Double(max(shown.count, 1))
    func mean(_ key: KeyPath<ClassScore, Double>) -> Double { shown.reduce(0) { $0 + all[$1][keyPath: key] } / count }
    return ClassScore(precision: mean(\.precision), recall: mean(\.recall), f1: mean(\.f1), support: truth.count)
  }

  /// scikit-learn's `classification_report`: a row a class that occurs, then accuracy and both averages.
  var report: OutputTable {
    let all = scores
    let total = truth.count
    func row(_ name: String, _ precision: Double, _ recall: Double, _ f1: Double, _ support: Int) -> [String] {
      [name, decimal(precision, 2), decimal(recall, 2), decimal(f1, 2), grouped(support)]
    }
    func weighted(_ key: KeyPath<ClassScore, Double>) -> Double {
      all.reduce(0) { $0 + $1[keyPath: key] * Double($1.support) } / Double(max(total, 1))
    }
    var rows = shown.map { index in
      row(classNames[index], all[index].precision, all[index].recall, all[index].f1, all[index].support)
    }
    rows.append(["accuracy", "", "", decimal(accuracy, 2), grouped(total)])
    let means = means
    rows.append(row("macro avg", means.precision, means.recall, means.f1, total))
    rows.append(row("weighted avg", weighted(\.precision), weighted(\.recall), weighted(\.f1), total))
    return OutputTable(
      header: ["", "precision", "recall", "f1-score", "support"],
      alignments: [.left, .right, .right, .right, .right], rows: rows, footerRows: 3)
  }
}

extension Workspace {
  /// What a `confusion-matrix`, `classification-report` or `mistakes` step judges, and the probabilities where known.
  func judge(_ judged: Judged) throws(Diagnostic) -> Judgement {
    switch judged {
    case .network(let name, let x, let y):
      let probabilities = try classProbabilities(predictRows(name, x), of: name, x)
      let truth = try labels(y, alike: x)
      let predicted = classIndices(probabilities)
      try sameCount(predicted.count, truth.classes.count, x, y)
      return Judgement(
        truth: truth.classes, predicted: predicted, names: truth.names, classes: probabilities.elementsPerRow)
    case .classes(let predicted, let truth):
      let answers = try resolveRows(predicted)
      let labels = try resolveRows(truth)
      let (given, wanted) = (try classes(answers.array, predicted), try classes(labels.array, truth))
      try sameCount(given.count, wanted.count, predicted, truth)
      return Judgement(truth: wanted, predicted: given, names: labels.classNames ?? answers.classNames, classes: 0)
    }
  }

  func predictRows(_ name: String, _ x: Operand) throws(Diagnostic) -> NDArray {
    let built = try network(name, at: x.range)
    let rows = try resolveRows(x)
    do {
      return try built.network.predict(x: rows.array, batchSize: 256)
    } catch { throw diagnostic(error, at: x.range) }
  }

  func sameCount(_ left: Int, _ right: Int, _ x: Operand, _ y: Operand) throws(Diagnostic) {
    guard left == right else {
      throw Diagnostic(
        id: "sample-count", at: y.range,
        "\(x.text) has \(grouped(left)) samples, but \(y.text) has \(grouped(right))")
    }
  }
}
