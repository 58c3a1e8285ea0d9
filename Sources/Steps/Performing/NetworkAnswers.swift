import Arrays
import Engine
import Lesson
import Networks
import Text

/// What a network answered about samples.
struct NetworkAnswers {
  private let network: String
  private let x: Operand
  private let activation: Activation?
  /// (N, outputs…)
  let outputs: NDArray

  init(_ outputs: NDArray, of network: BuiltNetwork, called name: String, to x: Operand) {
    self.outputs = outputs
    self.network = name
    self.x = x
    activation = network.network.layers.last?.activation
  }

  /// Whether each output is a share of its own, not just a number.
  var areShares: Bool { activation == .sigmoid }

  /// Whether the outputs are shares between 0 and 1.
  var areProbabilities: Bool { activation == .softmax || areShares }

  /// One column a class: what a single sigmoid tells of class 1 tells of class 0 too.
  var classProbabilities: NDArray {
    get throws(Diagnostic) {
      guard outputs.elementsPerRow == 1 else { return outputs }
      guard areShares else {
        throw Diagnostic(
          id: .notClasses, at: x.range, "'\(network)' answers with one number for each sample, not with classes",
          notes: [
            "'predict \(network) on \(x.name)[0:12]' shows them, 'residuals \(network) on \(x.name), …' draws them "
              + "against the truth; classes need 'sigmoid' or 'softmax' at the end"
          ])
      }
      let values = outputs.values.floats.flatMap { [1 - $0, $0] }
      return NDArray(shape: [outputs.rowCount, 2], values: .float32(values))
    }
  }
}
