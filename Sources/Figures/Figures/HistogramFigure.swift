import Text
package struct HistogramFigure: Sendable, Equatable {
  package var names: [String]
  package var counts: [Int]
  package var subject: String
  package init(names: [String], counts: [Int], subject: String) {
    self.names = names
    self.counts = counts
    self.subject = subject
  }
}

extension HistogramFigure: FigureKind {
  var words: String {
    let found = counts.indices.filter { counts[$0] > 0 }
    guard let most = found.max(by: { counts[$0] < counts[$1] }),
      let fewest = found.min(by: { counts[$0] < counts[$1] })
    else { return "Histogram of \(subject): nothing to count." }
    let start =
      "Histogram of \(subject): \(NumberText.whole(total(counts))) in \(counted(found.count, "class", plural: "classes"))"
    if counts[most] == counts[fewest] { return "\(start), \(NumberText.whole(counts[most])) in each." }
    return
      "\(start), most of \(name(most)) (\(NumberText.whole(counts[most]))), fewest of \(name(fewest)) (\(NumberText.whole(counts[fewest])))."
  }

  var table: FigureTable? {
    FigureTable(header: ["class", "count"], rows: counts.indices.map { [name($0), NumberText.whole(counts[$0])] })
  }
}

extension HistogramFigure {
  private static let plotHeight = 180.0
  private static let titleWidth = 22.0

  func name(_ index: Int) -> String { className(index, names) }

  /// Places in logical pixels.
  private struct Layout {
    var labels: [String]
    /// From one bar to the next.
    var step: Double
    var left: Double
    var top: Double
    var below: Double
    var isSlanted: Bool
    /// Where there are more bars than room, not all have a label below.
    var every: Int
    /// Counts above the bars; an axis where there are too many bars.
    var showsCounts: Bool
    var isUpright: Bool
    var bottom: Double { top + HistogramFigure.plotHeight }
  }

  private var layout: Layout {
    let style = TextStyle.small
    let bars = Double(max(counts.count, 1))
    let labels = style.shortened(counts.indices.map { name($0) }, to: 130)
    let longestName = labels.map { style.width(of: $0) }.max() ?? 0
    let longestCount = counts.map { style.width(of: NumberText.whole($0)) }.max() ?? 0
    let wanted = min(bars > 5 ? 52 : 80, (Measure.widest - 2 * Measure.margin - HistogramFigure.titleWidth) / bars)
    let isCounting = labels.allSatisfy { Int($0) != nil }
    let isSlanted = !isCounting && longestName > wanted - 5
    let showsCounts = wanted >= 16
    let overhang = isSlanted ? max(longestName * 0.7072 + 8 - wanted / 2, 0) : 0
    let left = (Measure.margin + HistogramFigure.titleWidth + max(overhang, showsCounts ? 0 : longestCount + 8))
      .rounded(.up)
    let fitted = min(wanted, (Measure.widest - left - Measure.margin) / bars)
    let step = fitted >= 8 ? fitted.rounded(.down) : fitted
    let isUpright = longestCount > step - 2
    let every =
      isCounting ? Axis.rounded(Int(((longestName + 6) / step).rounded(.up))) : Int((17 / step).rounded(.up))
    return Layout(
      labels: labels, step: step, left: left, top: Measure.margin + (showsCounts && isUpright ? longestCount + 10 : 20),
      below: (isSlanted ? (longestName * 0.7072 + 18).rounded(.up) : 20) + 18, isSlanted: isSlanted,
      every: max(every, 1),
      showsCounts: showsCounts, isUpright: isUpright)
  }

  func drawn() -> Canvas {
    let layout = self.layout
    let style = TextStyle.small
    let (step, bottom) = (layout.step, layout.bottom)
    let right = layout.left + step * Double(max(counts.count, 1))
    var canvas = Canvas(
      width: Int((right + Measure.margin).rounded(.up)),
      height: Int((bottom + layout.below + Measure.margin).rounded(.up)))
    if !layout.showsCounts { drawAxis(left: layout.left, right: right, top: layout.top, bottom: bottom, on: &canvas) }
    let largest = Double(max(counts.max() ?? 0, 1))
    for index in counts.indices {
      let middle = layout.left + (Double(index) + 0.5) * step
      let height = Double(max(counts[index], 0)) / largest * HistogramFigure.plotHeight
      let bar = max(step * 0.72, 0.5)
      let count = NumberText.whole(counts[index])
      canvas.fill(x: middle - bar / 2, y: bottom - height, width: bar, height: height, .training)
      if layout.showsCounts, layout.isUpright {
        canvas.write(count, at: Point(middle + 4, bottom - height - 4), style, direction: .upwards)
      } else if layout.showsCounts {
        canvas.write(count, at: Point(middle, bottom - height - 4), style, anchor: .middle)
      }
      guard index % layout.every == 0 else { continue }
      if layout.isSlanted {
        canvas.write(
          layout.labels[index], at: Point(middle + 4, bottom + 12), style, anchor: .end, direction: .slanted)
      } else if middle + style.width(of: layout.labels[index]) / 2 < right + Measure.margin - 1 {
        canvas.write(layout.labels[index], at: Point(middle, bottom + 15), style, anchor: .middle)
      }
    }
    canvas.fill(x: layout.left, y: bottom - 0.5, width: right - layout.left, height: 1, .edge)
    let bold = TextStyle.small.bold
    canvas.write(
      "Label", at: Point(max((layout.left + right) / 2, layout.left + 18), bottom + layout.below - 2), bold,
      anchor: .middle)
    canvas.write(
      "Samples", at: Point(Measure.margin + 12, (layout.top + bottom) / 2), bold, anchor: .middle, direction: .upwards)
    return canvas
  }

  private func drawAxis(left: Double, right: Double, top: Double, bottom: Double, on canvas: inout Canvas) {
    let largest = Double(counts.max() ?? 0)
    let axis = Axis.fromZero([largest], ticks: 5)
    for tick in axis.ticks where tick <= largest {
      let y = bottom - (largest > 0 ? tick / largest : 0) * (bottom - top)
      canvas.fill(x: left, y: y - 0.5, width: right - left, height: 0.5, .gridLine)
      canvas.write(
        (tick < 1e6 ? NumberText.whole(Int(tick)) : NumberText.tick(tick, step: axis.step)), at: Point(left - 4, y + 4),
        .tick, anchor: .end)
    }
  }
}
