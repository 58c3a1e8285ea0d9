internal import Operations

/// Rows of a row-major matrix, four at a time.
struct MatrixCursor: Cursor {
  var rows: Rows
  var rowStride: Int
  var row: Int
  var end: Int
  var outputStride: Int

  @inline(__always) mutating func next() -> Place {
    let place = Place(
      rows: rows + row * rowStride, count: min(4, end - row), output: row * outputStride, stride: outputStride)
    row += 4
    return place
  }
}

/// Activations (N, columns): the sums get bias and activation and are stored.
struct ActivationTarget: Target {
  var output: Floats
  var columns: Int
  var bias: Floats?
  /// Smaller results are replaced by it: 0 for ReLU, which a NaN passes.
  var floor: Float

  init(output: Floats, columns: Int, bias: Floats?, appliesReLU: Bool) {
    self.output = output
    self.columns = columns
    self.bias = bias
    floor = appliesReLU ? 0 : -.infinity
  }

  @inline(__always) func start(_ place: Place, _ half: Int) -> Quad16 { Quad16() }

  @inline(__always) func finish(_ sums: Quad16, _ place: Place, _ half: Int) {
    let bias = self.bias?.vector(half * 16) ?? Vector()
    var results = sums
    results.forEach { row, sum in
      sum += bias
      sum.replace(with: floor, where: sum .< floor)
    }
    output.store(results, place, half, columns: columns)
  }
}

/// The gradient of a layer's inputs (N, columns), zero where a ReLU gave zero.
struct GradientTarget: Target {
  var output: Floats
  var columns: Int
  /// Outputs of the ReLU (N, columns).
  var mask: Floats

  @inline(__always) func start(_ place: Place, _ half: Int) -> Quad16 { Quad16() }

  @inline(__always) func finish(_ sums: Quad16, _ place: Place, _ half: Int) {
    // Lanes behind the last column come from the next row, or from the slack, and are not stored.
    var results = sums
    results.forEach { row, sum in sum.replace(with: 0, where: mask.vector(place[row] + half * 16) .<= 0) }
    output.store(results, place, half, columns: columns)
  }
}

extension Floats {
  @inline(__always) func store(_ quad: Quad16, _ place: Place, _ half: Int, columns: Int) {
    guard place.count == 4, columns - half * 16 >= 16 else { return storePart(quad, place, half, columns: columns) }
    store(quad.r0, place.o0 + half * 16)
    store(quad.r1, place.o1 + half * 16)
    store(quad.r2, place.o2 + half * 16)
    store(quad.r3, place.o3 + half * 16)
  }

  /// Some of the rows, or of the lanes; apart, for the whole ones to stay fast.
  @inline(never) private func storePart(_ quad: Quad16, _ place: Place, _ half: Int, columns: Int) {
    for row in 0..<place.count { store(quad[row], place[row] + half * 16, count: columns - half * 16) }
  }
}

/// Gradients of weights, in panels.
struct PanelTarget: Target {
  var panels: Panels
  /// Sums are added to what is there. Sums of sums lose fewer digits than a long one.
  var adds: Bool

  @inline(__always) private func store(_ sum: Vector, _ offset: Int, _ half: Int) {
    let position = panelStart(half, panelRows: panels.rows) + offset * panelStride(half, columns: panels.columns)
    panels.values.store(adds ? panels.values.vector(position) + sum : sum, position)
  }

  @inline(__always) func start(_ place: Place, _ half: Int) -> Quad16 { Quad16() }

  @inline(__always) func finish(_ sums: Quad16, _ place: Place, _ half: Int) {
    store(sums.r0, place.o0, half)
    if place.count > 1 { store(sums.r1, place.o1, half) }
    if place.count > 2 { store(sums.r2, place.o2, half) }
    if place.count > 3 { store(sums.r3, place.o3, half) }
  }
}

/// output (N, weights.columns) = input (N, weights.rows) · weights.
func dense(_ op: Product, state: BatchState, part: Int, parts: Int) {
  let rows = op.sharesColumns ? 0..<state.count : shareOfSamples(state, part, parts)
  let columns =
    op.sharesColumns ? share(halfPanels(op.weights.columns), part, parts) : 0..<halfPanels(op.weights.columns)
  let cursor = MatrixCursor(
    rows: op.input, rowStride: op.weights.rows, row: rows.lowerBound, end: rows.upperBound,
    outputStride: op.weights.columns)
  let quads = (rows.upperBound - rows.lowerBound + 3) / 4
  let walk = RowWalk(rowStride: op.weights.rows, step: 1, run: op.weights.rows)
  let right = RightFactor(values: op.weights.values, columns: op.weights.columns, panelRows: op.weights.rows)
  if let mask = op.mask {
    sweep(
      cursor, quads: quads, walk: walk, right: right, halves: columns,
      into: GradientTarget(output: op.output, columns: op.weights.columns, mask: mask))
    return
  }
  let target = ActivationTarget(
    output: op.output, columns: op.weights.columns, bias: op.bias, appliesReLU: op.appliesReLU)
  guard let bits = NonzeroBits(op) else {
    return sweep(cursor, quads: quads, walk: walk, right: right, halves: columns, into: target)
  }
  bits.withTilesOfSamples(rows) {
    sweep(cursor, quads: quads, walk: walk, right: right, halves: columns, into: target, skipping: $0)
  }
}

/// weights (rows, columns) = inputᵀ (rows, N) · output (N, columns), and the bias's gradient.
func denseWeights(_ op: Product, state: BatchState, part: Int, parts: Int) {
  let count = state.count
  let own = OwnedPart(
    op.sharesColumns ? .columns : .rows, rows: op.weights.rows, columns: op.weights.columns, part, parts)
  let rows = own.rows
  // Few enough samples at a time for their pages to stay in the processor's table of addresses.
  for first in stride(from: 0, to: count, by: 256) {
    let cursor = MatrixCursor(
      rows: op.input + first * op.weights.rows, rowStride: 1, row: rows.lowerBound, end: rows.upperBound,
      outputStride: 1)
    let quads = (rows.upperBound - rows.lowerBound + 3) / 4
    let samples = first..<min(first + 256, count)
    let walk = RowWalk(rowStride: 1, step: op.weights.rows, run: samples.count)
    let right = RightFactor(
      values: op.output + first * op.weights.columns, columns: op.weights.columns, panelRows: nil)
    let target = PanelTarget(panels: op.weights, adds: first > 0)
    guard let bits = NonzeroBits(op) else {
      sweep(cursor, quads: quads, walk: walk, right: right, halves: own.halves, into: target)
      continue
    }
    bits.withTilesOfInputs(rows, samples: samples) {
      sweep(cursor, quads: quads, walk: walk, right: right, halves: own.halves, into: target, skipping: $0)
    }
  }
  if let bias = op.bias { columnSums(op.output, rows: count, columns: op.weights.columns, into: bias, part, parts) }
}

/// sums (columns) of values (rows, columns).
func columnSums(_ values: Floats, rows: Int, columns: Int, into sums: Floats, _ part: Int, _ parts: Int) {
  for half in share(halfPanels(columns), part, parts) {
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
