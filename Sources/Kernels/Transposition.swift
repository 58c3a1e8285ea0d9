internal import Operations

/// target: each matrix of source transposed.
func transpose(_ op: Transpose, part: Int, parts: Int) {
  let rows = op.source.rows / op.matrices
  let columns = op.source.columns
  let size = Panels.size(rows: columns, columns: rows)
  let own =
    op.ownership.map { OwnedPart($0, rows: op.source.rows, columns: columns, part, parts) }
    ?? OwnedPart(rows: share(op.source.rows, part, parts), halves: 0..<halfPanels(columns))
  for row in own.rows {
    let target = op.target + row / rows * size
    let column = row % rows
    let targetStart = panelStart(column / 16, panelRows: columns) + column % 16
    let targetStride = panelStride(column / 16, columns: rows)
    for half in own.halves {
      let source =
        op.source.values + panelStart(half, panelRows: op.source.rows) + row * panelStride(half, columns: columns)
      for lane in 0..<min(16, columns - half * 16) {
        target[targetStart + (half * 16 + lane) * targetStride] = source[lane]
      }
    }
  }
}
