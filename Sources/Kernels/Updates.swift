internal import Operations

/// One pass over the parameters: each rule as Keras 3 states it.
func update(_ op: Update, learningRate: Float, part: Int, parts: Int) {
  let range = share(op.count, unit: 16, part, parts)
  switch op.rule {
  case .sgd:
    for i in stride(from: range.lowerBound, to: range.upperBound, by: 16) {
      op.values.store(op.values.vector(i) - op.gradients.vector(i) * learningRate, i)
    }
  case .momentum(let momentum, let nesterov):
    for i in stride(from: range.lowerBound, to: range.upperBound, by: 16) {
      let step = op.gradients.vector(i) * learningRate
      let velocity = op.first.vector(i) * momentum - step
      op.first.store(velocity, i)
      op.values.store(op.values.vector(i) + (nesterov ? velocity * momentum - step : velocity), i)
    }
  case .adam:
    for i in stride(from: range.lowerBound, to: range.upperBound, by: 16) {
      let g = op.gradients.vector(i)
      var m = op.first.vector(i)
      var v = op.second.vector(i)
      m += (g - m) * 0.1
      v += (g * g - v) * 0.001
      op.first.store(m, i)
      op.second.store(v, i)
      op.values.store(op.values.vector(i) - m * learningRate / (v.squareRoot() + 1e-7), i)
    }
  case .rmsprop(let momentum):
    for i in stride(from: range.lowerBound, to: range.upperBound, by: 16) {
      let g = op.gradients.vector(i)
      let v = op.second.vector(i) * 0.9 + g * g * 0.1
      op.second.store(v, i)
      var step = g * learningRate / (v + 1e-7).squareRoot()
      if momentum > 0 {
        step += op.first.vector(i) * momentum
        op.first.store(step, i)
      }
      op.values.store(op.values.vector(i) - step, i)
    }
  }
}

/// target: each matrix of source transposed.
func transpose(_ op: Transpose, part: Int, parts: Int) {
  let rows = op.source.rows / op.matrices
  let columns = op.source.columns
  let size = Panels.size(rows: columns, columns: rows)
  for row in share(op.source.rows, part, parts) {
    let target = op.target + row / rows * size
    let column = row % rows
    let targetStart = panelStart(column / 16, panelRows: columns) + column % 16
    let targetStride = panelStride(column / 16, columns: rows)
    for half in 0..<halves(columns) {
      let source =
        op.source.values + panelStart(half, panelRows: op.source.rows) + row * panelStride(half, columns: columns)
      for lane in 0..<min(16, columns - half * 16) {
        target[targetStart + (half * 16 + lane) * targetStride] = source[lane]
      }
    }
  }
}
