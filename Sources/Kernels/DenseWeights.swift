internal import Operations

/// weights (rows, columns) = inputᵀ (rows, N) · output (N, columns), and the bias's gradient; or what an optimizer makes
/// of them.
func denseWeights(_ op: Product, state: BatchState, part: Int, parts: Int) {
  let own = OwnedPart(op.ownership, rows: op.weights.rows, columns: op.weights.columns, part, parts)
  if let bias = op.bias {
    columnSums(op.output, rows: state.count, columns: op.weights.columns, into: bias, part, parts)
  }
  guard let layout = op.parts else {
    return weights(op, Inputs(start: op.input, stride: op.weights.rows), own, state)
  }
  for part in share(InputParts.count, part, parts) {
    let rows = layout.range(part)
    let inputs = Inputs(start: op.input + layout.place(part) - rows.lowerBound, stride: layout.stride)
    weights(op, inputs, OwnedPart(rows: rows, halves: own.halves), state)
  }
}

/// Where the first sample's inputs start, and how far the next one's are.
private struct Inputs {
  var start: Floats
  var stride: Int
}

private func weights(_ op: Product, _ inputs: Inputs, _ own: OwnedPart, _ state: BatchState) {
  if let update = op.update { return updateWeights(op, update, inputs, own, state) }
  // Few enough samples at a time for their pages to stay in the processor's table of addresses, and few enough inputs
  // for their lists to stay in its cache.
  for first in stride(from: 0, to: state.count, by: Product.samplesAtATime) {
    let samples = first..<min(first + Product.samplesAtATime, state.count)
    // The background counts once, with the first samples.
    let target = PanelTarget(
      panels: op.weights, adds: first > 0, columnSums: first == 0 ? op.backgroundSums : nil, background: op.background)
    own.forRows(atATime: 3072) { few in
      WeightsPart(op: op, inputs: inputs, own: few, samples: samples).compute { $0.fill(target, $1) }
    }
  }
}

extension Product {
  /// The sums of columns that a background is multiplied with; nil without one.
  fileprivate var backgroundSums: Floats? { background != 0 ? bias : nil }
}

private func updateWeights(
  _ op: Product, _ update: Update, _ inputs: Inputs, _ own: OwnedPart, _ state: BatchState
) {
  if case .adam = update.rule {
    updateWeights(op, update, inputs, own, state, by: Adam(update, state))
  } else {
    updateWeights(op, update, inputs, own, state, by: GradientDescent(update, state))
  }
}

private func updateWeights(
  _ op: Product, _ update: Update, _ inputs: Inputs, _ own: OwnedPart, _ state: BatchState, by rule: some UpdateRule
) {
  withUnsafeTemporaryAllocation(byteCount: 256, alignment: 64) { memory in
    guard let scratch = memory.baseAddress?.assumingMemoryBound(to: Float.self) else { return }
    let target = UpdateTarget(
      rule: rule, panels: update.values, columnSums: op.backgroundSums, background: op.background, scratch: scratch)
    // Where one group is all, no other one reads the same inputs again.
    own.forRows(atATime: own.halves.count <= FourVectors.halves ? 768 : 192) { few in
      WeightsPart(op: op, inputs: inputs, own: few, samples: 0..<state.count).compute { part, occupancy in
        for half in stride(from: few.halves.lowerBound, to: few.halves.upperBound, by: FourVectors.halves) {
          var part = part
          part.own.halves = half..<min(half + FourVectors.halves, few.halves.upperBound)
          part.fill(target, occupancy)
          if let sums = op.partialSums {
            addUp(update.values, part.own, isFirst: few.rows.lowerBound == 0, into: sums)
          }
        }
      }
    }
  }
}

/// The sums of columns, for a bias's shift; groups are of a multiple of four rows.
private func addUp(_ values: Panels, _ group: OwnedPart, isFirst: Bool, into partialSums: Floats) {
  for half in group.halves {
    var sums = ColumnSums()
    if !isFirst { sums.load(partialSums + half * 64) }
    sums.add(values, half, group.rows)
    sums.store(to: partialSums + half * 64)
  }
}

/// The weights' gradient over some samples; functions of its own, where strides of 1 stay constants.
private struct WeightsPart {
  var op: Product
  var inputs: Inputs
  var own: OwnedPart
  var samples: Range<Int>

  private var quads: Int { (own.rows.count + 3) / 4 }

  private var cursor: MatrixCursor {
    MatrixCursor(
      rows: inputs.start + samples.lowerBound * inputs.stride, rowStride: 1, row: own.rows.lowerBound,
      end: own.rows.upperBound, outputStride: 1)
  }

  private var walk: RowWalk { RowWalk(rowStride: 1, step: inputs.stride, run: samples.count) }

  private var right: RightFactor {
    RightFactor(
      values: op.output + samples.lowerBound * op.weights.columns, columns: op.weights.columns, panelRows: nil)
  }

  /// Inputs that threads share are many, and so most are likely a picture's. One call, which so is inlined.
  private func all(_ target: some Target) {
    sweep(
      cursor, quads: quads, walk: walk, right: right, halves: own.halves, into: target, hasZeros: op.parts != nil)
  }

  private func sparse(_ target: some Target, _ occupancy: Occupancy) {
    sparseSweep(cursor, right: right, halves: own.halves, into: target, occupancy)
  }

  /// - Parameter occupancy: of the same rows.
  func fill(_ target: some Target, _ occupancy: Occupancy?) {
    if let occupancy { sparse(target, occupancy) } else { all(target) }
  }

  /// - Parameter body: fills it, by lists of what is not zero where there are any.
  func compute(_ body: (WeightsPart, Occupancy?) -> Void) {
    let isDone = NonzeroBits(op)?.withListsOfInputs(own.rows, samples: samples) { body(self, $0) }
    if !(isDone ?? false) { body(self, nil) }
  }
}
