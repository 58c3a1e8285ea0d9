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

/// Whole vectors, without bias or activation.
struct RowTarget: Target {
  var output: Floats

  @inline(__always) func start(_ place: Place, _ half: Int) -> Quad16 { Quad16() }

  @inline(__always) func finish(_ sums: Quad16, _ place: Place, _ half: Int) {
    output.store(sums.r0, place.o0 + half * 16)
    output.store(sums.r1, place.o1 + half * 16)
    output.store(sums.r2, place.o2 + half * 16)
    output.store(sums.r3, place.o3 + half * 16)
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
  /// All rows' sums get `background` times these (columns) added.
  var columnSums: Floats?
  var background: Float = 0

  @inline(__always) private func store(_ rowSum: Vector, _ offset: Int, _ half: Int) {
    var sum = rowSum
    if let columnSums { sum.accumulate(columnSums.vector(half * 16), Vector(repeating: background)) }
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

/// The rows, and the half panels of columns, that a thread takes of a product.
private struct ProductPart {
  var rows: Range<Int>
  var halves: Range<Int>

  init(_ op: Product, _ state: BatchState, _ part: Int, _ parts: Int) {
    let all = halfPanels(op.weights.columns)
    rows = op.sharesColumns ? 0..<state.count : shareOfSamples(state, part, parts)
    halves = op.sharesColumns ? shareOfColumns(op.weights.columns, part, parts) : 0..<all
  }

  var quads: Int { (rows.count + 3) / 4 }

  func cursor(_ op: Product) -> MatrixCursor {
    MatrixCursor(
      rows: op.input, rowStride: op.weights.rows, row: rows.lowerBound, end: rows.upperBound,
      outputStride: op.weights.columns)
  }
}

extension Product {
  fileprivate var walk: RowWalk { RowWalk(rowStride: weights.rows, step: 1, run: weights.rows) }

  fileprivate var right: RightFactor {
    RightFactor(values: weights.values, columns: weights.columns, panelRows: weights.rows)
  }
}

/// output (N, weights.columns) = input (N, weights.rows) · weights.
func dense(_ op: Product, state: BatchState, part: Int, parts: Int) {
  let own = ProductPart(op, state, part, parts)
  if let mask = op.mask { return maskedDense(op, own, mask) }
  let target = ActivationTarget(
    output: op.output, columns: op.weights.columns, bias: op.bias, appliesReLU: op.appliesReLU)
  let isDone = NonzeroBits(op)?.withTilesOfSamples(own.rows) {
    sparseSweep(
      own.cursor(op), quads: own.quads, walk: op.walk, right: op.right, halves: own.halves, into: target, $0)
  }
  if isDone ?? false { return }
  sweep(own.cursor(op), quads: own.quads, walk: op.walk, right: op.right, halves: own.halves, into: target)
}

private func maskedDense(_ op: Product, _ own: ProductPart, _ mask: Floats) {
  let target = GradientTarget(output: op.output, columns: op.weights.columns, mask: mask)
  sweep(own.cursor(op), quads: own.quads, walk: op.walk, right: op.right, halves: own.halves, into: target)
}

/// The weights' gradient over some samples; a function of its own, where strides of 1 stay constants.
private struct WeightsPart {
  var op: Product
  var own: OwnedPart
  var samples: Range<Int>

  private var quads: Int { (own.rows.count + 3) / 4 }

  private var cursor: MatrixCursor {
    MatrixCursor(
      rows: op.input + samples.lowerBound * op.weights.rows, rowStride: 1, row: own.rows.lowerBound,
      end: own.rows.upperBound, outputStride: 1)
  }

  private var walk: RowWalk { RowWalk(rowStride: 1, step: op.weights.rows, run: samples.count) }

  private var right: RightFactor {
    RightFactor(
      values: op.output + samples.lowerBound * op.weights.columns, columns: op.weights.columns, panelRows: nil)
  }

  /// The background counts once, with the first samples.
  private var target: PanelTarget {
    PanelTarget(
      panels: op.weights, adds: samples.lowerBound > 0,
      columnSums: op.background != 0 && samples.lowerBound == 0 ? op.bias : nil, background: op.background)
  }

  func all() {
    sweep(cursor, quads: quads, walk: walk, right: right, halves: own.halves, into: target)
  }

  func sparse(_ occupancy: Occupancy) {
    sparseSweep(cursor, quads: quads, walk: walk, right: right, halves: own.halves, into: target, occupancy)
  }
}

/// weights (rows, columns) = inputᵀ (rows, N) · output (N, columns), and the bias's gradient.
func denseWeights(_ op: Product, state: BatchState, part: Int, parts: Int) {
  let own = OwnedPart(op.ownership, rows: op.weights.rows, columns: op.weights.columns, part, parts)
  if let bias = op.bias {
    columnSums(op.output, rows: state.count, columns: op.weights.columns, into: bias, part, parts)
  }
  // Few enough samples at a time for their pages to stay in the processor's table of addresses.
  for first in stride(from: 0, to: state.count, by: 256) {
    let part = WeightsPart(op: op, own: own, samples: first..<min(first + 256, state.count))
    let isDone = NonzeroBits(op)?.withTilesOfInputs(own.rows, samples: part.samples, part.sparse) ?? false
    if !isDone { part.all() }
  }
}

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
