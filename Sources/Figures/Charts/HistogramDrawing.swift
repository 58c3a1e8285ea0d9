extension HistogramFigure {
  private static let plotHeight = 180.0

  func name(_ index: Int) -> String { index < names.count ? names[index] : String(index) }

  func drawn() -> Canvas {
    let style = TextStyle.small
    let count = max(counts.count, 1)
    let labels = counts.indices.map { style.shortened(name($0), to: 130) }
    let longestName = labels.map { style.width(of: $0) }.max() ?? 0
    let numbers = counts.map { String($0) }
    let longestNumber = numbers.map { style.width(of: $0) }.max() ?? 0
    let largest = Double(counts.max() ?? 0)
    let room = (Measure.widest - 2 * Measure.margin) / Double(count)
    let pitch = min(52, room) >= 4 ? min(52, room).rounded(.down) : min(52, room)
    let isUpright = longestNumber > pitch - 3
    let showsNumbers = pitch >= 14
    let isSlanted = longestName > pitch - 4
    let every = max(Int((15 / pitch).rounded(.up)), 1)
    let above = !showsNumbers ? 20 : isUpright ? longestNumber + 10 : 20
    let below = isSlanted ? longestName * 0.7072 + 16 : 20
    let overhang = isSlanted ? max(longestName * 0.7072 - pitch / 2, 0) : 0
    let axisWidth = showsNumbers ? 0 : longestNumber + 8
    let left = Measure.margin + max(overhang, axisWidth)
    let plot = pitch * Double(count)
    let squeeze = left + plot + Measure.margin > Measure.widest
    let step = squeeze ? (Measure.widest - left - Measure.margin) / Double(count) : pitch
    let top = Measure.margin + above
    let bottom = top + HistogramFigure.plotHeight
    var canvas = Canvas(
      width: Int((left + step * Double(count) + Measure.margin).rounded(.up)),
      height: Int((bottom + below + Measure.margin).rounded(.up)))
    if !showsNumbers { drawAxis(left: left, right: left + step * Double(count), top: top, bottom: bottom, on: &canvas) }
    for index in counts.indices {
      let middle = left + (Double(index) + 0.5) * step
      let bar = max(step * 0.72, 0.5)
      let height = largest > 0 ? (Double(max(counts[index], 0)) / largest) * HistogramFigure.plotHeight : 0
      canvas.fill(x: middle - bar / 2, y: bottom - height, width: bar, height: height, .training)
      if showsNumbers, isUpright {
        canvas.write(
          numbers[index], at: Point(middle + 4, bottom - height - 4), style, direction: .upwards)
      } else if showsNumbers {
        canvas.write(numbers[index], at: Point(middle, bottom - height - 4), style, anchor: .middle)
      }
      if index % every == 0, isSlanted {
        canvas.write(labels[index], at: Point(middle + 4, bottom + 11), style, anchor: .end, direction: .slanted)
      } else if index % every == 0 {
        canvas.write(labels[index], at: Point(middle, bottom + 15), style, anchor: .middle)
      }
    }
    canvas.fill(x: left, y: bottom - 0.5, width: step * Double(count), height: 1, .edge)
    return canvas
  }

  private func drawAxis(left: Double, right: Double, top: Double, bottom: Double, on canvas: inout Canvas) {
    let largest = Double(counts.max() ?? 0)
    let axis = Axis.fromZero([largest], ticks: 4)
    for tick in axis.ticks where tick <= largest {
      let y = bottom - (largest > 0 ? tick / largest : 0) * (bottom - top)
      canvas.fill(x: left, y: y - 0.5, width: right - left, height: 0.5, .gridLine)
      canvas.write(NumberText.tick(tick, step: axis.step), at: Point(left - 4, y + 4), .tick, anchor: .end)
    }
  }
}
