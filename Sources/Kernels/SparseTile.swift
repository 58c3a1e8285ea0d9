internal import Operations

/// Which steps of k some rows need: in images most pixels are zero, and adding their products changes no sum, as long as
/// the other factor is finite.
struct Occupancy {
  /// For each list how many steps, which, and a last one that is not taken.
  var steps: UnsafeMutablePointer<Int32>
  /// From one list to the next one.
  var stride: Int
  /// How many tiles of twelve rows have lists.
  var tiles: Int

  #if WIDE
  static let listsPerTile = 1
  #else
  static let listsPerTile = 2
  #endif

  static var rowsPerList: Int { 12 / listsPerTile }

  @inline(__always) func list(_ tile: Int, _ part: Int = 0) -> UnsafeMutablePointer<Int32> {
    steps + (tile * Self.listsPerTile + part) * stride
  }
}

@inline(__always) func sparseProduct32(
  _ a0: Rows, _ a1: Rows, _ a2: Rows, _ walk: RowWalk, _ right: Rows, _ rightStride: Int,
  _ steps: UnsafeMutablePointer<Int32>, _ q0: inout Quad32, _ q1: inout Quad32, _ q2: inout Quad32
) {
  var t0 = q0
  var t1 = q1
  var t2 = q2
  let stride = walk.rowStride
  let end = steps + Int(steps[0])
  var list = steps + 1
  var columns = right + Int(list[0]) * rightStride
  var p0 = a0 + Int(list[0]) * walk.step
  var p1 = a1 + Int(list[0]) * walk.step
  var p2 = a2 + Int(list[0]) * walk.step
  // The next addresses are made behind the products: before them, the compiler would load all factors at once.
  while list <= end {
    let near = columns.vector(0)
    let far = columns.vector(16)
    t0.accumulate(p0, stride, near, far)
    t1.accumulate(p1, stride, near, far)
    t2.accumulate(p2, stride, near, far)
    list += 1
    let k = Int(list[0])
    columns = right + k * rightStride
    p0 = a0 + k * walk.step
    p1 = a1 + k * walk.step
    p2 = a2 + k * walk.step
  }
  q0 = t0
  q1 = t1
  q2 = t2
}

#if WIDE
@inline(__always) func sparseProduct16(
  _ a0: Rows, _ a1: Rows, _ a2: Rows, _ walk: RowWalk, _ right: Rows, _ rightStride: Int,
  _ steps: UnsafeMutablePointer<Int32>, _ q0: inout Quad16, _ q1: inout Quad16, _ q2: inout Quad16
) {
  var t0 = q0
  var t1 = q1
  var t2 = q2
  let stride = walk.rowStride
  let end = steps + Int(steps[0])
  var list = steps + 1
  var columns = right + Int(list[0]) * rightStride
  var p0 = a0 + Int(list[0]) * walk.step
  var p1 = a1 + Int(list[0]) * walk.step
  var p2 = a2 + Int(list[0]) * walk.step
  while list <= end {
    let near = columns.vector(0)
    t0.accumulate(p0, stride, near)
    t1.accumulate(p1, stride, near)
    t2.accumulate(p2, stride, near)
    list += 1
    let k = Int(list[0])
    columns = right + k * rightStride
    p0 = a0 + k * walk.step
    p1 = a1 + k * walk.step
    p2 = a2 + k * walk.step
  }
  q0 = t0
  q1 = t1
  q2 = t2
}
#else
@inline(__always) func sparseProduct16(
  _ a0: Rows, _ a1: Rows, _ a2: Rows, _ walk: RowWalk, _ right: Rows, _ rightStride: Int,
  _ upperSteps: UnsafeMutablePointer<Int32>, _ lowerSteps: UnsafeMutablePointer<Int32>, _ q0: inout Quad16, _ q1: inout Quad16, _ q2: inout Quad16
) {
  let upper = sixRows(a0, a1, walk, right, rightStride, upperSteps)
  let lower = sixRows(a2, a1 + 2 * walk.rowStride, walk, right, rightStride, lowerSteps)
  q0 = upper.four
  q1 = Quad16(r0: upper.r4, r1: upper.r5, r2: lower.r4, r3: lower.r5)
  q2 = lower.four
}

@inline(never) private func sixRows(
  _ four: Rows, _ two: Rows, _ walk: RowWalk, _ right: Rows, _ rightStride: Int, _ steps: UnsafeMutablePointer<Int32>
) -> Six16 {
  var sums = Six16()
  let stride = walk.rowStride
  let end = steps + Int(steps[0])
  var list = steps + 1
  var columns = right + Int(list[0]) * rightStride
  var p0 = four + Int(list[0]) * walk.step
  var p1 = two + Int(list[0]) * walk.step
  while list <= end {
    sums.accumulate(p0, p1, stride, columns.vector(0))
    list += 1
    let k = Int(list[0])
    columns = right + k * rightStride
    p0 = four + k * walk.step
    p1 = two + k * walk.step
  }
  return sums
}
#endif

/// All tiles of a product, as `sweep` takes them; the tiles of twelve rows skip what adds nothing.
@inline(__always) func sparseSweep(
  _ cursor: some Cursor, quads: Int, walk: RowWalk, right: RightFactor, halves range: Range<Int>,
  into target: some Target,
  _ occupancy: Occupancy
) {
  var half = range.lowerBound
  while half < range.upperBound {
    let (start, stride) = right.columns(half)
    #if WIDE
    let isPair = half % 2 == 0 && half + 1 < range.upperBound
    #endif
    var rest = cursor
    for tile in 0..<occupancy.tiles {
      let place0 = rest.next()
      let place1 = rest.next()
      let place2 = rest.next()
      #if WIDE
      if isPair {
        var q0 = Quad32()
        var q1 = Quad32()
        var q2 = Quad32()
        sparseProduct32(
          place0.rows, place1.rows, place2.rows, walk, start, stride, occupancy.list(tile), &q0, &q1, &q2)
        target.finish(q0.low, place0, half)
        target.finish(q0.high, place0, half + 1)
        target.finish(q1.low, place1, half)
        target.finish(q1.high, place1, half + 1)
        target.finish(q2.low, place2, half)
        target.finish(q2.high, place2, half + 1)
        continue
      }
      #endif
      var q0 = Quad16()
      var q1 = Quad16()
      var q2 = Quad16()
      #if WIDE
      sparseProduct16(
        place0.rows, place1.rows, place2.rows, walk, start, stride, occupancy.list(tile), &q0, &q1, &q2)
      #else
      sparseProduct16(
        place0.rows, place1.rows, place2.rows, walk, start, stride, occupancy.list(tile), occupancy.list(tile, 1),
        &q0, &q1, &q2)
      #endif
      target.finish(q0, place0, half)
      target.finish(q1, place1, half)
      target.finish(q2, place2, half)
    }
    #if WIDE
    let end = half + (isPair ? 2 : 1)
    #else
    let end = half + 1
    #endif
    sweep(rest, quads: quads - 3 * occupancy.tiles, walk: walk, right: right, halves: half..<end, into: target)
    half = end
  }
}

/// The bits that the gathering of a product's inputs has left, whole words for each sample.
struct NonzeroBits {
  var words: UnsafePointer<UInt64>
  var perSample: Int
  var inputs: Int

  @inline(__always) init?(_ op: Product) {
    guard let offset = op.nonzeroOffset else { return nil }
    words = UnsafeRawPointer(op.input + offset).assumingMemoryBound(to: UInt64.self)
    perSample = Gather.nonzeroWords(op.weights.rows)
    inputs = op.weights.rows
  }

  /// For some samples at a time, which inputs are not zero in one of them; false where most are, and nothing is done.
  func withTilesOfSamples(_ rows: Range<Int>, _ body: (Occupancy) -> Void) -> Bool {
    withTiles(rows.count / 12, of: inputs, body) { list, steps in
      let first = words + (rows.lowerBound + list * Occupancy.rowsPerList) * perSample
      var count = 0
      for word in 0..<perSample {
        var bits = first[word]
        for row in 1..<Occupancy.rowsPerList { bits |= first[row * perSample + word] }
        while bits != 0 {
          steps[count] = Int32(truncatingIfNeeded: word * 64 + bits.trailingZeroBitCount)
          count += 1
          bits &= bits &- 1
        }
      }
      return count
    }
  }

  /// For some neighbouring inputs, in which of the samples one of them is not zero; likewise.
  func withTilesOfInputs(_ rows: Range<Int>, samples: Range<Int>, _ body: (Occupancy) -> Void) -> Bool {
    let neighbours: UInt64 = 1 << UInt64(Occupancy.rowsPerList) - 1
    return withTiles(rows.count / 12, of: samples.count, body) { list, steps in
      let first = rows.lowerBound + list * Occupancy.rowsPerList
      var count = 0
      for sample in samples {
        let piece = UnsafeRawPointer(words + sample * perSample)
          .loadUnaligned(fromByteOffset: first / 8, as: UInt64.self)
        // Written always, counted where it counts: no branch to be guessed wrong.
        steps[count] = Int32(truncatingIfNeeded: sample - samples.lowerBound)
        count += piece >> UInt64(first % 8) & neighbours == 0 ? 0 : 1
      }
      return count
    }
  }

  /// - Parameter write: writes a list's steps, and gives their number, at most `most`.
  @inline(__always) private func withTiles(
    _ tiles: Int, of most: Int, _ body: (Occupancy) -> Void,
    write: (_ list: Int, _ steps: UnsafeMutablePointer<Int32>) -> Int
  ) -> Bool {
    let lists = tiles * Occupancy.listsPerTile
    let stride = most + 2
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: lists * stride + 1) { memory in
      guard let start = memory.baseAddress else { return false }
      var total = 0
      for list in 0..<lists {
        let steps = start + list * stride
        let count = write(list, steps + 1)
        steps[0] = Int32(truncatingIfNeeded: count)
        steps[count + 1] = 0
        total += count
      }
      // Steps taken in their order need no list.
      guard total < lists * most / 8 * 7 else { return false }
      body(Occupancy(steps: start, stride: stride, tiles: tiles))
      return true
    }
  }
}
