import Text

/// Two settings: one down, one across, the mean as a colour and a number in each cell.
extension TrialFigure {
  private static let style = TextStyle.small

  func drawnMap() -> Canvas {
    let (rows, columns) = (values(of: 0), values(of: 1))
    let cells = rows.map { row in
      columns.map { column in entries.first { $0.values[0] == row && $0.values[1] == column } }
    }
    let means = entries.map { $0.mean }.filter { $0.isFinite }
    let (low, high) = (means.min() ?? 0, means.max() ?? 1)
    let rowNames = rows.map { Self.style.shortened($0, to: 130) }
    let columnNames = columns.map { Self.style.shortened($0, to: 90) }
    let left = (Measure.margin + 22 + (rowNames.map { Self.style.width(of: $0) }.max() ?? 0) + 8).rounded(.up)
    let widest = entries.map { Self.style.width(of: number($0.mean)) }.max() ?? 0
    let wanted = max(seeds > 1 ? 76 : 64, widest + 12)
    let width = min(wanted, ((Measure.widest - left - Measure.margin) / Double(columns.count)).rounded(.down))
    let height = seeds > 1 && width >= 60 ? 40.0 : 28.0
    let isUpright = (columnNames.map { Self.style.width(of: $0) }.max() ?? 0) > width - 6
    let header = isUpright ? (columnNames.map { Self.style.width(of: $0) }.max() ?? 0) + 34 : 42
    let top = (Measure.margin + header).rounded(.up)
    let (right, bottom) = (left + width * Double(columns.count), top + height * Double(rows.count))
    var canvas = Canvas(
      width: Int(max(right + Measure.margin, left + 280).rounded(.up)), height: Int(bottom + 64))
    canvas.write(
      Self.style.bold.shortened(settings[1], to: max(right - left, 120)),
      at: Point(max((left + right) / 2, left + 60), Measure.margin + 12), Self.style.bold, anchor: .middle)
    canvas.write(
      Self.style.bold.shortened(settings[0], to: max(bottom - top, 60)),
      at: Point(Measure.margin + 12, (top + bottom) / 2), Self.style.bold, anchor: .middle, direction: .upwards)
    for (index, name) in columnNames.enumerated() {
      let x = left + (Double(index) + 0.5) * width
      if isUpright {
        canvas.write(name, at: Point(x + 4, top - 6), Self.style, direction: .upwards)
      } else {
        canvas.write(name, at: Point(x, top - 6), Self.style, anchor: .middle)
      }
    }
    for (row, name) in rowNames.enumerated() {
      let y = top + Double(row) * height
      canvas.write(name, at: Point(left - 6, y + height / 2 + 4), Self.style, anchor: .end)
      for (column, entry) in cells[row].enumerated() {
        guard let entry else { continue }
        draw(
          entry, x: left + Double(column) * width, y: y, width: width, height: height, (low, high), on: &canvas)
      }
    }
    for line in 1..<max(columns.count, 1) {
      canvas.fill(x: left + Double(line) * width - 0.5, y: top, width: 0.5, height: bottom - top, .gridLine)
    }
    for line in 1..<max(rows.count, 1) {
      canvas.fill(x: left, y: top + Double(line) * height - 0.5, width: right - left, height: 0.5, .gridLine)
    }
    canvas.frame(x: left, y: top, width: right - left, height: bottom - top, .edge)
    drawScale(left: left, top: bottom + 14, low, high, on: &canvas)
    return canvas
  }

  private func colour(_ mean: Double, _ low: Double, _ high: Double) -> Colour {
    // All alike are no reason for a strong colour.
    ColourScale.right.colour(high > low ? 0.05 + 0.85 * ((mean - low) / (high - low)) : 0.3)
  }

  private func number(_ value: Double) -> String {
    isShare && value.isFinite ? NumberText.fixed(value * 100, 1) : value.isFinite ? NumberText.short(value) : "failed"
  }

  private func draw(
    _ entry: Entry, x: Double, y: Double, width: Double, height: Double, _ ends: (low: Double, high: Double),
    on canvas: inout Canvas
  ) {
    let colour = entry.mean.isFinite ? colour(entry.mean, ends.low, ends.high) : .paper
    canvas.fill(x: x, y: y, width: width, height: height, colour)
    let style = TextStyle.small.coloured(entry.mean.isFinite ? colour.textColour : .error)
    let hasSpread = height > 30 && entry.mean.isFinite
    let text = number(entry.mean)
    let middle = Point(x + width / 2, y + height / 2 + (hasSpread ? -3 : 4))
    guard style.width(of: text) <= width - 2 else { return }
    canvas.write(text, at: middle, entry == entries.first && entry.mean.isFinite ? style.bold : style, anchor: .middle)
    guard hasSpread else { return }
    let spread = "± " + (isShare ? NumberText.fixed(entry.spread * 100, 2) : NumberText.short(entry.spread))
    canvas.write(spread, at: Point(middle.x, y + height / 2 + 13), style, anchor: .middle)
  }

  private func drawScale(left: Double, top: Double, _ low: Double, _ high: Double, on canvas: inout Canvas) {
    let name = TextStyle.small.shortened(measure + (isShare ? " in %" : ""), to: 140)
    canvas.write(name, at: Point(left, top + 10), .small)
    let x = left + TextStyle.small.width(of: name) + 10
    ColourBar(x: x, y: top + 1, width: 70, height: 10).draw(on: &canvas) { share in
      self.colour(low + share * (high - low), low, high)
    }
    canvas.write(high > low ? "\(number(low)) to \(number(high))" : number(low), at: Point(x + 78, top + 10), .tick)
    canvas.write(spreadWords, at: Point(left, top + 30), .tick)
  }
}
