import Arrays
import Engine
import Figures
import Lesson
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
    func mean(_ score: (ClassScore) -> Double) -> Double { shown.reduce(0) { $0 + score(all[$1]) } / count }
    return ClassScore(
      precision: mean { $0.precision }, recall: mean { $0.recall }, f1: mean { $0.f1 }, support: truth.count)
  }

  /// scikit-learn's `classification_report`: a row a class that occurs, then accuracy and both averages.
  var report: OutputTable {
    let all = scores
    let total = truth.count
    func row(_ name: String, _ score: ClassScore) -> [String] {
      [name, decimal(score.precision, 2), decimal(score.recall, 2), decimal(score.f1, 2), grouped(score.support)]
    }
    func weighted(_ score: (ClassScore) -> Double) -> Double {
      all.reduce(0) { $0 + score($1) * Double($1.support) } / Double(max(total, 1))
    }
    var rows = shown.map { row(classNames[$0], all[$0]) }
    rows.append(["accuracy", "", "", decimal(accuracy, 2), grouped(total)])
    rows.append(row("macro avg", means))
    rows.append(
      row(
        "weighted avg",
        ClassScore(
          precision: weighted { $0.precision }, recall: weighted { $0.recall }, f1: weighted { $0.f1 },
          support: total)))
    return OutputTable(
      header: ["", "precision", "recall", "f1-score", "support"],
      alignments: [.left, .right, .right, .right, .right], rows: rows, footerRows: 3)
  }
}

extension Judgement {
  /// Of a `confusion-matrix` or `classification-report` step.
  init(_ step: PlannedStep, _ workspace: inout Workspace) throws(Diagnostic) {
    guard step.data.isEmpty else {
      let (x, y) = (step.data[0], step.data[1])
      let probabilities = try workspace.answers(of: step.network, to: x).classProbabilities
      let truth = try workspace.labels(y, alike: x)
      let predicted = classIndices(probabilities)
      try sameCount(predicted.count, truth.classes.count, x, y)
      self.init(
        truth: truth.classes, predicted: predicted, names: truth.names, classes: probabilities.elementsPerRow)
      return
    }
    try self.init(step.operands[0], truth: step.operands[1], in: workspace)
  }

  init(_ predicted: Operand, truth: Operand, in workspace: Workspace) throws(Diagnostic) {
    let answers = try workspace.resolveRows(predicted)
    let labels = try workspace.resolveRows(truth)
    let given = try classLabels(answers.array, called: predicted.text, at: predicted.range)
    let wanted = try classLabels(labels.array, called: truth.text, at: truth.range)
    try sameCount(given.count, wanted.count, predicted, truth)
    self.init(truth: wanted, predicted: given, names: labels.classNames ?? answers.classNames, classes: 0)
  }
}

func sameCount(_ left: NDArray, _ right: NDArray, _ x: Operand, _ y: Operand) throws(Diagnostic) {
  try sameCount(left.rowCount, right.rowCount, x, y)
}

func sameCount(_ left: Int, _ right: Int, _ x: Operand, _ y: Operand) throws(Diagnostic) {
  guard left == right else {
    throw Diagnostic(
      id: .differentLengths, at: y.range, "\(x.text) has \(grouped(left)) samples, but \(y.text) has \(grouped(right))")
  }
}

/// Refuses numbers that are infinite as 32-bit floats, or none: they spoil every loss.
func requireFinite(_ array: NDArray, _ operand: Operand) throws(Diagnostic) {
  let place: Int? =
    switch array.values {
    case .float16(let numbers): numbers.firstIndex { !$0.isFinite }
    case .float32(let numbers): numbers.firstIndex { !$0.isFinite }
    case .float64(let numbers): numbers.firstIndex { !Float($0).isFinite }
    case .indexed(let bytes, let table): bytes.firstIndex { !table[Int($0)].isFinite }
    default: nil
    }
  guard let place = place.map({ $0 / max(array.elementsPerRow, 1) }) else { return }
  throw Diagnostic(
    id: .notANumber, at: operand.range,
    "\(operand.text) holds a value that is no finite number, in sample \(place) (counted from 0), so the loss is none either",
    notes: ["mend the data, or pick the samples before it, as in '\(operand.name)[0:\(max(place, 1))]'"])
}
