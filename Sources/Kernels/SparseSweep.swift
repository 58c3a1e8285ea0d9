internal import Operations

/// Which steps of k some rows need: in images most pixels are zero, and adding their products changes no sum, as long as
/// the other factor is finite.
struct Occupancy {
  /// A step of k with the rows' factors, which so come from memory in the order of their use.
  struct Step {
    var factors: RowFactors
    var k: Int32
  }

  /// The lists, each with room for `most` steps, and how many each has.
  var steps: UnsafeMutablePointer<Step>
  var counts: UnsafeMutablePointer<Int32>
  var most: Int
  var lists: Int

  @inline(__always) static var listsPerTile: Int { 12 / RowFactors.rows }

  /// Of twelve rows; the last one may have fewer, and lists without steps.
  @inline(__always) var tiles: Int { (lists + Self.listsPerTile - 1) / Self.listsPerTile }

  @inline(__always) func list(_ number: Int) -> UnsafeMutableBufferPointer<Step> {
    UnsafeMutableBufferPointer(start: steps + number * most, count: Int(counts[number]))
  }
}

/// All tiles of a product, without the steps that add nothing.
@inline(__always) func sparseSweep(
  _ cursor: some Cursor, right: RightFactor, halves range: Range<Int>, into target: some Target, _ occupancy: Occupancy
) {
  var half = range.lowerBound
  while half < range.upperBound {
    let left = half % 2 == 0 ? range.upperBound - half : 1
    if left >= FourVectors.halves {
      half += sparseColumns(half, cursor, right, target, occupancy, FourVectors.self)
      continue
    }
    #if WIDE
    if left < TwoVectors.halves {
      half += sparseColumns(half, cursor, right, target, occupancy, OneVector.self)
      continue
    }
    #endif
    half += sparseColumns(half, cursor, right, target, occupancy, TwoVectors.self)
  }
}

/// All tiles against the columns from a half panel on; gives how many half panels they were.
@inline(__always) private func sparseColumns<Sums: Columns>(
  _ half: Int, _ cursor: some Cursor, _ right: RightFactor, _ target: some Target, _ occupancy: Occupancy,
  _ type: Sums.Type
) -> Int {
  let width = Sums.lanes
  let (start, stride) = right.columns(half)
  let next = Sums.halves > 1 ? right.columns(half + Sums.halves / 2).start : start + Sums.lanes / 2
  var cursor = cursor
  withUnsafeTemporaryAllocation(byteCount: 12 * width * 4, alignment: 64) { bytes in
    guard let sums = bytes.baseAddress?.assumingMemoryBound(to: Float.self) else { return }
    for tile in 0..<occupancy.tiles {
      let places = Places(&cursor)
      for list in 0..<Occupancy.listsPerTile {
        sparseProduct(
          occupancy.list(tile * Occupancy.listsPerTile + list), start, next, stride,
          into: sums + list * RowFactors.rows * width, as: type)
      }
      for number in 0..<Sums.halves {
        let first = Rows(sums + number * 16)
        target.finish(Quad16(first, stride: width), places.p0, half + number)
        if places.p1.count > 0 { target.finish(Quad16(first + 4 * width, stride: width), places.p1, half + number) }
        if places.p2.count > 0 { target.finish(Quad16(first + 8 * width, stride: width), places.p2, half + number) }
      }
    }
  }
  return Sums.halves
}

extension Quad16 {
  @inline(__always) fileprivate init(_ rows: Rows, stride: Int) {
    self.init(
      r0: rows.vector(0), r1: rows.vector(stride), r2: rows.vector(2 * stride), r3: rows.vector(3 * stride))
  }
}
