package import Engine

/// Files a lesson loads: IDX, `.npy`, `.npz`, numbers as text, PNG; each of them gzipped too. The contents decide, not
/// the name.
package enum DataFile {
  /// The arrays that `read` would give (one, or one for each name in a `.npz`); with `isDigit`, the (28, 28) `uint8`
  /// image of `Handwriting`.
  /// - Parameter shownAs: the file's name in messages, where it is not the path.
  package static func describe(
    path: String, shownAs name: String? = nil, isDigit: Bool = false
  ) throws(DataError) -> [ArrayDescription] {
    throw .missing(file: name ?? path)
  }

  package static func read(
    path: String, shownAs name: String? = nil
  ) throws(DataError) -> [(name: String?, array: NDArray)] {
    throw .missing(file: name ?? path)
  }
}
