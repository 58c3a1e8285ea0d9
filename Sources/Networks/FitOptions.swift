package struct EarlyStopping: Sendable, Equatable {
  /// Epochs without improvement of the validation loss (the training loss where nothing is validated) before it stops.
  package var patience: Int
  package init(patience: Int) { self.patience = patience }
}

package struct FitOptions: Sendable {
  package var epochs = 1
  package var batchSize = 32
  package var optimizer = Optimizer.adam()
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
