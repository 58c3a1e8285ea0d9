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

  /// In the order of what they need, so that few barriers are left between them.
  mutating func sortByShare() {
    func those(_ shares: [Operation.Share]) -> [Operation] { filter { shares.contains($0.share) } }
    self = those([.samples, .inputs, .weights, .whole]) + those([.derived]) + those([.derivedTwice])
  }
}
