internal import Operations

/// partials (parts, N, whole panels): what each part of the inputs adds to the outputs.
func denseParts(_ op: Product, state: BatchState, part: Int, parts: Int) {
  guard let partials = op.partials, let layout = op.parts else { return }
  let halves = halfPanels(op.weights.columns)
  for piece in share(InputParts.count, part, parts) {
    let inputs = layout.range(piece)
    // Rows behind the last sample are slack, and have room.
    let rows = (state.count + 3) / 4 * 4
    let cursor = MatrixCursor(
      rows: op.input + layout.place(piece), rowStride: layout.stride, row: 0, end: rows, outputStride: halves * 16)
    sweep(
      cursor, quads: rows / 4, walk: RowWalk(rowStride: layout.stride, step: 1, run: inputs.count),
      right: RightFactor(
        values: op.weights.values, columns: op.weights.columns, panelRows: op.weights.rows,
        firstRow: inputs.lowerBound),
      halves: 0..<halves, into: RowTarget(output: partials + piece * op.partialSize), hasZeros: true)
  }
}

/// output = activation(the sum of partials + bias).
func denseSum(_ op: Product, state: BatchState, part: Int, parts: Int) {
  guard let partials = op.partials else { return }
  let halves = halfPanels(op.weights.columns)
  let floor: Float = op.appliesReLU ? 0 : -.infinity
  for half in 0..<halves {
    let bias = op.bias?.vector(half * 16) ?? Vector()
    let lanes = op.weights.columns - half * 16
    for sample in shareOfSamples(state, part, parts) {
      let first = partials + (sample * halves + half) * 16
      var sum = first.vector(0)
      for piece in 1..<InputParts.count { sum += first.vector(piece * op.partialSize) }
      sum += bias
      sum.replace(with: floor, where: sum .< floor)
      op.output.store(sum, sample * op.weights.columns + half * 16, count: lanes)
    }
  }
}
