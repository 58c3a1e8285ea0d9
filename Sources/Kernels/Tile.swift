/// The product of a few rows with 16 or 32 columns, held in registers: all of the engine's matrix products and
/// convolutions run through here. Each element is one sum in the order of k, whatever the tile, the number of threads
/// or the processor.

/// Where the rows of the left factor lie: four neighbours are `rowStride` apart, steps of k `step` apart. k runs
/// through `outer` × `inner` segments of `run` steps.
struct RowWalk {
  var rowStride: Int
  var step: Int
  var outer = 1
  var outerStride = 0
  var inner = 1
  var innerStride = 0
  var run: Int
}

typealias Rows = UnsafePointer<Float>

/// Four rows of 16 columns.
struct Quad16 {
  var r0 = Vector()
  var r1 = Vector()
  var r2 = Vector()
  var r3 = Vector()

  @inline(__always) mutating func accumulate(_ rows: Rows, _ stride: Int, _ right: Vector) {
    r0.accumulate(Vector(repeating: rows[0]), right)
    r1.accumulate(Vector(repeating: rows[stride]), right)
    r2.accumulate(Vector(repeating: rows[2 * stride]), right)
    r3.accumulate(Vector(repeating: rows[3 * stride]), right)
  }

  @inline(__always) mutating func forEach(_ body: (Int, inout Vector) -> Void) {
    body(0, &r0)
    body(1, &r1)
    body(2, &r2)
    body(3, &r3)
  }

  @inline(__always) subscript(row: Int) -> Vector {
    get { row < 2 ? (row == 0 ? r0 : r1) : (row == 2 ? r2 : r3) }
    set {
      switch row {
      case 0: r0 = newValue
      case 1: r1 = newValue
      case 2: r2 = newValue
      default: r3 = newValue
      }
    }
  }
}

/// Four rows of 32 columns.
struct Quad32 {
  var low = Quad16()
  var high = Quad16()

  @inline(__always) mutating func accumulate(_ rows: Rows, _ stride: Int, _ right: Vector, _ farRight: Vector) {
    let v0 = Vector(repeating: rows[0])
    low.r0.accumulate(v0, right)
    high.r0.accumulate(v0, farRight)
    let v1 = Vector(repeating: rows[stride])
    low.r1.accumulate(v1, right)
    high.r1.accumulate(v1, farRight)
    let v2 = Vector(repeating: rows[2 * stride])
    low.r2.accumulate(v2, right)
    high.r2.accumulate(v2, farRight)
    let v3 = Vector(repeating: rows[3 * stride])
    low.r3.accumulate(v3, right)
    high.r3.accumulate(v3, farRight)
  }
}

@inline(__always) func product32(
  _ a0: Rows, _ a1: Rows, _ a2: Rows, _ walk: RowWalk, _ right: Rows, _ rightStride: Int,
  _ q0: inout Quad32, _ q1: inout Quad32, _ q2: inout Quad32
) {
  var t0 = q0
  var t1 = q1
  var t2 = q2
  var right = right
  let stride = walk.rowStride
  for outer in 0..<walk.outer {
    for inner in 0..<walk.inner {
      let offset = outer * walk.outerStride + inner * walk.innerStride
      var p0 = a0 + offset
      var p1 = a1 + offset
      var p2 = a2 + offset
      for _ in 0..<walk.run {
        let near = right.vector(0)
        let far = right.vector(16)
        t0.accumulate(p0, stride, near, far)
        t1.accumulate(p1, stride, near, far)
        t2.accumulate(p2, stride, near, far)
        p0 += walk.step
        p1 += walk.step
        p2 += walk.step
        right += rightStride
      }
    }
  }
  q0 = t0
  q1 = t1
  q2 = t2
}

@inline(__always) func product32(
  _ a: Rows, _ walk: RowWalk, _ right: Rows, _ rightStride: Int, _ q: inout Quad32
) {
  var t = q
  var right = right
  for outer in 0..<walk.outer {
    for inner in 0..<walk.inner {
      var p = a + (outer * walk.outerStride + inner * walk.innerStride)
      for _ in 0..<walk.run {
        t.accumulate(p, walk.rowStride, right.vector(0), right.vector(16))
        p += walk.step
        right += rightStride
      }
    }
  }
  q = t
}

#if WIDE
@inline(__always) func product16(
  _ a0: Rows, _ a1: Rows, _ a2: Rows, _ walk: RowWalk, _ right: Rows, _ rightStride: Int,
  _ q0: inout Quad16, _ q1: inout Quad16, _ q2: inout Quad16
) {
  var t0 = q0
  var t1 = q1
  var t2 = q2
  var right = right
  let stride = walk.rowStride
  for outer in 0..<walk.outer {
    for inner in 0..<walk.inner {
      let offset = outer * walk.outerStride + inner * walk.innerStride
      var p0 = a0 + offset
      var p1 = a1 + offset
      var p2 = a2 + offset
      for _ in 0..<walk.run {
        let near = right.vector(0)
        t0.accumulate(p0, stride, near)
        t1.accumulate(p1, stride, near)
        t2.accumulate(p2, stride, near)
        p0 += walk.step
        p1 += walk.step
        p2 += walk.step
        right += rightStride
      }
    }
  }
  q0 = t0
  q1 = t1
  q2 = t2
}
#else
/// Six rows of 16 columns: as many sums as registers of half the width hold.
struct Six16 {
  var four = Quad16()
  var r4 = Vector()
  var r5 = Vector()

  @inline(__always) mutating func accumulate(_ rows: Rows, _ two: Rows, _ stride: Int, _ right: Vector) {
    four.accumulate(rows, stride, right)
    r4.accumulate(Vector(repeating: two[0]), right)
    r5.accumulate(Vector(repeating: two[stride]), right)
  }
}

@inline(__always) func product16(
  _ a0: Rows, _ a1: Rows, _ a2: Rows, _ walk: RowWalk, _ right: Rows, _ rightStride: Int,
  _ q0: inout Quad16, _ q1: inout Quad16, _ q2: inout Quad16
) {
  let upper = sixRows(a0, a1, walk, right, rightStride)
  let lower = sixRows(a2, a1 + 2 * walk.rowStride, walk, right, rightStride)
  q0 = upper.four
  q1 = Quad16(r0: upper.r4, r1: upper.r5, r2: lower.r4, r3: lower.r5)
  q2 = lower.four
}

/// A function of its own: among other values the compiler would keep some of the sums in memory.
@inline(never) private func sixRows(
  _ four: Rows, _ two: Rows, _ walk: RowWalk, _ right: Rows, _ rightStride: Int
) -> Six16 {
  var sums = Six16()
  var right = right
  for outer in 0..<walk.outer {
    for inner in 0..<walk.inner {
      let offset = outer * walk.outerStride + inner * walk.innerStride
      var p0 = four + offset
      var p1 = two + offset
      for _ in 0..<walk.run {
        sums.accumulate(p0, p1, walk.rowStride, right.vector(0))
        p0 += walk.step
        p1 += walk.step
        right += rightStride
      }
    }
  }
  return sums
}
#endif

@inline(__always) func product16(
  _ a: Rows, _ walk: RowWalk, _ right: Rows, _ rightStride: Int, _ q: inout Quad16
) {
  var t = q
  var right = right
  for outer in 0..<walk.outer {
    for inner in 0..<walk.inner {
      var p = a + (outer * walk.outerStride + inner * walk.innerStride)
      for _ in 0..<walk.run {
        t.accumulate(p, walk.rowStride, right.vector(0))
        p += walk.step
        right += rightStride
      }
    }
  }
  q = t
}
