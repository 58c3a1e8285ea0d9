internal import Operations

/// The part of a matrix of weights that a thread takes.
struct OwnedPart {
  var rows: Range<Int>
  var halves: Range<Int>

  init(rows: Range<Int>, halves: Range<Int>) {
    self.rows = rows
    self.halves = halves
  }

  /// So many of its rows, one time after the other.
  @inline(__always) func forRows(atATime count: Int, _ body: (OwnedPart) -> Void) {
    for row in stride(from: rows.lowerBound, to: rows.upperBound, by: count) {
      body(OwnedPart(rows: row..<min(row + count, rows.upperBound), halves: halves))
    }
  }

  init(_ ownership: Ownership, rows: Int, columns: Int, _ part: Int, _ parts: Int) {
    self.rows = 0..<rows
    halves = 0..<halfPanels(columns)
    switch ownership {
    case .columns: halves = shareOfColumns(columns, part, parts)
    case .rows: self.rows = share(rows, unit: 12, part, parts)
    case .inputs: self.rows = InputParts(inputs: rows, samples: 0).range(share(InputParts.count, part, parts))
    }
  }
}

extension Vector {
  /// 0 where there is next to nothing. What decays for long, such as the moments of a pixel that is seldom inked, would
  /// end below 2⁻¹²⁶, where some processors take a hundred times as long, and changes no weight long before.
  @inline(__always) fileprivate var settled: Vector {
    replacing(with: 0, where: (self .< 1e-30) .& (self .> -1e-30))
  }
}

/// What an optimizer does with one gradient, as Keras 3 states it.
protocol UpdateRule {
  /// - Parameter i: where its 16 parameters start.
  func take(_ gradient: Vector, _ i: Int)
}

struct GradientDescent: UpdateRule {
  private let values: Floats
  private let rate: Float

  init(_ op: Update, _ state: BatchState) {
    values = op.values.values
    rate = state.learningRate
  }

  @inline(__always) func take(_ gradient: Vector, _ i: Int) { values.store(values.vector(i) - gradient * rate, i) }
}

private struct Momentum: UpdateRule {
  let values: Floats
  let velocities: Floats
  let rate: Float
  let momentum: Float
  let nesterov: Bool

  @inline(__always) func take(_ gradient: Vector, _ i: Int) {
    let step = gradient * rate
    let velocity = (velocities.vector(i) * momentum - step).settled
    velocities.store(velocity, i)
    values.store(values.vector(i) + (nesterov ? velocity * momentum - step : velocity), i)
  }
}

struct Adam: UpdateRule {
  private let values: Floats
  private let first: Floats
  private let second: Floats
  private let rate: Float

  init(_ op: Update, _ state: BatchState) {
    values = op.values.values
    first = op.first
    second = op.second
    rate = state.learningRate
  }

  @inline(__always) func take(_ gradient: Vector, _ i: Int) {
    var m = first.vector(i)
    var v = second.vector(i)
    m += (gradient - m) * 0.1
    v += (gradient * gradient - v) * 0.001
    m = m.settled
    first.store(m, i)
    second.store(v, i)
    values.store(values.vector(i) - m * rate / (v.squareRoot() + 1e-7), i)
  }
}

private struct RMSprop: UpdateRule {
  let values: Floats
  let first: Floats
  let second: Floats
  let rate: Float
  let momentum: Float

  @inline(__always) func take(_ gradient: Vector, _ i: Int) {
    let v = (second.vector(i) * 0.9 + gradient * gradient * 0.1).settled
    second.store(v, i)
    var step = gradient * rate / (v + 1e-7).squareRoot()
    if momentum > 0 {
      step = (step + first.vector(i) * momentum).settled
      first.store(step, i)
    }
    values.store(values.vector(i) - step, i)
  }
}

/// One pass over the parameters.
func update(_ op: Update, state: BatchState, part: Int, parts: Int) {
  let own = OwnedPart(op.ownership, rows: op.values.rows, columns: op.values.columns, part, parts)
  take(op, op.gradients, own, state)
}

/// The parameters of a part, by gradients that lie likewise.
func take(_ op: Update, _ gradients: Floats, _ own: OwnedPart, _ state: BatchState) {
  let (values, rate) = (op.values.values, state.learningRate)
  switch op.rule {
  case .sgd: take(op, gradients, own, state, by: GradientDescent(op, state))
  case .momentum(let momentum, let nesterov):
    take(
      op, gradients, own, state,
      by: Momentum(values: values, velocities: op.first, rate: rate, momentum: momentum, nesterov: nesterov))
  case .adam: take(op, gradients, own, state, by: Adam(op, state))
  case .rmsprop(let momentum):
    take(
      op, gradients, own, state,
      by: RMSprop(values: values, first: op.first, second: op.second, rate: rate, momentum: momentum))
  }
}

@inline(__always) private func take(
  _ op: Update, _ gradients: Floats, _ own: OwnedPart, _ state: BatchState, by rule: some UpdateRule
) {
  let chunks = op.partialSize == 0 ? 1 : (state.count + state.chunk - 1) / state.chunk
  let panels = op.values
  let partialSize = op.partialSize
  var half = own.halves.lowerBound
  while half < own.halves.upperBound {
    let start = panelStart(half, panelRows: panels.rows)
    let stride = panelStride(half, columns: panels.columns)
    // Both halves of a panel lie side by side.
    let isWhole = stride == 16 || half % 2 == 0 && half + 1 < own.halves.upperBound
    let step = isWhole ? 16 : stride
    var offset = start + own.rows.lowerBound * stride
    let end = start + own.rows.upperBound * stride
    while offset < end {
      // The chunks' sums added up in their order.
      var sum = gradients.vector(offset)
      for chunk in 1..<max(chunks, 1) { sum += gradients.vector(offset + chunk * partialSize) }
      rule.take(sum, offset)
      offset += step
    }
    half += isWhole && stride == 32 ? 2 : 1
  }
}
