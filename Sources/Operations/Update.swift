/// One step of an optimizer on the parameters of one tensor, which lie in blocks of the same layout.
package struct Update {
  package enum Rule: Sendable {
    case sgd
    case momentum(Float, nesterov: Bool)
    case adam
    case rmsprop(momentum: Float)
  }
  package var rule: Rule
  package var values: Panels
  /// Decides which part of the tensor a thread takes: the one whose gradient it has computed itself.
  package var ownership: Ownership
  package var gradients: Floats
  /// Where gradients are sums over chunks of samples, from one chunk's to the next one's; else 0.
  package var partialSize: Int
  /// Momentum; Adam's first moment.
  package var first: Floats
  /// Mean squares.
  package var second: Floats

  package init(
    rule: Rule, values: Panels, ownership: Ownership, gradients: Floats, partialSize: Int, first: Floats, second: Floats
  ) {
    self.rule = rule
    self.values = values
    self.ownership = ownership
    self.gradients = gradients
    self.partialSize = partialSize
    self.first = first
    self.second = second
  }
}

/// How the threads share out a matrix of weights.
package enum Ownership: Sendable {
  case columns
  case rows
  /// Rows, as `InputParts` gives them out.
  case inputs
}
