internal import Operations

/// Which steps of k each tile of twelve rows needs: in images most pixels are zero, and adding their products changes no
/// sum, as long as the other factor is finite.
struct Occupancy {
  /// For each tile how many steps, which, and a last one that is not taken.
  var steps: UnsafeMutablePointer<Int32>
  /// From one tile to the next one.
  var stride: Int

  @inline(__always) func tile(_ index: Int) -> UnsafeMutablePointer<Int32> { steps + index * stride }
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

/// All tiles of a product, as `sweep` takes them; the tiles of twelve rows skip what adds nothing.
@inline(__always) func sparseSweep(
  _ cursor: some Cursor, quads: Int, walk: RowWalk, right: RightFactor, halves range: Range<Int>,
  into target: some Target,
  _ occupancy: Occupancy
) {
  var half = range.lowerBound
  while half < range.upperBound {
    let (start, stride) = right.columns(half)
    let isPair = half % 2 == 0 && half + 1 < range.upperBound
    var rest = cursor
    for tile in 0..<quads / 3 {
      let place0 = rest.next()
      let place1 = rest.next()
      let place2 = rest.next()
      let steps = occupancy.tile(tile)
      if isPair {
        var q0 = Quad32()
        var q1 = Quad32()
        var q2 = Quad32()
        sparseProduct32(place0.rows, place1.rows, place2.rows, walk, start, stride, steps, &q0, &q1, &q2)
        target.finish(q0.low, place0, half)
        target.finish(q0.high, place0, half + 1)
        target.finish(q1.low, place1, half)
        target.finish(q1.high, place1, half + 1)
        target.finish(q2.low, place2, half)
        target.finish(q2.high, place2, half + 1)
      } else {
        var q0 = Quad16()
        var q1 = Quad16()
        var q2 = Quad16()
        sparseProduct16(place0.rows, place1.rows, place2.rows, walk, start, stride, steps, &q0, &q1, &q2)
        target.finish(q0, place0, half)
        target.finish(q1, place1, half)
        target.finish(q2, place2, half)
      }
    }
    sweep(
      rest, quads: quads % 3, walk: walk, right: right, halves: half..<half + (isPair ? 2 : 1), into: target)
    half += isPair ? 2 : 1
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

  /// For tiles of twelve samples, which inputs are not zero in one of them; false where most are, and nothing is done.
  func withTilesOfSamples(_ rows: Range<Int>, _ body: (Occupancy) -> Void) -> Bool {
    withTiles(rows.count / 12, of: inputs, body) { tile, steps in
      let first = words + (rows.lowerBound + tile * 12) * perSample
      var count = 0
      for word in 0..<perSample {
        var bits = first[word]
        for row in 1..<12 { bits |= first[row * perSample + word] }
        while bits != 0 {
          steps[count] = Int32(truncatingIfNeeded: word * 64 + bits.trailingZeroBitCount)
          count += 1
          bits &= bits &- 1
        }
      }
      return count
    }
  }

  /// For tiles of twelve neighbouring inputs, in which of the samples one of them is not zero; likewise.
  func withTilesOfInputs(_ rows: Range<Int>, samples: Range<Int>, _ body: (Occupancy) -> Void) -> Bool {
    withTiles(rows.count / 12, of: samples.count, body) { tile, steps in
      let first = rows.lowerBound + tile * 12
      var count = 0
      for sample in samples {
        let piece = UnsafeRawPointer(words + sample * perSample)
          .loadUnaligned(fromByteOffset: first / 8, as: UInt64.self)
        // Written always, counted where it counts: no branch to be guessed wrong.
        steps[count] = Int32(truncatingIfNeeded: sample - samples.lowerBound)
        count += piece >> UInt64(first % 8) & 0xFFF == 0 ? 0 : 1
      }
      return count
    }
  }

  /// - Parameter list: writes a tile's steps, and gives their number, at most `most`.
  @inline(__always) private func withTiles(
    _ tiles: Int, of most: Int, _ body: (Occupancy) -> Void,
    list: (_ tile: Int, _ steps: UnsafeMutablePointer<Int32>) -> Int
  ) -> Bool {
    let stride = most + 2
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: tiles * stride + 1) { memory in
      guard let start = memory.baseAddress else { return false }
      var total = 0
      for tile in 0..<tiles {
        let steps = start + tile * stride
        let count = list(tile, steps + 1)
        steps[0] = Int32(truncatingIfNeeded: count)
        steps[count + 1] = 0
        total += count
      }
      // Steps taken in their order need no list.
      guard total < tiles * most / 8 * 7 else { return false }
      body(Occupancy(steps: start, stride: stride))
      return true
    }
  }
}
