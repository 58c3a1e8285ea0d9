package struct EarlyStopping: Sendable, Equatable {
  /// Epochs without improvement of the validation loss (the training loss where nothing is validated) before it stops.
  package var patience: Int
  package init(patience: Int) { self.patience = patience }

  /// The epoch after which training stops, and the best one till then; nil where it goes on after the last of these.
  package func stop(in epochs: [EpochResult]) -> (epoch: Int, best: Int)? {
    var best = Double.infinity
    var bestEpoch = 0
    for result in epochs {
      if result.watchedLoss < best {
        best = result.watchedLoss
        bestEpoch = result.epoch
      } else if result.epoch - bestEpoch >= patience {
        return (result.epoch, bestEpoch)
      }
    }
    return nil
  }
}

package struct FitOptions: Sendable {
  package var epochs = 1
  package var batchSize = 32
  package var optimizer = Optimizer.adam()
  /// nil where the optimizer's own learning rate holds all the time.
  package var schedule: RateSchedule?
  /// Whether the network ends with the weights of its best epoch: Keras' `restore_best_weights`.
  package var keepsBest = false
  package var loss = Loss.sparseCategoricalCrossentropy
  /// The share of samples, taken from the end before any shuffle, that validates; 0 for none.
  package var validationSplit: Double = 0
  package var shuffle = true
  package var earlyStopping: EarlyStopping?
  /// Seconds after which no further epoch starts.
  package var timeLimit: Double?
  /// Key of the random streams, with the step's own number: see `RandomStream`.
  package var seed: UInt64 = 0
  package var step: UInt64 = 0
  package init() {}
}
