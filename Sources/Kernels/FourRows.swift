// For registers of four lanes, sixteen of them, as browsers and processors without AVX2 have.
#if !FUSED && !arch(arm64)
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
#endif
