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
