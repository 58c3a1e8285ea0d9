#if arch(wasm32) || (arch(x86_64) && !FUSED)
/// A step of k of four rows, which so come from memory in the order of their use.
struct PackedStep {
  var a0: Float
  var a1: Float
  var a2: Float
  var a3: Float
  /// From the right factor's start.
  var offset: Int32
}

/// The steps of k in which one of four rows is not zero: in images most pixels are, and adding their products changes no
/// sum where the other factor is finite.
struct PackedRows {
  private let steps: UnsafeMutablePointer<PackedStep>
  private var end: UnsafeMutablePointer<PackedStep>

  /// - Parameter steps: room for all steps of the walk, and one more.
  init(_ steps: UnsafeMutablePointer<PackedStep>) {
    self.steps = steps
    end = steps
  }

  /// - Parameter walk: one segment of k, and one of its strides 1.
  @inline(__always) mutating func pack(_ start: Rows, _ walk: RowWalk, _ rightStride: Int) {
    end =
      walk.step == 1
      ? packAlong(start, walk, rightStride, into: steps) : packAcross(start, walk, rightStride, into: steps)
  }

  /// A function of its own: among other values browsers would keep some of the sums in memory.
  @inline(never) func product(_ right: Rows) -> Quad8 {
    var sums = Quad8()
    var step = steps
    while step < end {
      let factors = Rows(UnsafeRawPointer(step).assumingMemoryBound(to: Float.self))
      sums.accumulate(factors, factors + 1, factors + 2, factors + 3, right + Int(step.pointee.offset))
      step += 1
    }
    return sums
  }
}

/// Where the steps of k lie side by side: four of them at a time.
@inline(never) private func packAlong(
  _ start: Rows, _ walk: RowWalk, _ rightStride: Int, into steps: UnsafeMutablePointer<PackedStep>
) -> UnsafeMutablePointer<PackedStep> {
  let stride = walk.rowStride
  var rows = (start, start + stride, start + 2 * stride, start + 3 * stride)
  var next = steps
  var offset = 0
  for _ in 0..<walk.run / 4 {
    let (v0, v1, v2, v3) = (rows.0.four(0), rows.1.four(0), rows.2.four(0), rows.3.four(0))
    let used = isUsed(v0, v1, v2, v3)
    let halves = unsafeBitCast(used, to: SIMD2<UInt64>.self)
    if halves.x | halves.y != 0 {
      let columns = transposed(v0, v1, v2, v3)
      next.put(columns.0, offset, isUsed: used[0])
      next.put(columns.1, offset + rightStride, isUsed: used[1])
      next.put(columns.2, offset + 2 * rightStride, isUsed: used[2])
      next.put(columns.3, offset + 3 * rightStride, isUsed: used[3])
    }
    rows = (rows.0 + 4, rows.1 + 4, rows.2 + 4, rows.3 + 4)
    offset += 4 * rightStride
  }
  for k in 0..<walk.run % 4 {
    next.put(SIMD4(rows.0[k], rows.1[k], rows.2[k], rows.3[k]), offset, isUsed: 1)
    offset += rightStride
  }
  return next
}

/// Where the four rows' numbers lie side by side.
@inline(never) private func packAcross(
  _ start: Rows, _ walk: RowWalk, _ rightStride: Int, into steps: UnsafeMutablePointer<PackedStep>
) -> UnsafeMutablePointer<PackedStep> {
  var row = start
  var next = steps
  var offset = 0
  for _ in 0..<walk.run {
    let four = row.four(0)
    let halves = unsafeBitCast(four, to: SIMD2<UInt64>.self)
    let both = halves.x | halves.y
    next.put(four, offset, isUsed: isUsed(UInt32(truncatingIfNeeded: both | both >> 32)))
    row += walk.step
    offset += rightStride
  }
  return next
}

extension UnsafeMutablePointer<PackedStep> {
  /// Goes on to the next one if it is used: no branch, which nothing could foretell.
  @inline(__always) fileprivate mutating func put(_ rows: SIMD4<Float>, _ offset: Int, isUsed: UInt32) {
    UnsafeMutableRawPointer(self).storeBytes(of: rows, as: SIMD4<Float>.self)
    pointee.offset = Int32(truncatingIfNeeded: offset)
    self += Int(truncatingIfNeeded: isUsed)
  }
}

/// 0 for the bits of zeros, whatever their signs, else 1.
@inline(__always) private func isUsed(_ bits: UInt32) -> UInt32 { ((bits & 0x7fff_ffff) &+ 0x7fff_ffff) >> 31 }

@inline(__always) private func isUsed(
  _ a: SIMD4<Float>, _ b: SIMD4<Float>, _ c: SIMD4<Float>, _ d: SIMD4<Float>
) -> SIMD4<UInt32> {
  let bits =
    (unsafeBitCast(a, to: SIMD4<UInt32>.self) | unsafeBitCast(b, to: SIMD4<UInt32>.self))
    | (unsafeBitCast(c, to: SIMD4<UInt32>.self) | unsafeBitCast(d, to: SIMD4<UInt32>.self))
  return ((bits & 0x7fff_ffff) &+ 0x7fff_ffff) &>> 31
}
#endif
