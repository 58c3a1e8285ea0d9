import Text

/// One setting with numbers: the mean as a line, the spread as a band around it.
extension TrialFigure {
  private static let height = 240.0
  private static let plotWidth = 440.0

  func drawnLine() -> Canvas {
    let axis = axis
    let ticks = UpwardTicks(axis) { tick($0, axis) }
    let left = ticks.plotLeft
    let (right, top) = (left + Self.plotWidth, Measure.margin + 10)
    let bottom = top + Self.height
    var canvas = Canvas(width: Int(right + Measure.margin + 12), height: Int(bottom + 58 + Measure.margin))
    ticks.draw(left: left, right: right, on: &canvas) { bottom - axis.position($0) * Self.height }
    canvas.fill(x: left, y: bottom - 0.5, width: right - left, height: 1, .edge)
    let values = values(of: 0)
    let numbers = values.compactMap { Self.number($0) }
    let isLog = LogScale.isWanted(numbers)
    let places = numbers.map { isLog ? LogScale.log2($0) : $0 }
    let (low, high) = (places.min() ?? 0, places.max() ?? 1)
    func x(_ index: Int) -> Double {
      left + 18 + (high > low ? (places[index] - low) / (high - low) : 0.5) * (right - left - 36)
    }
    var end = -Double.infinity
    for (index, value) in values.enumerated() {
      let text = TextStyle.tick.shortened(value, to: 90)
      canvas.fill(x: x(index) - 0.5, y: bottom, width: 1, height: 4, .edge)
      let half = TextStyle.tick.width(of: text) / 2
      guard x(index) - half > end + 6 else { continue }
      end = x(index) + half
      canvas.write(text, at: Point(x(index), bottom + 17), .tick, anchor: .middle)
    }
    canvas.write(
      TextStyle.small.shortened(settings[0] + (isLog ? " (logarithmic axis)" : ""), to: right - left),
      at: Point((left + right) / 2, bottom + 35), .small, anchor: .middle)
    canvas.write(spreadWords, at: Point((left + right) / 2, bottom + 52), .tick, anchor: .middle)
    canvas.write(
      TextStyle.small.shortened(measure, to: Self.height), at: Point(Measure.margin + 12, (top + bottom) / 2), .small,
      anchor: .middle, direction: .upwards)
    func y(_ value: Double) -> Double { bottom - min(max(axis.position(value), 0), 1) * Self.height }
    let shown = values.indices.compactMap { index in
      entries.first { $0.values[0] == values[index] && $0.mean.isFinite }.map { (x: x(index), entry: $0) }
    }
    for (start, stop) in zip(shown, shown.dropFirst()) where seeds > 1 {
      canvas.fill(
        convex: [
          Point(start.x, y(start.entry.mean + start.entry.spread)),
          Point(stop.x, y(stop.entry.mean + stop.entry.spread)),
          Point(stop.x, y(stop.entry.mean - stop.entry.spread)),
          Point(start.x, y(start.entry.mean - start.entry.spread)),
        ], .band)
    }
    canvas.stroke(shown.map { Point($0.x, y($0.entry.mean)) }, width: 1.75, .training)
    for (x, entry) in shown {
      if seeds > 1 {
        canvas.stroke(
          [Point(x, y(entry.mean - entry.spread)), Point(x, y(entry.mean + entry.spread))], width: 1, .training)
      }
      canvas.disc(Point(x, y(entry.mean)), radius: 3.5, .training)
    }
    for index in values.indices where !shown.contains(where: { $0.x == x(index) }) {
      canvas.write("failed", at: Point(x(index), bottom - 6), TextStyle.tick.coloured(.error), anchor: .middle)
    }
    if shown.isEmpty {
      canvas.write("no results", at: Point((left + right) / 2, (top + bottom) / 2), .tick, anchor: .middle)
    }
    return canvas
  }
}

extension Colour {
  /// Around a line: light enough for the line and the grid to be seen.
  static let band = Colour(0xCFE3F1, dark: 0x22394B)
}
