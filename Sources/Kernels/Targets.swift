internal import Operations

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

  @inline(__always) func finish(_ sums: Quad16, _ place: Place, _ half: Int) {
    store(sums.r0, place.o0, half)
    if place.count > 1 { store(sums.r1, place.o1, half) }
    if place.count > 2 { store(sums.r2, place.o2, half) }
    if place.count > 3 { store(sums.r3, place.o3, half) }
  }
}
