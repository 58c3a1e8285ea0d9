internal import Operations

/// The part of a matrix of weights that a thread takes.
struct OwnedPart {
  var rows: Range<Int>
  var halves: Range<Int>

  init(rows: Range<Int>, halves: Range<Int>) {
    self.rows = rows
    self.halves = halves
  }

  init(_ ownership: Ownership, rows: Int, columns: Int, _ part: Int, _ parts: Int) {
    self.rows = 0..<rows
    halves = 0..<halfPanels(columns)
    switch ownership {
    case .columns: halves = shareOfColumns(columns, part, parts)
    case .rows: self.rows = share(rows, unit: 12, part, parts)
    case .inputs: self.rows = shareOfInputs(rows, part, parts)
    }
  }
}

/// One pass over the parameters: each rule as Keras 3 states it.
func update(_ op: Update, state: BatchState, part: Int, parts: Int) {
  let learningRate = state.learningRate
  let chunks = op.partialSize == 0 ? 1 : (state.count + state.chunk - 1) / state.chunk
  let values = op.values.values
  switch op.rule {
  case .sgd:
    forEachVector(op, part, parts) { i in
      values.store(values.vector(i) - gradient(op, chunks, i) * learningRate, i)
    }
  case .momentum(let momentum, let nesterov):
    forEachVector(op, part, parts) { i in
      let step = gradient(op, chunks, i) * learningRate
      let velocity = op.first.vector(i) * momentum - step
      op.first.store(velocity, i)
      values.store(values.vector(i) + (nesterov ? velocity * momentum - step : velocity), i)
    }
  case .adam:
    forEachVector(op, part, parts) { i in
      let g = gradient(op, chunks, i)
      var m = op.first.vector(i)
      var v = op.second.vector(i)
      m += (g - m) * 0.1
      v += (g * g - v) * 0.001
      op.first.store(m, i)
      op.second.store(v, i)
      values.store(values.vector(i) - m * learningRate / (v.squareRoot() + 1e-7), i)
    }
  case .rmsprop(let momentum):
    forEachVector(op, part, parts) { i in
      let g = gradient(op, chunks, i)
      let v = op.second.vector(i) * 0.9 + g * g * 0.1
      op.second.store(v, i)
      var step = g * learningRate / (v + 1e-7).squareRoot()
      if momentum > 0 {
        step += op.first.vector(i) * momentum
        op.first.store(step, i)
      }
      values.store(values.vector(i) - step, i)
    }
  }
}

/// The chunks' sums added up in their order.
@inline(__always) private func gradient(_ op: Update, _ chunks: Int, _ offset: Int) -> Vector {
  var sum = op.gradients.vector(offset)
  for chunk in 1..<max(chunks, 1) { sum += op.gradients.vector(offset + chunk * op.partialSize) }
  return sum
}

/// The offsets of all vectors of 16 parameters that a thread owns.
@inline(__always) private func forEachVector(_ op: Update, _ part: Int, _ parts: Int, _ body: (Int) -> Void) {
  let panels = op.values
  let own = OwnedPart(op.ownership, rows: panels.rows, columns: panels.columns, part, parts)
  var half = own.halves.lowerBound
  while half < own.halves.upperBound {
    let start = panelStart(half, panelRows: panels.rows)
    let stride = panelStride(half, columns: panels.columns)
    let isWhole = stride == 16 || half % 2 == 0 && half + 1 < own.halves.upperBound
    if isWhole {
      var offset = start + own.rows.lowerBound * stride
      let end = start + own.rows.upperBound * stride
      while offset < end {
        body(offset)
        offset += 16
      }
    } else {
      for row in own.rows { body(start + row * stride) }
    }
    half += isWhole && stride == 32 ? 2 : 1
  }
}
