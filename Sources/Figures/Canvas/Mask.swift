/// How far each device pixel of a rectangle is covered by a shape, 0…1.
///
/// Coverage of a stroke is taken from the distance of the pixel's centre to the stroke's centre line; overlapping
/// parts of one shape do not add up.
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

  /// A stroke from `a` to `b` with round ends; device pixels. A disc where both are the same.
  mutating func addSegment(_ a: Point, _ b: Point, width: Double) {
    guard a.x.isFinite, a.y.isFinite, b.x.isFinite, b.y.isFinite else { return }
    let dx = b.x - a.x
    let dy = b.y - a.y
    let lengthSquared = dx * dx + dy * dy
    let length = lengthSquared.squareRoot()
    let reach = width / 2 + 0.5
    let strongest = min(width, 1)
    for row in rows.clamped(to: Mask.span(min(a.y, b.y) - reach, max(a.y, b.y) + reach)) {
      let y = Double(row) + 0.5
      var from = min(a.x, b.x) - reach
      var to = max(a.x, b.x) + reach
      if dy != 0 {
        let crossing = a.x + (y - a.y) * dx / dy
        let slack = reach * length / abs(dy)
        from = max(from, crossing - slack)
        to = min(to, crossing + slack)
      }
      for column in columns.clamped(to: Mask.span(from, to)) {
        let px = Double(column) + 0.5 - a.x
        let py = y - a.y
        let along = lengthSquared > 0 ? min(max((px * dx + py * dy) / lengthSquared, 0), 1) : 0
        let ex = px - along * dx
        let ey = py - along * dy
        let covered = Float(min(reach - (ex * ex + ey * ey).squareRoot(), strongest))
        let place = (row - rows.lowerBound) * columns.count + column - columns.lowerBound
        if covered > cover[place] { cover[place] = covered }
      }
    }
  }

  /// Of 255, in sixteen levels: few colours make a small file.
  func alpha(column: Int, row: Int, opacity: Double) -> Int {
    let covered = cover[(row - rows.lowerBound) * columns.count + column - columns.lowerBound]
    return Int((Double(covered) * opacity * 15).rounded()) * 17
  }

  private static func span(_ from: Double, _ to: Double) -> Range<Int> {
    let start = Int(min(max(from, -1e6), 1e6).rounded(.down))
    return start..<max(start, Int(min(max(to, -1e6), 1e6).rounded(.up)) + 1)
  }
}
