import Text

extension ConfusionFigure {
  private static let style = TextStyle.small
  private static let legendHeight = 46.0
  /// More classes than this have no room for text in their cells.
  static let mostWithText = 48

  /// Places in logical pixels.
  private struct Layout {
    var names: [String]
    var cell: Double
    var left: Double
    var top: Double
    var side: Double
    var width: Double
    var isSlanted: Bool
    /// Of the numbers in the cells: all of them, or none where one finds no room.
    var numbers: TextStyle?
  }

  private var layout: Layout {
    let classes = max(counts.count, 1)
    let names = (0..<classes).map { ConfusionFigure.style.shortened(name($0), to: 130) }
    let longest = names.map { ConfusionFigure.style.width(of: $0) }.max() ?? 0
    let left = (Measure.margin + 20 + longest + 8).rounded(.up)
    let texts =
      classes > ConfusionFigure.mostWithText
      ? [] : counts.indices.flatMap { truth in counts.indices.map { text(truth: truth, prediction: $0) } }
    let widestText = texts.map { ConfusionFigure.style.width(of: $0) }.max() ?? 0
    let wanted = max(classes <= 4 ? 64 : 34, widestText + 10)
    func fitted(_ room: Double) -> Double {
      let cell = min(max(room, 1) / Double(classes), wanted)
      return cell >= 4 ? cell.rounded(.down) : cell
    }
    let room = Measure.widest - left - Measure.margin
    let isSlanted = longest > fitted(room) - 6
    // A slanted name over the last column needs paper to its right.
    let overhang = isSlanted ? longest * 0.7072 + 8 : 0
    let cell = fitted(room - max(overhang - fitted(room) / 2, 0))
    let side = cell * Double(classes)
    let header = isSlanted ? longest * 0.7072 + 36 : 42
    let width = max(left + side + max(overhang - cell / 2, 0) + Measure.margin, left + 250)
    return Layout(
      names: names, cell: cell, left: left, top: (Measure.margin + header).rounded(.up), side: side, width: width,
      isSlanted: isSlanted, numbers: texts.isEmpty ? nil : ConfusionFigure.numbers(widestText, in: cell))
  }

  /// Never smaller than what can be read.
  private static func numbers(_ widest: Double, in cell: Double) -> TextStyle? {
    let size = (style.size * min(1, (cell - 1) / max(widest, 1))).rounded(.down)
    return size >= 8 && cell >= 14 ? TextStyle(size: size) : nil
  }

  func drawn() -> Canvas {
    let layout = self.layout
    let full = fullColour
    var canvas = Canvas(
      width: Int(layout.width.rounded(.up)),
      height: Int((layout.top + layout.side + ConfusionFigure.legendHeight).rounded(.up)))
    canvas.write(
      isNormalised ? "Prediction (% of the row)" : "Prediction",
      at: Point(layout.left + max(layout.side, 150) / 2, Measure.margin + 12), .small.bold, anchor: .middle)
    canvas.write(
      "Truth", at: Point(Measure.margin + 12, layout.top + layout.side / 2), .small.bold, anchor: .middle,
      direction: .upwards)
    drawNames(layout, on: &canvas)
    drawCells(layout, full, on: &canvas)
    drawLegend(left: layout.left, top: layout.top + layout.side + 12, full, on: &canvas)
    return canvas
  }

  private func drawNames(_ layout: Layout, on canvas: inout Canvas) {
    let style = ConfusionFigure.style
    let every = max(Int((14 / layout.cell).rounded(.up)), 1)
    for index in stride(from: 0, to: layout.names.count, by: every) {
      let middle = (Double(index) + 0.5) * layout.cell
      canvas.write(layout.names[index], at: Point(layout.left - 6, layout.top + middle + 4), style, anchor: .end)
      let x = layout.left + middle
      if layout.isSlanted {
        canvas.write(layout.names[index], at: Point(x + 4, layout.top - 5), style, direction: .slanted)
      } else {
        canvas.write(layout.names[index], at: Point(x, layout.top - 6), style, anchor: .middle)
      }
    }
  }

  private func drawCells(_ layout: Layout, _ full: FullColour, on canvas: inout Canvas) {
    let (left, top, cell, side) = (layout.left, layout.top, layout.cell, layout.side)
    for truth in counts.indices {
      for prediction in counts.indices {
        let colour = self.colour(truth: truth, prediction: prediction, full)
        let x = left + Double(prediction) * cell
        let y = top + Double(truth) * cell
        canvas.fill(x: x, y: y, width: cell, height: cell, colour)
        guard let style = layout.numbers else { continue }
        let text = self.text(truth: truth, prediction: prediction)
        let isQuiet = truth != prediction && count(truth: truth, prediction: prediction) == 0
        canvas.write(
          text, at: Point(x + cell / 2, y + cell / 2 + 4),
          style.coloured(isQuiet ? .zeroCount : colour.textColour), anchor: .middle)
      }
    }
    for line in 1..<max(counts.count, 1) where cell >= 8 {
      canvas.fill(x: left + Double(line) * cell - 0.5, y: top, width: 0.5, height: side, .gridLine)
      canvas.fill(x: left, y: top + Double(line) * cell - 0.5, width: side, height: 0.5, .gridLine)
    }
    canvas.frame(x: left, y: top, width: side, height: side, .edge)
  }

  private func drawLegend(left: Double, top: Double, _ full: FullColour, on canvas: inout Canvas) {
    var x = left
    for (name, limit) in [("right", full.right), ("wrong", full.wrong)] where limit > 0 {
      canvas.write(name, at: Point(x, top + 12), .small)
      x += TextStyle.small.width(of: name) + 8
      canvas.colourBar(x: x, y: top + 3, width: 60, height: 10) {
        name == "right" ? ColourScale.right.colour($0) : wrongColour($0)
      }
      canvas.write("0", at: Point(x, top + 26), .tick, anchor: .middle)
      canvas.write(
        isNormalised ? "100" : NumberText.fixed(limit, 0), at: Point(x + 60, top + 26), .tick, anchor: .middle)
      x += 60 + 32
    }
  }
}
