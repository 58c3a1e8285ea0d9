import Networks

/// What a run tells its listeners: the terminal, tests.
package enum RunEvent: Sendable {
  case stepStarted(index: Int, of: Int, step: PlannedStep)
  case training(TrainingProgress)
  /// A single image that a `show` step showed: grey values 0…1 row by row, 1 is ink.
  case picture(height: Int, width: Int, values: [Float])
  /// Something to know at once, such as that the built-in sample stands in for a data set.
  case remark(String)
  case stepFinished(PlannedStep, StepOutcome)
  /// Of a `try` step, whenever one of its runs has ended, and now and then between.
  case trials(TrialProgress)
}

/// A moment of a fit: within an epoch, or at its end.
package struct TrainingProgress: Sendable {
  package var epoch: Int
  package var epochs: Int
  /// Batches done of this epoch.
  package var batch: Int
  package var batches: Int
  package var loss: Double
  /// nil where a number is predicted, which is neither right nor wrong.
  package var accuracy: Double?
  package var isEpochEnd: Bool
  package var validationLoss: Double?
  package var validationAccuracy: Double?
  /// Whether an earlier run has trained it, and this one goes on behind.
  package var isKept = false

  package init(
    epoch: Int, epochs: Int, batch: Int, batches: Int, loss: Double, accuracy: Double?, isEpochEnd: Bool,
    validationLoss: Double? = nil, validationAccuracy: Double? = nil
  ) {
    self.epoch = epoch
    self.epochs = epochs
    self.batch = batch
    self.batches = batches
    self.loss = loss
    self.accuracy = accuracy
    self.isEpochEnd = isEpochEnd
    self.validationLoss = validationLoss
    self.validationAccuracy = validationAccuracy
  }
}

extension TrainingProgress {
  init(_ event: FitEvent, epochs: Int, hasClasses: Bool, isKept: Bool = false) {
    switch event {
    case .batch(let epoch, let batch, let batches, let loss, let accuracy):
      self.init(
        epoch: epoch, epochs: epochs, batch: batch, batches: batches, loss: loss, accuracy: accuracy,
        isEpochEnd: false)
    case .epoch(let result):
      self.init(
        epoch: result.epoch, epochs: epochs, batch: 1, batches: 1, loss: result.loss, accuracy: result.accuracy,
        isEpochEnd: true, validationLoss: result.validationLoss, validationAccuracy: result.validationAccuracy)
    }
    self.isKept = isKept
    if !hasClasses { (accuracy, validationAccuracy) = (nil, nil) }
  }
}
