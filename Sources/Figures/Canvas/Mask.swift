/// How far each device pixel of a rectangle is covered by a shape of many segments, 0…1; where they overlap, the
/// larger cover counts.
struct Mask {
  let columns: Range<Int>
  let rows: Range<Int>
  private var cover: [Float]

  /// The mask of everything drawn between `low` and `high` (device pixels), cut to a canvas.
  init(low: Point, high: Point, on canvas: Canvas) {
    func range(_ from: Double, _ to: Double, _ limit: Int) -> Range<Int> {
      guard from.isFinite, to.isFinite else { return 0..<0 }
      let start = Int(min(max(from - 1, 0), Double(limit)))
      let end = Int(min(max(to + 2, 0), Double(limit)))
      return start..<max(start, end)
    }
    columns = range(low.x, high.x, canvas.deviceWidth)
    rows = range(low.y, high.y, canvas.deviceHeight)
    cover = [Float](repeating: 0, count: columns.count * rows.count)
  }

  mutating func add(_ segment: Segment) {
    for row in segment.rows.clamped(to: rows) {
      let start = (row - rows.lowerBound) * columns.count - columns.lowerBound
      for column in segment.columns(row: row).clamped(to: columns) {
        cover[start + column] = max(cover[start + column], Float(segment.cover(column: column, row: row)))
      }
    }
  }

  /// A convex shape with its corners in order, either way round: each pixel is covered as far as its centre lies inside.
  mutating func add(convex corners: [Point]) {
    let area = zip(corners, corners.dropFirst() + corners.prefix(1)).reduce(0.0) {
      $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y
    }
    var edges: [(start: Point, inwards: Point)] = []
    for (start, end) in zip(corners, corners.dropFirst() + corners.prefix(1)) {
      let (dx, dy) = (end.x - start.x, end.y - start.y)
      let length = (dx * dx + dy * dy).squareRoot() * (area < 0 ? -1 : 1)
      if length != 0 { edges.append((start, Point(-dy / length, dx / length))) }
    }
    for row in rows {
      for column in columns {
        let (x, y) = (Double(column) + 0.5, Double(row) + 0.5)
        var inside = 0.5
        for edge in edges {
          inside = min(inside, (x - edge.start.x) * edge.inwards.x + (y - edge.start.y) * edge.inwards.y)
        }
        let place = (row - self.rows.lowerBound) * self.columns.count + column - self.columns.lowerBound
        cover[place] = max(cover[place], Float(max(inside + 0.5, 0)))
      }
    }
  }

  func cover(column: Int, row: Int) -> Double {
    Double(cover[(row - rows.lowerBound) * columns.count + column - columns.lowerBound])
  }
}
