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

  @inline(__always) subscript(row: Int) -> Int { row < 2 ? (row == 0 ? o0 : o1) : (row == 2 ? o2 : o3) }
}

/// Gives the places of a product's rows one after the other.
protocol Cursor {
  mutating func next() -> Place
}

/// Where sums start from and what becomes of them, 16 columns at a time.
protocol Target {
  func start(_ place: Place, _ half: Int) -> Quad16
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

/// All tiles of a product: `quads` places of the cursor against the columns of `range`, in half panels.
@inline(__always) func sweep(
  _ cursor: some Cursor, quads: Int, walk: RowWalk, right: RightFactor, halves range: Range<Int>,
  into target: some Target
) {
  var half = range.lowerBound
  while half < range.upperBound {
    let (start, stride) = right.columns(half)
    var cursor = cursor
    var left = quads
    #if WIDE
    if half % 2 == 0, half + 1 < range.upperBound {
      while left >= 3 {
        let place0 = cursor.next()
        let place1 = cursor.next()
        let place2 = cursor.next()
        var q0 = Quad32(low: target.start(place0, half), high: target.start(place0, half + 1))
        var q1 = Quad32(low: target.start(place1, half), high: target.start(place1, half + 1))
        var q2 = Quad32(low: target.start(place2, half), high: target.start(place2, half + 1))
        product32(place0.rows, place1.rows, place2.rows, walk, start, stride, &q0, &q1, &q2)
        target.finish(q0.low, place0, half)
        target.finish(q0.high, place0, half + 1)
        target.finish(q1.low, place1, half)
        target.finish(q1.high, place1, half + 1)
        target.finish(q2.low, place2, half)
        target.finish(q2.high, place2, half + 1)
        left -= 3
      }
      while left > 0 {
        let place = cursor.next()
        var q = Quad32(low: target.start(place, half), high: target.start(place, half + 1))
        product32(place.rows, walk, start, stride, &q)
        target.finish(q.low, place, half)
        target.finish(q.high, place, half + 1)
        left -= 1
      }
      half += 2
      continue
    }
    #endif
    while left >= 3 {
      let place0 = cursor.next()
      let place1 = cursor.next()
      let place2 = cursor.next()
      var q0 = target.start(place0, half)
      var q1 = target.start(place1, half)
      var q2 = target.start(place2, half)
      product16(place0.rows, place1.rows, place2.rows, walk, start, stride, &q0, &q1, &q2)
      target.finish(q0, place0, half)
      target.finish(q1, place1, half)
      target.finish(q2, place2, half)
      left -= 3
    }
    while left > 0 {
      let place = cursor.next()
      var q = target.start(place, half)
      product16(place.rows, walk, start, stride, &q)
      target.finish(q, place, half)
      left -= 1
    }
    half += 1
  }
}
