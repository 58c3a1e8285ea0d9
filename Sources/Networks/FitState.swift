/// A training as it stands at the end of an epoch: all that a longer one needs to go on as if this had never ended. Random
/// numbers are drawn by epoch and batch, so that nothing of them need be known.
package struct FitState: Sendable, Equatable {
  /// All that were trained.
  package var epochs: [EpochResult]
  package var weights: [Weight]
  /// The optimizer's own numbers for each trainable weight, named as that is; empty where it has none.
  package var first: [Weight]
  package var second: [Weight]
  /// Those of the best epoch, where a fit keeps them; else empty.
  package var best: [Weight] = []
  /// Batches trained, on which the step size depends.
  package var steps: Int
  /// Adam's β₁ and β₂ to the power of `steps`, as they were multiplied up.
  package var firstPower: Float
  package var secondPower: Float

  package init(
    epochs: [EpochResult], weights: [Weight], first: [Weight], second: [Weight], steps: Int, firstPower: Float,
    secondPower: Float
  ) {
    self.epochs = epochs
    self.weights = weights
    self.first = first
    self.second = second
    self.steps = steps
    self.firstPower = firstPower
    self.secondPower = secondPower
  }

  package var byteCount: Int {
    [weights, first, second, best].reduce(0) { $0 + $1.reduce(0) { $0 + 4 * $1.values.count } }
  }
}

/// What a fit starts from, and the states that it comes by.
package struct FitStates: Sendable {
  /// nil where it starts anew.
  package var start: FitState?
  /// In the order of their epochs, the last one's among them unless it is large.
  package private(set) var reached: [FitState] = []
  /// Of the epochs before the last, those that this divides.
  private var every = 1

  /// What they may take together; of one, and of the last one.
  private static let mostBytes = 16 << 20
  private static let largest = 2 << 20
  private static let largestLast = 64 << 20
  private static let most = 40

  package init(start: FitState? = nil) { self.start = start }

  package func wants(epoch: Int, bytes: Int, isLast: Bool) -> Bool {
    isLast ? bytes <= Self.largestLast : bytes <= Self.largest && epoch % every == 0
  }

  /// Of many, every second one gives way.
  package mutating func add(_ state: FitState) {
    reached.append(state)
    let last = state.epochs.count
    func isTooMuch() -> Bool {
      reached.count > Self.most || reached.reduce(0) { $0 + $1.byteCount } > Self.mostBytes
    }
    while reached.count > 1, isTooMuch() {
      every *= 2
      reached.removeAll { $0.epochs.count != last && $0.epochs.count % every != 0 }
    }
  }
}
