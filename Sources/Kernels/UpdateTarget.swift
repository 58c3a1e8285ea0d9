internal import Operations

/// Gradients of weights that an optimizer takes as they come, and that so are never stored: what divides and takes roots
/// waits while other parts of the processor go on with the next sums.
struct UpdateTarget<Rule: UpdateRule>: Target {
  let rule: Rule
  let panels: Panels
  /// All rows' sums get `background` times these (columns) added.
  let columnSums: Floats?
  let background: Float
  /// Room for four vectors.
  let scratch: Floats

  @inline(__always) func finish(_ sums: Quad16, _ place: Place, _ half: Int) {
    scratch.store(sums.r0, 0)
    scratch.store(sums.r1, 16)
    scratch.store(sums.r2, 32)
    scratch.store(sums.r3, 48)
    take(place.o0, place.count, half)
  }

  /// - Parameters:
  ///   - row: the first of `count` neighbours.
  @inline(never) private func take(_ row: Int, _ count: Int, _ half: Int) {
    let stride = panelStride(half, columns: panels.columns)
    var position = panelStart(half, panelRows: panels.rows) + row * stride
    for index in 0..<count {
      var gradient = scratch.vector(index * 16)
      if let columnSums { gradient.accumulate(columnSums.vector(half * 16), Vector(repeating: background)) }
      rule.take(gradient, position)
      position += stride
    }
  }
}
