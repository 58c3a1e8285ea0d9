import Text

/// The axis at the left of a plot: for each tick a line across the plot, and its text beside it.
struct UpwardTicks {
  let values: [Double]
  let texts: [String]

  /// - Parameter text: nil for numbers as precise as the axis' steps.
  init(_ axis: Axis, text: ((Double) -> String)? = nil) {
    values = axis.ticks
    texts = axis.ticks.map { text?($0) ?? NumberText.tick($0, step: axis.step) }
  }

  var width: Double { texts.map { TextStyle.tick.width(of: $0) }.max() ?? 0 }

  /// Where a plot begins at the earliest, with a title that stands upright left of the texts.
  var plotLeft: Double { (Measure.margin + 20 + width + 8).rounded(.up) }

  /// - Parameter y: where a value stands; nil where it is beyond the plot.
  func draw(left: Double, right: Double, on canvas: inout Canvas, y: (Double) -> Double?) {
    for (value, text) in zip(values, texts) {
      guard let y = y(value) else { continue }
      canvas.fill(x: left, y: y - 0.5, width: right - left, height: 0.5, .gridLine)
      canvas.write(text, at: Point(left - 6, y + 4), .tick, anchor: .end)
    }
  }
}
