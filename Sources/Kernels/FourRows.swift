// For registers of four lanes, sixteen of them, as browsers and processors without AVX2 have.
#if arch(wasm32) || (arch(x86_64) && !FUSED)
/// A function of its own: among other values browsers would keep some of the sums in memory.
@inline(never) private func fourRows(_ factors: Rows, _ walk: RowWalk, _ right: Rows, _ rightStride: Int) -> Quad8 {
  var sums = Quad8()
  var right = right
  for outer in 0..<walk.outer {
    for inner in 0..<walk.inner {
      var a0 = factors + (outer * walk.outerStride + inner * walk.innerStride)
      var a1 = a0 + walk.rowStride
      var a2 = a1 + walk.rowStride
      var a3 = a2 + walk.rowStride
      for _ in 0..<walk.run {
        sums.accumulate(a0, a1, a2, a3, right)
        a0 += walk.step
        a1 += walk.step
        a2 += walk.step
        a3 += walk.step
        right += rightStride
      }
    }
  }
  return sums
}

/// All tiles of a product, of four rows each.
@inline(__always) func sweepOfFours(
  _ cursor: some Cursor, quads: Int, walk: RowWalk, right: RightFactor, halves range: Range<Int>,
  into target: some Target
) {
  var half = range.lowerBound
  while half < range.upperBound {
    let (start, stride) = right.columns(half)
    let width = half % 2 == 0 && half + 1 < range.upperBound ? 2 : 1
    var cursor = cursor
    for _ in 0..<quads {
      let place = cursor.next()
      for number in 0..<width {
        let columns = start + number * 16
        let sums = Quad16(
          fourRows(place.rows, walk, columns, stride), fourRows(place.rows, walk, columns + 8, stride))
        target.finish(sums, place, half + number)
      }
    }
    half += width
  }
}

/// The same, where many of the rows' numbers may be zero; k runs through one segment, and one of its strides is 1.
@inline(__always) func packedSweepOfFours(
  _ cursor: some Cursor, quads: Int, walk: RowWalk, right: RightFactor, halves range: Range<Int>,
  into target: some Target
) {
  withUnsafeTemporaryAllocation(of: PackedStep.self, capacity: walk.run + 1) { steps in
    guard let steps = steps.baseAddress else { return }
    var packed = PackedRows(steps)
    var half = range.lowerBound
    while half < range.upperBound {
      let (start, stride) = right.columns(half)
      let width = half % 2 == 0 && half + 1 < range.upperBound ? 2 : 1
      guard areFinite(start, stride, rows: walk.run, halves: width) else {
        sweepOfFours(cursor, quads: quads, walk: walk, right: right, halves: half..<half + width, into: target)
        half += width
        continue
      }
      var cursor = cursor
      for _ in 0..<quads {
        let place = cursor.next()
        packed.pack(place.rows, walk, stride)
        for number in 0..<width {
          let columns = start + number * 16
          target.finish(Quad16(packed.product(columns), packed.product(columns + 8)), place, half + number)
        }
      }
      half += width
    }
  }
}

/// Zero times infinity is no number.
private func areFinite(_ start: Rows, _ stride: Int, rows: Int, halves: Int) -> Bool {
  var sum = Lanes()
  for row in 0..<rows {
    for place in Swift.stride(from: 0, to: halves * 16, by: laneCount) { sum += start.lanes(row * stride + place) * 0 }
  }
  return sum == Lanes()
}
#endif
