import Text

/// Curves of many runs over one another: the first ones in colours, with their names, the others in grey behind them.
package struct CurveOverlay: Sendable, Equatable {
  package struct Line: Sendable, Equatable {
    package var name: String
    package var epochs: [Int]
    package var values: [Double]
    package init(name: String, epochs: [Int], values: [Double]) {
      self.name = name
      self.epochs = epochs
      self.values = values
    }
  }

  /// The best first.
  package var lines: [Line]
  /// `val_accuracy`
  package var measure: String
  package var isShare: Bool

  package init(lines: [Line], measure: String, isShare: Bool) {
    self.lines = lines
    self.measure = measure
    self.isShare = isShare
  }

  static let mostNamed = 6
}

extension CurveOverlay: FigureKind {
  private func text(_ value: Double?) -> String {
    value.map { $0.isFinite ? (isShare ? NumberText.percent($0) : NumberText.short($0)) : "–" } ?? "–"
  }

  private var longest: Int { lines.compactMap { $0.epochs.last }.max() ?? 0 }

  var words: String {
    guard let first = lines.first, longest > 0 else { return "Curves of \(measure): none." }
    return "\(measure) after each epoch of \(counted(lines.count, "run")), up to \(counted(longest, "epoch")); "
      + "\(first.name) ends at \(text(first.values.last))\(lines.count > 1 ? ", \(lines[lines.count - 1].name) at \(text(lines[lines.count - 1].values.last))" : "")."
  }

  var table: FigureTable? {
    guard longest > 0 else { return nil }
    return FigureTable(
      header: ["run", "epochs", "first", "last"],
      rows: lines.map { line in
        [line.name, line.epochs.last.map { "\($0)" } ?? "–", text(line.values.first), text(line.values.last)]
      })
  }

  private static let plotHeight = 250.0

  func drawn() -> Canvas {
    let named = lines.prefix(Self.mostNamed)
    let style = TextStyle.small
    let names =
      named.map { style.shortened($0.name, to: 210) }
      + (lines.count > named.count ? ["\(lines.count - named.count) others"] : [])
    let values = lines.flatMap { $0.values }
    let axis = isShare ? Axis.shares(values, ticks: 6).clear(of: values) : Axis.around(values, ticks: 6)
    let ticks = UpwardTicks(axis, text: isShare ? { NumberText.tick($0 * 100, step: axis.step * 100) + " %" } : nil)
    let left = ticks.plotLeft
    let legend = (names.map { style.width(of: $0) }.max() ?? 0) + 36
    let right = max(left + 200, Measure.widest - legend).rounded(.down)
    let (top, bottom) = (Measure.margin + 10, Measure.margin + 10 + Self.plotHeight)
    var canvas = Canvas(width: Int((right + legend).rounded(.up)), height: Int(bottom + 44))
    ticks.draw(left: left, right: right, on: &canvas) { bottom - axis.position($0) * Self.plotHeight }
    canvas.fill(x: left, y: bottom - 0.5, width: right - left, height: 1, .edge)
    let epochs = max(longest, 1)
    let room = TextStyle.tick.width(of: "\(epochs)") + 14
    let epochAxis = Axis.epochs(epochs, ticks: max(1, min(12, Int((right - left) / room))))
    func x(_ epoch: Int) -> Double {
      epochs > 1 ? left + 10 + epochAxis.position(Double(epoch)) * (right - left - 20) : (left + right) / 2
    }
    for tick in epochAxis.ticks {
      canvas.fill(x: x(Int(tick)) - 0.5, y: bottom, width: 1, height: 4, .edge)
      canvas.write(NumberText.fixed(tick, 0), at: Point(x(Int(tick)), bottom + 17), .tick, anchor: .middle)
    }
    canvas.write("Epoch", at: Point((left + right) / 2, bottom + 34), style, anchor: .middle)
    canvas.write(
      style.shortened(measure, to: Self.plotHeight), at: Point(Measure.margin + 12, (top + bottom) / 2), style,
      anchor: .middle, direction: .upwards)
    for (index, line) in lines.enumerated().reversed() {
      let isNamed = index < named.count
      let points = zip(line.epochs, line.values).map { epoch, value in
        value.isFinite ? Point(x(epoch), bottom - axis.position(value) * Self.plotHeight) : nil
      }
      for run in points.split(separator: nil).map({ $0.compactMap { $0 } }) {
        canvas.stroke(run, width: isNamed ? 1.75 : 1, isNamed ? Marker(of: index).colour : .gridLine)
        if let last = run.last, isNamed { Marker(of: index).draw(at: last, radius: 4, hasEdge: true, on: &canvas) }
      }
    }
    for (row, name) in names.enumerated() {
      let y = top + (Double(row) + 0.5) * 19
      if row < named.count {
        Marker(of: row).draw(at: Point(right + 18, y), radius: 4, hasEdge: false, on: &canvas)
      } else {
        canvas.fill(x: right + 12, y: y - 0.5, width: 12, height: 1, .gridLine)
      }
      canvas.write(name, at: Point(right + 28, y + 4), style)
    }
    if values.isEmpty {
      canvas.write("no curves", at: Point((left + right) / 2, (top + bottom) / 2), .tick, anchor: .middle)
    }
    return canvas
  }
}
