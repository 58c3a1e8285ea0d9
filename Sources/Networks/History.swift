/// An epoch's numbers: means over samples, taken while the weights change; validation follows the epoch.
package struct EpochResult: Sendable, Equatable {
  package var epoch: Int
  package var loss: Double
  package var accuracy: Double
  package var validationLoss: Double?
  package var validationAccuracy: Double?
  /// Of its first batch; nil where it is the same all the time.
  package var learningRate: Double?

  package init(
    epoch: Int, loss: Double, accuracy: Double, validationLoss: Double? = nil, validationAccuracy: Double? = nil
  ) {
    self.epoch = epoch
    self.loss = loss
    self.accuracy = accuracy
    self.validationLoss = validationLoss
    self.validationAccuracy = validationAccuracy
  }
}

package enum FitEvent: Sendable {
  /// After a batch; `loss` and `accuracy` are the running means of this epoch. Sent at most ten times a second.
  case batch(epoch: Int, batch: Int, batches: Int, loss: Double, accuracy: Double)
  case epoch(EpochResult)
}

package struct History: Sendable, Equatable {
  package enum Ending: Sendable, Equatable { case allEpochs, earlyStopping(bestEpoch: Int), timeLimit, interrupted }
  package var epochs: [EpochResult]
  package var ending: Ending
  /// Batches trained, each a change of the weights.
  package var steps = 0
  /// The epoch whose weights the network has in the end, where these are the best ones'; nil where they are the last.
  package var keptEpoch: Int?

  /// What the network is like in the end.
  package var kept: EpochResult? { keptEpoch.flatMap { kept in epochs.first { $0.epoch == kept } } ?? epochs.last }

  package init(epochs: [EpochResult], ending: Ending) {
    self.epochs = epochs
    self.ending = ending
  }
}

package struct Evaluation: Sendable, Equatable {
  package var loss: Double
  package var accuracy: Double
  package init(loss: Double, accuracy: Double) {
    self.loss = loss
    self.accuracy = accuracy
  }
}
