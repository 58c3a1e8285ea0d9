/// A stroke between two points with round ends, in device pixels; a disc where both are the same.
///
/// How far it covers a pixel is taken from the distance of the pixel's centre to the stroke's centre line.
struct Segment {
  let start: Point
  let end: Point
  let width: Double

  private var dx: Double { end.x - start.x }
  private var dy: Double { end.y - start.y }
  /// Pixels whose centres are farther away are not covered at all.
  private var reach: Double { width / 2 + 0.5 }

  var rows: Range<Int> { Segment.span(min(start.y, end.y) - reach, max(start.y, end.y) + reach) }

  /// The columns of a row that may be covered.
  func columns(row: Int) -> Range<Int> {
    var from = min(start.x, end.x) - reach
    var to = max(start.x, end.x) + reach
    if dy != 0 {
      let crossing = start.x + (Double(row) + 0.5 - start.y) * dx / dy
      let slack = reach * (dx * dx + dy * dy).squareRoot() / abs(dy)
      from = max(from, crossing - slack)
      to = min(to, crossing + slack)
    }
    return Segment.span(from, to)
  }

  /// 0…1
  func cover(column: Int, row: Int) -> Double {
    let px = Double(column) + 0.5 - start.x
    let py = Double(row) + 0.5 - start.y
    let lengthSquared = dx * dx + dy * dy
    let along = lengthSquared > 0 ? min(max((px * dx + py * dy) / lengthSquared, 0), 1) : 0
    let ex = px - along * dx
    let ey = py - along * dy
    return max(0, min(reach - (ex * ex + ey * ey).squareRoot(), width, 1))
  }

  private static func span(_ from: Double, _ to: Double) -> Range<Int> {
    guard from < to else { return 0..<0 }
    let start = Int(max(from, -1e6).rounded(.down))
    return start..<max(start, Int(min(to, 1e6).rounded(.up)) + 1)
  }
}
