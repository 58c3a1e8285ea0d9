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

/// Any settings: a row for each combination, the best on top, its mean as a disc on a line that is its spread.
extension TrialFigure {
  private static let rowHeight = 20.0
  private static let most = 30
  private static let barsWidth = 300.0

  func drawnBars() -> Canvas {
    let shown = entries.count > Self.most ? Array(entries.prefix(Self.most - 1)) : entries
    let style = TextStyle.small
    let names = shown.map {
      style.shortened(settings.count == 1 ? $0.values.joined() : words($0), to: 300)
    }
    let title = style.bold.shortened(settings.joined(separator: ", "), to: 300)
    let nameWidth = max(names.map { style.width(of: $0) }.max() ?? 0, style.bold.width(of: title))
    var drawn = self
    drawn.entries = shown
    let axis = drawn.axis
    let left = (Measure.margin + nameWidth + 12).rounded(.up)
    let right = min(left + Self.barsWidth, max(Measure.widest - 70, left + 120))
    let top = Measure.margin + 28
    let isCut = shown.count < entries.count
    let bottom = top + Double(max(shown.count, 1) + (isCut ? 1 : 0)) * Self.rowHeight
    var canvas = Canvas(width: Int(right + 70), height: Int(bottom + 58 + Measure.margin))
    func x(_ value: Double) -> Double { left + 8 + min(max(axis.position(value), 0), 1) * (right - left - 16) }
    canvas.write(title, at: Point(left - 8, top - 10), style.bold, anchor: .end)
    var end = -Double.infinity
    for value in axis.ticks {
      canvas.fill(x: x(value) - 0.5, y: top, width: 0.5, height: bottom - top, .gridLine)
      let text = tick(value, axis)
      let half = TextStyle.tick.width(of: text) / 2
      guard x(value) - half > end + 6 else { continue }
      end = x(value) + half
      canvas.write(text, at: Point(x(value), bottom + 17), .tick, anchor: .middle)
    }
    canvas.fill(x: left, y: bottom - 0.5, width: right - left, height: 1, .edge)
    for (row, entry) in shown.enumerated() {
      let y = top + (Double(row) + 0.5) * Self.rowHeight
      canvas.write(names[row], at: Point(left - 8, y + 4), style, anchor: .end)
      guard entry.mean.isFinite else {
        canvas.write("failed", at: Point(left + 12, y + 4), style.coloured(.error))
        continue
      }
      if seeds > 1 {
        canvas.stroke(
          [Point(x(entry.mean - entry.spread), y), Point(x(entry.mean + entry.spread), y)], width: 3, .band)
      }
      canvas.disc(Point(x(entry.mean), y), radius: 4, .training)
      canvas.write(text(entry.mean), at: Point(right + 6, y + 4), .tick)
    }
    if isCut {
      canvas.write(
        "and \(entries.count - shown.count) more", at: Point(left - 8, bottom - Self.rowHeight / 2 + 4), .tick,
        anchor: .end)
    }
    canvas.write(
      style.shortened(measure, to: right - left), at: Point((left + right) / 2, bottom + 35), style, anchor: .middle)
    canvas.write(spreadWords, at: Point((left + right) / 2, bottom + 52), .tick, anchor: .middle)
    return canvas
  }
}
