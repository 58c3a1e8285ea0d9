/// Four neighbouring rows of a product: where their left factors start, and where each row's results go.
struct Place {
  var rows: Rows
  /// How many of the four rows exist; the others read slack and are dropped.
  var count: Int
  var o0: Int
  var o1: Int
  var o2: Int
  var o3: Int

  @inline(__always) init(rows: Rows, count: Int, output: Int, stride: Int) {
    self.rows = rows
    self.count = count
    o0 = output
    o1 = output + stride
    o2 = output + 2 * stride
    o3 = output + 3 * stride
  }

  @inline(__always) var factors: Factors { Factors(a0: rows, a1: rows, a2: rows) }

  @inline(__always) subscript(row: Int) -> Int { row < 2 ? (row == 0 ? o0 : o1) : (row == 2 ? o2 : o3) }
}

/// Gives the places of a product's rows one after the other.
protocol Cursor {
  mutating func next() -> Place
}

/// Twelve rows of a product.
struct Places {
  var p0: Place
  var p1: Place
  var p2: Place

  @inline(__always) init(_ cursor: inout some Cursor) {
    p0 = cursor.next()
    p1 = cursor.next()
    p2 = cursor.next()
  }

  @inline(__always) var factors: Factors { Factors(a0: p0.rows, a1: p1.rows, a2: p2.rows) }

  #if WIDE
  @inline(__always) func finish(_ half: Int, _ target: some Target, _ sums: Triple<some Quad>) {
    sums.q0.finish(target, p0, half)
    sums.q1.finish(target, p1, half)
    sums.q2.finish(target, p2, half)
  }
  #elseif arch(arm64) || (arch(x86_64) && FUSED)
  /// - Parameters:
  ///   - upper: the sums of the first six rows.
  ///   - lower: those of the last six: the last four, and what is left of those before.
  @inline(__always) func finish(
    _ half: Int, _ target: some Target, upper: @autoclosure () -> Six16, lower: @autoclosure () -> Six16
  ) {
    let upper = upper()
    target.finish(upper.four, p0, half)
    let lower = lower()
    target.finish(Quad16(r0: upper.r4, r1: upper.r5, r2: lower.r4, r3: lower.r5), p1, half)
    target.finish(lower.four, p2, half)
  }
  #endif
}

/// What becomes of the sums, 16 columns at a time.
protocol Target {
  func finish(_ sums: Quad16, _ place: Place, _ half: Int)
}

/// The right factor: 16 columns start at `values + panel + …`, rows `stride` apart.
struct RightFactor {
  var values: Rows
  var columns: Int
  /// The rows of a matrix in panels; nil for a row-major matrix of activations.
  var panelRows: Int?
  /// Of a matrix in panels, the first row that counts.
  var firstRow = 0

  @inline(__always) func columns(_ half: Int) -> (start: Rows, stride: Int) {
    guard let panelRows else { return (values + half * 16, columns) }
    let stride = panelStride(half, columns: columns)
    return (values + panelStart(half, panelRows: panelRows) + firstRow * stride, stride)
  }
}

@inline(__always) func halfPanels(_ columns: Int) -> Int { (columns + 15) / 16 }

@inline(__always) func panelStart(_ half: Int, panelRows: Int) -> Int { half / 2 * panelRows * 32 + half % 2 * 16 }

@inline(__always) func panelStride(_ half: Int, columns: Int) -> Int { half | 1 < halfPanels(columns) ? 32 : 16 }

@inline(__always) func product<Sums: Tile>(
  _ factors: Factors, _ walk: RowWalk, _ right: Rows, _ rightStride: Int
) -> Sums {
  var sums = Sums()
  var right = right
  for outer in 0..<walk.outer {
    for inner in 0..<walk.inner {
      var rows = factors + (outer * walk.outerStride + inner * walk.innerStride)
      for _ in 0..<walk.run {
        sums.accumulate(rows, walk.rowStride, right)
        rows = rows.advanced(by: walk.step)
        right += rightStride
      }
    }
  }
  return sums
}

#if arch(arm64) || (arch(x86_64) && FUSED && !WIDE)
/// A function of its own: among other values the compiler would keep some of the sums in memory.
@inline(never) private func sixRows(_ factors: Factors, _ walk: RowWalk, _ right: Rows, _ rightStride: Int) -> Six16 {
  product(factors, walk, right, rightStride)
}
#endif

/// All tiles of a product: `quads` places of the cursor against the columns of `range`, in half panels.
/// - Parameter hasZeros: whether many of the rows' numbers may be zero; k runs through one segment, one stride is 1.
@inline(__always) func sweep(
  _ cursor: some Cursor, quads: Int, walk: RowWalk, right: RightFactor, halves range: Range<Int>,
  into target: some Target, hasZeros: Bool = false
) {
  #if arch(wasm32) || (arch(x86_64) && !FUSED)
  if hasZeros {
    packedSweepOfFours(cursor, quads: quads, walk: walk, right: right, halves: range, into: target)
  } else {
    sweepOfFours(cursor, quads: quads, walk: walk, right: right, halves: range, into: target)
  }
  #else
  var half = range.lowerBound
  while half < range.upperBound {
    let (start, stride) = right.columns(half)
    let width = half % 2 == 0 && half + 1 < range.upperBound ? 2 : 1
    var cursor = cursor
    var left = quads
    #if WIDE
    if width == 2 {
      while left >= 3 {
        let places = Places(&cursor)
        let sums: Triple<Quad32> = product(places.factors, walk, start, stride)
        places.finish(half, target, sums)
        left -= 3
      }
      while left > 0 {
        let place = cursor.next()
        let sums: Quad32 = product(place.factors, walk, start, stride)
        sums.finish(target, place, half)
        left -= 1
      }
      half += 2
      continue
    }
    while left >= 3 {
      let places = Places(&cursor)
      let sums: Triple<Quad16> = product(places.factors, walk, start, stride)
      places.finish(half, target, sums)
      left -= 3
    }
    #else
    while left >= 3 {
      let places = Places(&cursor)
      let upper = places.factors
      let lower = Factors(a0: upper.a2, a1: upper.a1 + 2 * walk.rowStride, a2: upper.a2)
      for number in 0..<width {
        places.finish(
          half + number, target, upper: sixRows(upper, walk, start + number * 16, stride),
          lower: sixRows(lower, walk, start + number * 16, stride))
      }
      left -= 3
    }
    #endif
    while left > 0 {
      let place = cursor.next()
      for number in 0..<width {
        let sums: Quad16 = product(place.factors, walk, start + number * 16, stride)
        sums.finish(target, place, half + number)
      }
      left -= 1
    }
    half += width
  }
  #endif
}
