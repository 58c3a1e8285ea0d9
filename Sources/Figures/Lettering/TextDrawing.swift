/// Where a text's ink lies: the corners of its box, in device pixels, in order around it.
struct TextBox: Sendable {
  var text: String
  var corners: [Point]
}

enum TextAnchor: Sendable { case start, middle, end }

/// The way a line of text runs.
enum TextDirection: Sendable {
  case across
  /// Rising to the right by 45°.
  case slanted
  /// From bottom to top.
  case upwards

  /// The direction of writing, y downwards.
  var along: Point {
    switch self {
    case .across: Point(1, 0)
    case .slanted: Point(0.5.squareRoot(), -0.5.squareRoot())
    case .upwards: Point(0, -1)
    }
  }
}

extension Canvas {
  /// One line of text with its baseline through `place`.
  mutating func write(
    _ text: String, at place: Point, _ style: TextStyle, anchor: TextAnchor = .start,
    direction: TextDirection = .across
  ) {
    let scale = Double(Canvas.scale)
    let width = style.width(of: text) * scale
    guard !text.isEmpty, place.x.isFinite, place.y.isFinite else { return }
    var pen =
      switch anchor {
      case .start: 0.0
      case .middle: (-width / 2).rounded()
      case .end: -width
      }
    // The lowest stroke of `H` lies on the baseline: its centre half a stroke above it.
    let half = style.strokeWidth / 2
    let along = direction.along
    let origin = Point(
      (place.x * scale).rounded() + half * along.y, (place.y * scale).rounded() - half * along.x)
    func onCanvas(_ point: Point) -> Point {
      Point(
        origin.x + point.x * along.x + point.y * along.y,
        origin.y + point.x * along.y - point.y * along.x)
    }
    var low = Point(.infinity, .infinity)
    var high = Point(-.infinity, -.infinity)
    for character in text {
      let outline = style.outline(of: character)
      let lines = outline.lines.map { $0.map { Point($0.x + pen, $0.y) } }
      let dots = outline.dots.map { [Point($0.x + pen, $0.y)] }
      for point in (lines + dots).joined() {
        low = Point(min(low.x, point.x - half), min(low.y, point.y - half))
        high = Point(max(high.x, point.x + half), max(high.y, point.y + half))
      }
      strokeDevice(lines.map { $0.map { onCanvas($0) } }, width: style.strokeWidth, style.colour)
      strokeDevice(dots.map { $0.map { onCanvas($0) } }, width: style.dotWidth, style.colour)
      pen += style.advance(of: character)
    }
    guard low.x <= high.x else { return }
    let corners = [low, Point(high.x, low.y), high, Point(low.x, high.y)].map { onCanvas($0) }
    textBoxes.append(TextBox(text: text, corners: corners))
  }
}
