/// What changes from batch to batch.
package struct BatchState {
  /// Samples in this batch.
  package var count = 0
  /// The source row of each sample is `order[first]`, `order[first + 1]`, …; without an order `first`, `first` + 1, ….
  package var order: UnsafePointer<Int32>?
  package var first = 0
  /// Samples of the order behind this batch's, whose rows can be on their way already.
  package var following = 0
  /// The optimizer's step size for this step; Adam's is corrected for its bias.
  package var learningRate: Float = 0
  /// Samples that stay together on one thread; the partial sums of convolutions' weights are over them. It depends on
  /// the network alone, never on the number of threads, and is a multiple of 4, the rows of a tile.
  package var chunk = 4
  /// Key of this step's dropout masks.
  package var key: UInt64 = 0
  package init() {}
}

/// A matrix (rows, columns) cut into panels of 32 columns, each row-major; the last panel is 16 wide if that holds it.
/// No result depends on the lanes behind the last column.
package struct Panels {
  package var values: Floats
  package var rows: Int
  package var columns: Int

  package init(values: Floats, rows: Int, columns: Int) {
    self.values = values
    self.rows = rows
    self.columns = columns
  }

  /// Floats that a matrix takes.
  package static func size(rows: Int, columns: Int) -> Int { rows * ((columns + 15) / 16) * 16 }
}
