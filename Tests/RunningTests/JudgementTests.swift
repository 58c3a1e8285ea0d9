import Arrays
import Lesson
import Testing

import Running
@testable import Steps

@Suite struct JudgementTests {
  static let judgement = Judgement(
    truth: [0, 0, 1, 1, 2, 2, 2, 3, 3, 0], predicted: [0, 1, 1, 1, 2, 0, 2, 4, 3, 0], names: nil, classes: 0)

  /// Expected: `sklearn.metrics.classification_report(truth, predicted, zero_division=0)` of scikit-learn 1.x.
  @Test func classificationReportEqualsScikitLearns() {
    #expect(
      Self.judgement.report.rows == [
        ["0", "0.67", "0.67", "0.67", "3"],
        ["1", "0.67", "1.00", "0.80", "2"],
        ["2", "1.00", "0.67", "0.80", "3"],
        ["3", "1.00", "0.50", "0.67", "2"],
        ["4", "0.00", "0.00", "0.00", "0"],
        ["accuracy", "", "", "0.70", "10"],
        ["macro avg", "0.67", "0.57", "0.59", "10"],
        ["weighted avg", "0.83", "0.70", "0.73", "10"],
      ])
  }

  @Test func confusionCountsTruthDownAndPredictionAcross() {
    #expect(Self.judgement.counts[0] == [2, 1, 0, 0, 0])
    #expect(Self.judgement.counts[2] == [1, 0, 2, 0, 0])
    #expect(Self.judgement.correct == 7)
    let worst = Self.judgement.mostConfused
    #expect(worst?.truth == 0 && worst?.predicted == 1 && worst?.count == 1)
  }

  @Test func reportOfNothingIsEmptyButWhole() {
    let empty = Judgement(truth: [], predicted: [], names: nil, classes: 2)
    #expect(empty.report.rows.last == ["weighted avg", "0.00", "0.00", "0.00", "0"])
  }

  /// Neither cut to whole numbers nor left out of the counts.
  @Test(arguments: [[-1.0, 0], [0.4, 1], [2, 1000], [.nan, 1]])
  func whatIsNoLabelIsRefused(values: [Double]) throws {
    var workspace = Workspace()
    workspace.arrays["a"] = Variable(array: NDArray(shape: [2], values: .float64(values)), classNames: nil, pixels: nil)
    let operand = Operand(name: "a", selection: .all, range: 0..<1)
    #expect { try workspace.judge(operand, truth: operand) } throws: {
      ($0 as? Diagnostic)?.id == .notLabels
    }
    #expect { try workspace.histogram(operand) } throws: { ($0 as? Diagnostic)?.id == .notLabels }
    #expect {
      try workspace.oneHot(labels: Operand(name: "a", selection: .all, range: 0..<1), into: "b", classes: nil)
    } throws: {
      ($0 as? Diagnostic)?.id == .notLabels
    }
  }

  /// Points right and left of the middle, in two classes; a single sigmoid gives the probability of class 1.
  @Test func oneSigmoidTellsTwoClassesApart() throws {
    let points = (0..<20).map { "\($0 % 2 == 0 ? "-" : "")\(1 + $0 % 5),0.5" }
    let labels = (0..<20).map { String($0 % 2) }
    let text = LessonRun.step(
      """
      load "x.csv" as x
      load "y.csv" as y
      build n
        dense 1 sigmoid
      fit n on x, y
        epochs: 60
        learning_rate: 0.1
        loss: binary_crossentropy
      predict n on x[0:8]
        label: y
      predict n on x[1]
        label: y[1]
      confusion-matrix n on x, y
      expect predict-2.right = 1
      """)
    let run = try LessonRun(
      text,
      files: [
        "x.csv": Array(points.joined(separator: "\n").utf8), "y.csv": Array(labels.joined(separator: "\n").utf8),
      ])
    defer { run.remove() }
    let outcome = try #require(run.outcome, "\(run.diagnostics)")
    #expect(outcome.failures == [])
    func value(_ step: String, _ key: String) -> Value? { outcome.values[ValueName(step: step, key: key)] }
    #expect(value("predict", "correct") == .integer(8))
    #expect(value("predict-2", "answer") == value("predict-2", "label"))
    #expect(value("predict-2", "right") == .truth(true) && value("predict", "right") == nil)
    let certainty = try #require(outcome.values[ValueName(step: "predict-2", key: "certainty")])
    guard case .fraction(let share) = certainty else {
      Issue.record("\(certainty)")
      return
    }
    #expect(share > 0.5)
    #expect(value("confusion-matrix", "accuracy") == .fraction(1))
  }
}
