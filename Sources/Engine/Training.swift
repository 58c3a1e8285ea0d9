package enum Loss: String, Sendable, CaseIterable {
  case categoricalCrossentropy = "categorical_crossentropy"
  case sparseCategoricalCrossentropy = "sparse_categorical_crossentropy"
  case binaryCrossentropy = "binary_crossentropy"
  case meanSquaredError = "mean_squared_error"
}

/// Update rules with Keras 3's defaults.
package enum Optimizer: Sendable, Equatable {
  /// `decay` divides the learning rate by (1 + decay · steps taken), as Keras' InverseTimeDecay with decay_steps 1.
  case sgd(learningRate: Float = 0.01, momentum: Float = 0, nesterov: Bool = false, decay: Float = 0)
  case adam(learningRate: Float = 0.001, decay: Float = 0)
  case rmsprop(learningRate: Float = 0.001, momentum: Float = 0, decay: Float = 0)
}

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

/// An epoch's numbers: means over samples, taken while the weights change; validation follows the epoch.
package struct EpochResult: Sendable, Equatable {
  package var epoch: Int
  package var loss: Double
  package var accuracy: Double
  package var validationLoss: Double?
  package var validationAccuracy: Double?

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

  package init(epochs: [EpochResult], ending: Ending) {
    self.epochs = epochs
    self.ending = ending
  }
}

/// A named weight tensor in Keras' layout: `dense_1.kernel` (in, out), `conv2d_1.kernel` (kh, kw, in, out),
/// `batchnorm_1.gamma|beta|moving_mean|moving_variance`.
package struct Weight: Sendable, Equatable {
  package var name: String
  package var shape: [Int]
  package var values: [Float]

  package init(name: String, shape: [Int], values: [Float]) {
    self.name = name
    self.shape = shape
    self.values = values
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

package enum EngineError: Error, Sendable, Equatable {
  /// `LESSON_CPU` names a processor that does not exist, or that this machine is not.
  case unknownProcessor(String, known: [String])
  case unsupportedProcessor(String)
  case shape(layer: Int, ShapeProblem)
  /// The loss became NaN or infinite.
  case diverged(epoch: Int, batch: Int)
  case notEnoughMemory(needed: Int, available: Int)
  /// A sample's shape or the labels do not fit the network; in words.
  case unfit(String)
  /// The labels do not fit the network or the loss; in words.
  case unfitLabels(String)
  /// Weights whose names, shapes or types do not fit the network, or a damaged weights file; in words.
  case badWeights(String)
}
