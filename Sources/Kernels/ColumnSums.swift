internal import Operations

/// See `ShiftBias`.
func shiftBias(_ op: ShiftBias, part: Int, parts: Int) {
  for half in shareOfColumns(op.weights.columns, part, parts) {
    let start = op.weights.values + panelStart(half, panelRows: op.weights.rows)
    let total = sum(start, rows: op.weights.rows, stride: panelStride(half, columns: op.weights.columns))
    op.target.store(op.bias.vector(half * 16).accumulating(total, op.background), half * 16)
  }
}

/// sums (columns) of values (rows, columns).
func columnSums(_ values: Floats, rows: Int, columns: Int, into sums: Floats, _ part: Int, _ parts: Int) {
  for half in shareOfColumns(columns, part, parts) {
    sums.store(sum(values + half * 16, rows: rows, stride: columns), half * 16)
  }
}

/// Of the vectors at the start of each row: four sums at a time, since one would wait for each addition.
@inline(__always) private func sum(_ values: Floats, rows: Int, stride: Int) -> Vector {
  var partial = (Vector(), Vector(), Vector(), Vector())
  var row = 0
  while row + 4 <= rows {
    let start = row * stride
    partial.0 += values.vector(start)
    partial.1 += values.vector(start + stride)
    partial.2 += values.vector(start + 2 * stride)
    partial.3 += values.vector(start + 3 * stride)
    row += 4
  }
  while row < rows {
    partial.0 += values.vector(row * stride)
    row += 1
  }
  return (partial.0 + partial.1) + (partial.2 + partial.3)
}
