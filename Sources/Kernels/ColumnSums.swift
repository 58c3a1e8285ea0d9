internal import Operations

/// See `ShiftBias`.
func shiftBias(_ op: ShiftBias, part: Int, parts: Int) {
  for half in shareOfColumns(op.weights.columns, part, parts) {
    let start = panelStart(half, panelRows: op.weights.rows)
    let stride = panelStride(half, columns: op.weights.columns)
    var sums = (Vector(), Vector(), Vector(), Vector())
    var row = 0
    while row + 4 <= op.weights.rows {
      let place = start + row * stride
      sums.0 += op.weights.values.vector(place)
      sums.1 += op.weights.values.vector(place + stride)
      sums.2 += op.weights.values.vector(place + 2 * stride)
      sums.3 += op.weights.values.vector(place + 3 * stride)
      row += 4
    }
    while row < op.weights.rows {
      sums.0 += op.weights.values.vector(start + row * stride)
      row += 1
    }
    let total = (sums.0 + sums.1) + (sums.2 + sums.3)
    op.target.store(op.bias.vector(half * 16).accumulating(total, op.background), half * 16)
  }
}

/// sums (columns) of values (rows, columns).
func columnSums(_ values: Floats, rows: Int, columns: Int, into sums: Floats, _ part: Int, _ parts: Int) {
  for half in shareOfColumns(columns, part, parts) {
    // Four sums at a time, since one would wait for each addition.
    var partial = (Vector(), Vector(), Vector(), Vector())
    var row = 0
    while row + 4 <= rows {
      let start = row * columns + half * 16
      partial.0 += values.vector(start)
      partial.1 += values.vector(start + columns)
      partial.2 += values.vector(start + 2 * columns)
      partial.3 += values.vector(start + 3 * columns)
      row += 4
    }
    while row < rows {
      partial.0 += values.vector(row * columns + half * 16)
      row += 1
    }
    sums.store((partial.0 + partial.1) + (partial.2 + partial.3), half * 16)
  }
}
