package enum Loss: String, Sendable, CaseIterable {
  case categoricalCrossentropy = "categorical_crossentropy"
  case sparseCategoricalCrossentropy = "sparse_categorical_crossentropy"
  case binaryCrossentropy = "binary_crossentropy"
  case meanSquaredError = "mean_squared_error"
  case meanAbsoluteError = "mean_absolute_error"

  /// Whether it measures how far numbers are off, and not how well classes are told apart.
  package var measuresNumbers: Bool { self == .meanSquaredError || self == .meanAbsoluteError }
}
