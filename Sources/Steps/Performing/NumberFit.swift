import Arrays
import Engine
import Lesson

/// How near a network's numbers are to the true ones.
struct NumberFit {
  var truth: [Double]
  var answers: [Double]

  var errors: AnswerMeasures

  /// R²: what share of the truth's variance the answers explain; below 0 where the mean of the truth is nearer to it than
  /// they are, and no number where all of the truth is one number.
  var determination: Double {
    let count = Double(max(truth.count, 1))
    let mean = truth.reduce(0, +) / count
    let variance = truth.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    return variance > 0 ? 1 - errors.meanSquaredError / variance : .nan
  }
}

extension Workspace {
  /// What a network that answers with numbers says of a step's samples.
  mutating func numbers(of step: PlannedStep) throws(Diagnostic) -> NumberFit {
    let (x, y) = (step.data[0], step.data[1])
    let outputs = try answers(of: step.network, to: x).outputs
    let truth = try resolveRows(y, alike: x).array
    try sameCount(outputs, truth, x, y)
    return NumberFit(
      truth: truth.values.doubles, answers: outputs.values.doubles,
      errors: AnswerMeasures(of: outputs, labels: truth))
  }
}
