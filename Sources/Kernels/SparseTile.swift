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

  /// The first one of a tile's lists.
  @inline(__always) func list(_ tile: Int) -> UnsafePointer<Int32> {
    UnsafePointer(steps + tile * Self.listsPerTile * stride)
  }
}

@inline(__always) private func sparseProduct<Sums: Tile>(
  _ factors: Factors, _ walk: RowWalk, _ right: Rows, _ rightStride: Int, _ steps: UnsafePointer<Int32>
) -> Sums {
  var sums = Sums()
  let end = steps + Int(steps[0])
  var list = steps + 1
  var columns = right + Int(list[0]) * rightStride
  var rows = factors + Int(list[0]) * walk.step
  // The next addresses are made behind the products: before them, the compiler would load all factors at once.
  while list <= end {
    sums.accumulate(rows, walk.rowStride, columns)
    list += 1
    columns = right + Int(list[0]) * rightStride
    rows = factors + Int(list[0]) * walk.step
  }
  return sums
}

#if !WIDE
/// A function of its own: among other values the compiler would keep some of the sums in memory.
@inline(never) private func sixRows(
  _ factors: Factors, _ walk: RowWalk, _ right: Rows, _ rightStride: Int, _ steps: UnsafePointer<Int32>
) -> Six16 {
  sparseProduct(factors, walk, right, rightStride, steps)
}
#endif

/// All tiles of a product, as `sweep` takes them; those with lists skip what adds nothing.
@inline(__always) func sparseSweep(
  _ cursor: some Cursor, quads: Int, walk: RowWalk, right: RightFactor, halves range: Range<Int>,
  into target: some Target,
  _ occupancy: Occupancy
) {
  var half = range.lowerBound
  while half < range.upperBound {
    let (start, stride) = right.columns(half)
    var rest = cursor
    let width = half % 2 == 0 && half + 1 < range.upperBound ? 2 : 1
    for tile in 0..<occupancy.tiles {
      let places = Places(&rest)
      let list = occupancy.list(tile)
      #if WIDE
      if width == 2 {
        let sums: Triple<Quad32> = sparseProduct(places.factors, walk, start, stride, list)
        places.finish(half, target, sums)
      } else {
        let sums: Triple<Quad16> = sparseProduct(places.factors, walk, start, stride, list)
        places.finish(half, target, sums)
      }
      #else
      for number in 0..<width {
        places.finish(half + number, target, stride: walk.rowStride) {
          sixRows($1, walk, start + number * 16, stride, list + $0 * occupancy.stride)
        }
      }
      #endif
    }
    sweep(
      rest, quads: quads - 3 * occupancy.tiles, walk: walk, right: right, halves: half..<half + width, into: target)
    half += width
  }
}
