internal import Operations

/// See `ShiftBias`.
func shiftBias(_ op: ShiftBias, part: Int, parts: Int) {
  for half in shareOfColumns(op.weights.columns, part, parts) {
    var sums = ColumnSums()
    if let partialSums = op.partialSums {
      sums.load(partialSums + half * 64)
    } else {
      sums.add(op.weights, half, 0..<op.weights.rows)
    }
    op.target.store(op.bias.vector(half * 16).accumulating(sums.total, op.background), half * 16)
  }
}

/// sums (columns) of values (rows, columns).
func columnSums(_ values: Floats, rows: Int, columns: Int, into result: Floats, _ part: Int, _ parts: Int) {
  for half in shareOfColumns(columns, part, parts) {
    var sums = ColumnSums()
    sums.add(values + half * 16, rows: rows, stride: columns)
    result.store(sums.total, half * 16)
  }
}

/// Of 16 columns: four sums at a time, since one would wait for each addition.
struct ColumnSums {
  private var s0 = Vector()
  private var s1 = Vector()
  private var s2 = Vector()
  private var s3 = Vector()

  @inline(__always) init() {}

  @inline(__always) mutating func load(_ values: Floats) {
    s0 = values.vector(0)
    s1 = values.vector(16)
    s2 = values.vector(32)
    s3 = values.vector(48)
  }

  @inline(__always) func store(to values: Floats) {
    values.store(s0, 0)
    values.store(s1, 16)
    values.store(s2, 32)
    values.store(s3, 48)
  }

  /// Rows from a multiple of four on, and to one or to the last row.
  @inline(__always) mutating func add(_ values: Floats, rows: Int, stride: Int) {
    var row = 0
    while row + 4 <= rows {
      let start = row * stride
      s0 += values.vector(start)
      s1 += values.vector(start + stride)
      s2 += values.vector(start + 2 * stride)
      s3 += values.vector(start + 3 * stride)
      row += 4
    }
    while row < rows {
      s0 += values.vector(row * stride)
      row += 1
    }
  }

  /// Likewise, of a half panel.
  @inline(__always) mutating func add(_ panels: Panels, _ half: Int, _ rows: Range<Int>) {
    let stride = panelStride(half, columns: panels.columns)
    let start = panels.values + panelStart(half, panelRows: panels.rows) + rows.lowerBound * stride
    add(start, rows: rows.count, stride: stride)
  }

  @inline(__always) var total: Vector { (s0 + s1) + (s2 + s3) }
}
