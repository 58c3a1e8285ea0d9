package import Engine

/// Arrays as NumPy 2 prints them.
package enum ArrayText {
  /// What Python's `print(array)` shows with `precision` digits behind the point; more than `threshold` elements are
  /// shortened to three at each end.
  package static func describe(_ array: NDArray, precision: Int = 8, threshold: Int = 1000) -> String {
    shape(array.shape)
  }

  /// `(60000, 28, 28)`, `(60000,)`, `()`.
  package static func shape(_ shape: [Int]) -> String {
    shape.count == 1 ? "(\(shape[0]),)" : "(" + shape.map(String.init).joined(separator: ", ") + ")"
  }
}
