import Testing

@testable import Running

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
}
