package import Engine
package import Networks

package struct Build: Sendable {
  package var network: String
  package var layers: [LayerSpec]
  /// One sample's shape: the `input` key's, or that of the data the network is first used on.
  package var inputShape: [Int]
  /// Each layer's line.
  package init(network: String, layers: [LayerSpec], inputShape: [Int]) {
    self.network = network
    self.layers = layers
    self.inputShape = inputShape
  }
}

package struct Fit: Sendable {
  package var network: String
  package var x: Operand
  package var y: Operand
  package var validation: Pair?
  /// `seed` and `step` are set when it runs.
  package var options: FitOptions
  package var showsWeights: Bool
  package var initialWeights: String?
  package struct Pair: Sendable {
    package var x: Operand
    package var y: Operand
    package init(x: Operand, y: Operand) {
      self.x = x
      self.y = y
    }
  }
  package init(
    network: String, x: Operand, y: Operand, validation: Pair?, options: FitOptions, showsWeights: Bool,
    initialWeights: String?
  ) {
    self.network = network
    self.x = x
    self.y = y
    self.validation = validation
    self.options = options
    self.showsWeights = showsWeights
    self.initialWeights = initialWeights
  }
}

package struct Predict: Sendable {
  /// Samples whose probabilities are drawn as bars.
  package static let mostShown = 100

  package static func tooMany(_ x: Operand, _ count: String) -> Diagnostic {
    Diagnostic(
      id: "too-many-to-show", at: x.range, "\(x.text) has \(count) samples, too many to show as bars",
      notes: ["choose some, as in '\(x.name)[0:12]', or keep all probabilities with 'as y_pred'"])
  }

  package var network: String
  package var x: Operand
  /// Where the probabilities of all rows go; nil draws them as bars.
  package var into: String?
  package var label: Operand?
  package init(network: String, x: Operand, into: String?, label: Operand?) {
    self.network = network
    self.x = x
    self.into = into
    self.label = label
  }
}

/// What a confusion matrix or a classification report judges.
package enum Judged: Sendable {
  case network(String, x: Operand, y: Operand)
  case classes(predicted: Operand, truth: Operand)
}
