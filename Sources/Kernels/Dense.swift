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
  let bits = NonzeroBits(op)
  let size = bits?.samplesAtATime ?? max(1, own.rows.count)
  for first in stride(from: own.rows.lowerBound, to: own.rows.upperBound, by: size) {
    var group = own
    group.rows = first..<min(first + size, own.rows.upperBound)
    let isDone = bits?.withListsOfSamples(group.rows) {
      sparseSweep(group.cursor(op), right: op.right, halves: own.halves, into: target, $0)
    }
    if isDone ?? false { continue }
    sweep(group.cursor(op), quads: group.quads, walk: op.walk, right: op.right, halves: own.halves, into: target)
  }
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
    sparseSweep(cursor, right: right, halves: own.halves, into: target, occupancy)
  }
}

/// weights (rows, columns) = inputᵀ (rows, N) · output (N, columns), and the bias's gradient.
func denseWeights(_ op: Product, state: BatchState, part: Int, parts: Int) {
  let own = OwnedPart(op.ownership, rows: op.weights.rows, columns: op.weights.columns, part, parts)
  if let bias = op.bias {
    columnSums(op.output, rows: state.count, columns: op.weights.columns, into: bias, part, parts)
  }
  // Few enough samples at a time for their pages to stay in the processor's table of addresses, and few enough inputs
  // for their lists to stay in its cache.
  for first in stride(from: 0, to: state.count, by: 256) {
    for row in stride(from: own.rows.lowerBound, to: own.rows.upperBound, by: 3072) {
      let rows = row..<min(row + 3072, own.rows.upperBound)
      let part = WeightsPart(
        op: op, own: OwnedPart(rows: rows, halves: own.halves), samples: first..<min(first + 256, state.count))
      let isDone = NonzeroBits(op)?.withListsOfInputs(rows, samples: part.samples, part.sparse) ?? false
      if !isDone { part.all() }
    }
  }
}
