package enum EngineError: Error, Sendable, Equatable {
  /// `LESSON_CPU` names a processor that does not exist, or that this machine is not.
  case unknownProcessor(String, known: [String])
  case unsupportedProcessor(String)
  case shape(layer: Int, ShapeProblem)
  /// The loss became NaN or infinite.
  case diverged(epoch: Int, batch: Int)
  case notEnoughMemory(needed: Int64, available: Int64)
  /// A sample's shape or the labels do not fit the network; in words.
  case unfit(String)
  /// The labels do not fit the network or the loss; in words.
  case unfitLabels(String)
  /// Weights whose names, shapes or types do not fit the network, or a damaged weights file; in words.
  case badWeights(String)
}
