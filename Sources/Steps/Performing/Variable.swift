package import Arrays
package import Engine

/// A named array with what is known of its meaning.
package struct Variable: Sendable {
  package var array: NDArray
  /// What the labels 0, 1, 2, … of its data set are called.
  package var classNames: [String]?
  package var pixels: PixelScale?
  /// Whether some samples are changed copies of others, so that they tell less than as many different ones.
  package var hasCopies: Bool
  /// What a table calls its columns; of labels out of one, a single name.
  package var columns: [String]?

  package init(
    array: NDArray, classNames: [String]?, pixels: PixelScale?, hasCopies: Bool = false, columns: [String]? = nil
  ) {
    self.columns = columns
    self.array = array
    self.classNames = classNames
    self.pixels = pixels
    self.hasCopies = hasCopies
  }
}

extension Variable {
  /// The columns' names, where it is still a table.
  var tableColumns: [String]? { array.shape.count == 2 && columns?.count == array.shape[1] ? columns : nil }
}

/// A network between its `build` step and the end of the run.
package struct BuiltNetwork {
  package var network: Network
  /// The stream number of the step that built it, from which its first weights were drawn.
  package var stream: UInt64
  package var classNames: [String]?
  package var pixels: PixelScale?
  /// The samples it last saw, for the playground's example.
  package var sample: NDArray?
  /// Some of the samples it was trained on, from all over the array.
  package var trainingSamples: NDArray?
  package var isTrained = false

  /// Notes what it was trained on, for the playground.
  mutating func remember(_ samples: Variable, classNames: [String]?) {
    let array = samples.array
    self.classNames = classNames
    pixels = samples.pixels
    sample = array.rowCount > 0 ? array.rows(0..<1) : nil
    let picked = min(array.rowCount, 500)
    trainingSamples = array.rows(at: (0..<picked).map { $0 * array.rowCount / picked })
    isTrained = true
  }
}
