internal import Operations

extension [Operation] {
  /// Gives the update to the product that computes its gradients, where there is one that can take it.
  mutating func fuse(_ update: Update, batch: Int) -> Bool {
    guard batch <= Product.samplesAtATime, update.partialSize == 0 else { return false }
    switch update.rule {
    case .sgd, .adam: break
    case .momentum, .rmsprop: return false
    }
    for index in indices {
      guard case .denseWeights(var product) = self[index], product.weights.values == update.gradients else { continue }
      product.update = update
      self[index] = .denseWeights(product)
      return true
    }
    return false
  }

  /// Lets the products that update weights add up their columns, as long as they are at hand, for the shifts of biases.
  /// - Parameter derived: what is made of new weights.
  mutating func takeShifts(from derived: inout [Operation], _ buffers: Buffers) {
    for place in derived.indices {
      guard case .shiftBias(var shift) = derived[place] else { continue }
      for index in indices {
        guard case .denseWeights(var product) = self[index],
          product.update?.values.values == shift.weights.values
        else { continue }
        shift.partialSums = buffers.floats(4 * Panels.size(rows: 1, columns: shift.weights.columns))
        product.partialSums = shift.partialSums
        derived[place] = .shiftBias(shift)
        self[index] = .denseWeights(product)
      }
    }
  }

  /// In the order of what they need, so that few barriers are left between them.
  mutating func sortByShare() {
    func those(_ shares: [Operation.Share]) -> [Operation] { filter { shares.contains($0.share) } }
    self = those([.samples, .inputs, .weights, .whole]) + those([.derived]) + those([.derivedTwice])
  }
}
