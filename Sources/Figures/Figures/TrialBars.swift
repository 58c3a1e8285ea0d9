import Text

/// Any settings: a row for each combination, the best on top, its mean as a disc on a line that is its spread.
extension TrialFigure {
  private static let rowHeight = 20.0
  private static let most = 30
  private static let plotWidth = 300.0

  func drawnBars() -> Canvas {
    let shown = entries.count > Self.most ? Array(entries.prefix(Self.most - 1)) : entries
    let style = TextStyle.small
    let names = shown.map {
      style.shortened(zip(settings, $0.values).map { "\($0) \($1)" }.joined(separator: ", "), to: 300)
    }
    let title = style.bold.shortened(settings.joined(separator: ", "), to: 300)
    let nameWidth = max(names.map { style.width(of: $0) }.max() ?? 0, style.bold.width(of: title))
    let axis = axis
    let left = (Measure.margin + nameWidth + 12).rounded(.up)
    let right = min(left + Self.plotWidth, max(Measure.widest - 70, left + 120))
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
