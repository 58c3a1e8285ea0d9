/// Update rules with Keras 3's defaults.
package enum Optimizer: Sendable, Equatable {
  /// `decay` divides the learning rate by (1 + decay · steps taken), as Keras' InverseTimeDecay with decay_steps 1.
  case sgd(learningRate: Float = 0.01, momentum: Float = 0, nesterov: Bool = false, decay: Float = 0)
  case adam(learningRate: Float = 0.001, decay: Float = 0)
  case rmsprop(learningRate: Float = 0.001, momentum: Float = 0, decay: Float = 0)
}
