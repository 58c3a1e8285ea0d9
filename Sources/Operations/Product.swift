/// input (N, weights.rows), weights (weights.rows, weights.columns), bias (weights.columns), output (N, weights.columns).
package struct Product {
  package var input: Floats
  package var weights: Panels
  package var bias: Floats?
  package var output: Floats
  package var appliesReLU = false
  /// For a gradient, without bias: the outputs of a ReLU (N, weights.columns); where they are zero, it is set to zero.
  package var mask: Floats?
  /// How the inputs lie where threads share them out.
  package var parts: InputParts?
  /// Of these parts, matrices (N, whole panels of columns), one for each.
  package var partials: Floats?
  package var partialSize = 0
  /// From `input` to the bits that `Gather` leaves: products skip zeros, which changes no sum where weights are finite.
  package var nonzeroOffset: Int?
  /// For the weights' gradient: what `Gather` has subtracted from the inputs.
  package var background: Float = 0
  /// For the weights' gradient: what becomes of it at once, while it is at hand; nil to store it in `weights`.
  package var update: Update?
  /// Where it is updated: takes what `ShiftBias` wants to know of the new weights.
  package var partialSums: Floats?
  /// Up to so many samples the sums over all of them come at once, and an update can take them.
  package static let samplesAtATime = 256
  /// Threads take columns instead of samples, or of the weights' rows, so that each core keeps its part of large weights
  /// in its cache.
  package var sharesColumns: Bool { Self.sharesColumns(weights) }

  package static func sharesColumns(_ weights: Panels) -> Bool {
    weights.rows * weights.columns >= 1 << 16 && weights.columns >= 64
  }

  /// Which part of the weights' gradient a thread computes, and which of the weights it updates.
  package var ownership: Ownership { parts != nil ? .inputs : sharesColumns ? .columns : .rows }

  package init(input: Floats, weights: Panels, bias: Floats?, output: Floats) {
    self.input = input
    self.weights = weights
    self.bias = bias
    self.output = output
  }
}

/// target (columns) = bias + background · the column sums of weights: what inputs add of which the background has been
/// subtracted.
package struct ShiftBias {
  package var weights: Panels
  package var bias: Floats
  package var background: Float
  package var target: Floats
  /// The sums of each column's rows 0, 4, 8, …; 1, 5, 9, …; …, 16 columns at a time; nil to add them up now.
  package var partialSums: Floats?

  package init(weights: Panels, bias: Floats, background: Float, target: Floats) {
    self.weights = weights
    self.bias = bias
    self.background = background
    self.target = target
  }
}

/// A first layer's inputs, where its weights are few, in a fixed number of parts, for sums to have one order: each thread
/// gathers and multiplies its own, and none of them travels to another processor. Each part is a matrix of its own, whose
/// rows begin with a line of the cache.
package struct InputParts {
  package static let count = 4
  package var inputs: Int
  /// Rows of each matrix, with slack.
  private var rows: Int

  package init(inputs: Int, samples: Int) {
    self.inputs = inputs
    rows = samples + 3
  }

  /// From one sample's numbers to the next one's.
  package var stride: Int { (((inputs + 11) / 12 + Self.count - 1) / Self.count * 12 + 15) / 16 * 16 }

  /// Where a part starts.
  package func place(_ part: Int) -> Int { part * rows * stride }

  /// Numbers that all parts take.
  package var size: Int { place(Self.count) }

  /// The inputs of a part.
  package func range(_ part: Int) -> Range<Int> { range(part..<part + 1) }
  package func range(_ parts: Range<Int>) -> Range<Int> { start(parts.lowerBound)..<start(parts.upperBound) }

  /// In whole tiles of twelve rows.
  private func start(_ part: Int) -> Int { min(inputs, (inputs + 11) / 12 * part / Self.count * 12) }
}
