package enum Loss: String, Sendable, CaseIterable {
  case categoricalCrossentropy = "categorical_crossentropy"
  case sparseCategoricalCrossentropy = "sparse_categorical_crossentropy"
  case binaryCrossentropy = "binary_crossentropy"
  case meanSquaredError = "mean_squared_error"
}
