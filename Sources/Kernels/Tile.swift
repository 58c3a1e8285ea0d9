#if WIDE
internal import CProcessor
#endif

/// The product of a few rows with 16 or 32 columns, held in registers: all of the engine's matrix products and
/// convolutions run through here. Each element is one sum in the order of k, whatever the tile, the number of threads
/// or the processor.
protocol Tile {
  init()
  /// Adds one step of k: three times four rows, `stride` apart in each, times the columns at `right`.
  mutating func accumulate(_ rows: Factors, _ stride: Int, _ right: Rows)
}

typealias Rows = UnsafePointer<Float>

/// Where three times four rows start.
struct Factors {
  var a0: Rows
  var a1: Rows
  var a2: Rows

  @inline(__always) static func + (rows: Factors, offset: Int) -> Factors {
    Factors(a0: rows.a0 + offset, a1: rows.a1 + offset, a2: rows.a2 + offset)
  }

  @inline(__always) func advanced(by step: Int) -> Factors {
    #if WIDE
    Factors(a0: unknown(a0 + step), a1: unknown(a1 + step), a2: unknown(a2 + step))
    #else
    self + step
    #endif
  }
}

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

/// Four rows of 16 columns.
struct Quad16: Quad {
  var r0 = Vector()
  var r1 = Vector()
  var r2 = Vector()
  var r3 = Vector()

  @inline(__always) mutating func accumulate(_ rows: Rows, _ stride: Int, _ right: Rows) {
    let near = right.vector(0)
    r0.accumulate(Vector(repeating: rows[0]), near)
    r1.accumulate(Vector(repeating: rows[stride]), near)
    r2.accumulate(Vector(repeating: rows[2 * stride]), near)
    r3.accumulate(Vector(repeating: rows[3 * stride]), near)
  }

  @inline(__always) func finish(_ target: some Target, _ place: Place, _ half: Int) { target.finish(self, place, half) }

  @inline(__always) mutating func forEach(_ body: (Int, inout Vector) -> Void) {
    body(0, &r0)
    body(1, &r1)
    body(2, &r2)
    body(3, &r3)
  }

  @inline(__always) subscript(row: Int) -> Vector {
    row < 2 ? (row == 0 ? r0 : r1) : (row == 2 ? r2 : r3)
  }
}

/// Four rows whose sums go to a target.
protocol Quad: Tile {
  mutating func accumulate(_ rows: Rows, _ stride: Int, _ right: Rows)
  func finish(_ target: some Target, _ place: Place, _ half: Int)
}

extension Quad {
  @inline(__always) mutating func accumulate(_ rows: Factors, _ stride: Int, _ right: Rows) {
    accumulate(rows.a0, stride, right)
  }
}

#if WIDE
/// Four rows of 32 columns.
struct Quad32: Quad {
  var low = Quad16()
  var high = Quad16()

  @inline(__always) mutating func accumulate(_ rows: Rows, _ stride: Int, _ right: Rows) {
    let near = right.vector(0)
    let far = right.vector(16)
    let v0 = Vector(repeating: rows[0])
    low.r0.accumulate(v0, near)
    high.r0.accumulate(v0, far)
    let v1 = Vector(repeating: rows[stride])
    low.r1.accumulate(v1, near)
    high.r1.accumulate(v1, far)
    let v2 = Vector(repeating: rows[2 * stride])
    low.r2.accumulate(v2, near)
    high.r2.accumulate(v2, far)
    let v3 = Vector(repeating: rows[3 * stride])
    low.r3.accumulate(v3, near)
    high.r3.accumulate(v3, far)
  }

  @inline(__always) func finish(_ target: some Target, _ place: Place, _ half: Int) {
    target.finish(low, place, half)
    target.finish(high, place, half + 1)
  }
}

/// Twelve rows.
struct Triple<Part: Quad>: Tile {
  var q0 = Part()
  var q1 = Part()
  var q2 = Part()

  @inline(__always) mutating func accumulate(_ rows: Factors, _ stride: Int, _ right: Rows) {
    q0.accumulate(rows.a0, stride, right)
    q1.accumulate(rows.a1, stride, right)
    q2.accumulate(rows.a2, stride, right)
  }
}
#elseif arch(arm64) || (arch(x86_64) && FUSED)
/// Six rows of 16 columns, four and half of the next four: as many sums as registers of half the width hold.
struct Six16: Tile {
  var four = Quad16()
  var r4 = Vector()
  var r5 = Vector()

  @inline(__always) mutating func accumulate(_ rows: Factors, _ stride: Int, _ right: Rows) {
    four.accumulate(rows.a0, stride, right)
    let near = right.vector(0)
    r4.accumulate(Vector(repeating: rows.a1[0]), near)
    r5.accumulate(Vector(repeating: rows.a1[stride]), near)
  }
}
#else
/// Four rows of 8 columns: with what is multiplied, as many vectors of four lanes as sixteen registers hold.
struct Quad8 {
  var r0 = SIMD8<Float>()
  var r1 = SIMD8<Float>()
  var r2 = SIMD8<Float>()
  var r3 = SIMD8<Float>()

  @inline(__always) mutating func accumulate(_ a0: Rows, _ a1: Rows, _ a2: Rows, _ a3: Rows, _ right: Rows) {
    let columns = UnsafeRawPointer(right).loadUnaligned(as: SIMD8<Float>.self)
    r0.accumulate(SIMD8(repeating: a0[0]), columns)
    r1.accumulate(SIMD8(repeating: a1[0]), columns)
    r2.accumulate(SIMD8(repeating: a2[0]), columns)
    r3.accumulate(SIMD8(repeating: a3[0]), columns)
  }
}

extension Quad16 {
  @inline(__always) init(_ low: Quad8, _ high: Quad8) {
    self.init(
      r0: Vector(lowHalf: low.r0, highHalf: high.r0), r1: Vector(lowHalf: low.r1, highHalf: high.r1),
      r2: Vector(lowHalf: low.r2, highHalf: high.r2), r3: Vector(lowHalf: low.r3, highHalf: high.r3))
  }
}
#endif
