internal import Operations

/// Which steps of k some rows need: in images most pixels are zero, and adding their products changes no sum, as long as
/// the other factor is finite.
struct Occupancy {
  /// For each list how many steps, and which.
  var steps: UnsafeMutablePointer<Int32>
  /// For each list the rows' factors, step after step.
  var factors: Floats
  /// The most steps that a list could have.
  var most: Int
  /// How many tiles of twelve rows have lists.
  var tiles: Int

  #if WIDE
  static let listsPerTile = 1
  #else
  static let listsPerTile = 2
  #endif

  static var rowsPerList: Int { 12 / listsPerTile }

  @inline(__always) func steps(_ list: Int) -> UnsafeMutablePointer<Int32> { steps + list * (most + 1) }

  @inline(__always) func factors(_ list: Int) -> Floats { factors + list * most * Self.rowsPerList }
}

/// A function of its own: among other values the compiler would keep some of the sums in memory.
@inline(never) private func sparseProduct<Sums: Tile>(
  _ factors: Factors, _ steps: UnsafePointer<Int32>, _ right: Rows, _ rightStride: Int
) -> Sums {
  var sums = Sums()
  var rows = factors
  for step in 0..<Int(steps[0]) {
    sums.accumulate(rows, 1, right + Int(steps[1 + step]) * rightStride)
    rows = rows + Occupancy.rowsPerList
  }
  return sums
}

/// All tiles of a product, as `sweep` takes them; those with lists skip what adds nothing.
@inline(__always) func sparseSweep(
  _ cursor: some Cursor, quads: Int, walk: RowWalk, right: RightFactor, halves range: Range<Int>,
  into target: some Target, _ occupancy: Occupancy
) {
  var half = range.lowerBound
  while half < range.upperBound {
    let (start, stride) = right.columns(half)
    let width = half % 2 == 0 && half + 1 < range.upperBound ? 2 : 1
    var rest = cursor
    for tile in 0..<occupancy.tiles {
      let places = Places(&rest)
      #if WIDE
      let first = Rows(occupancy.factors(tile))
      let factors = Factors(a0: first, a1: first + 4, a2: first + 8)
      if width == 2 {
        let sums: Triple<Quad32> = sparseProduct(factors, occupancy.steps(tile), start, stride)
        places.finish(half, target, sums)
      } else {
        let sums: Triple<Quad16> = sparseProduct(factors, occupancy.steps(tile), start, stride)
        places.finish(half, target, sums)
      }
      #else
      let upper = Rows(occupancy.factors(2 * tile))
      let lower = Rows(occupancy.factors(2 * tile + 1))
      for number in 0..<width {
        let right = start + number * 16
        places.finish(
          half + number, target,
          upper: sparseProduct(
            Factors(a0: upper, a1: upper + 4, a2: upper), occupancy.steps(2 * tile), right, stride),
          lower: sparseProduct(
            Factors(a0: lower + 2, a1: lower, a2: lower), occupancy.steps(2 * tile + 1), right, stride))
      }
      #endif
    }
    sweep(
      rest, quads: quads - 3 * occupancy.tiles, walk: walk, right: right, halves: half..<half + width, into: target)
    half += width
  }
}
