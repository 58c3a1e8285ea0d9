import Arrays
import Lesson

/// How near a network's numbers are to the true ones.
struct NumberFit {
  var truth: [Double]
  var answers: [Double]

  private var count: Double { Double(max(truth.count, 1)) }

  var squaredError: Double { zip(truth, answers).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / count }
  var absoluteError: Double { zip(truth, answers).reduce(0) { $0 + abs($1.0 - $1.1) } / count }

  /// R²: what share of the truth's variance the answers explain; below 0 where the mean of the truth is nearer to it than
  /// they are, and no number where all of the truth is one number.
  var determination: Double {
    let mean = truth.reduce(0, +) / count
    let variance = truth.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    return variance > 0 ? 1 - squaredError / variance : .nan
  }
}

extension Workspace {
  /// What a network that answers with numbers says of a step's samples.
  mutating func numbers(of step: PlannedStep) throws(Diagnostic) -> NumberFit {
    let (x, y) = (step.data[0], step.data[1])
    let outputs = try answers(of: step.network, to: x).outputs
    let truth = try resolveRows(y, alike: x).array
    try sameCount(outputs, truth, x, y)
    return NumberFit(truth: truth.values.doubles, answers: outputs.values.doubles)
  }
}
