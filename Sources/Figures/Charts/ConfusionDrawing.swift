extension ConfusionFigure {
  private static let legendHeight = 44.0
  private static let style = TextStyle.small

  func name(_ index: Int) -> String { index < classNames.count ? classNames[index] : String(index) }

  func count(truth: Int, prediction: Int) -> Int {
    prediction < counts[truth].count ? max(counts[truth][prediction], 0) : 0
  }

  func share(truth: Int, prediction: Int) -> Double {
    let total = counts[truth].reduce(0) { $0 + max($1, 0) }
    return total > 0 ? Double(count(truth: truth, prediction: prediction)) / Double(total) : 0
  }

  /// What full colour stands for: of the diagonal, and of the errors, which have a scale of their own.
  var fullColour: (right: Double, wrong: Double) {
    if isNormalised { return (1, 1) }
    var right = 1
    var wrong = 1
    for truth in counts.indices {
      for prediction in counts.indices {
        let value = count(truth: truth, prediction: prediction)
        if truth == prediction { right = max(right, value) } else { wrong = max(wrong, value) }
      }
    }
    return (Double(right), Double(wrong))
  }

  func colour(truth: Int, prediction: Int) -> Colour {
    let value =
      isNormalised
      ? share(truth: truth, prediction: prediction) : Double(count(truth: truth, prediction: prediction))
    let full = fullColour
    // Errors by their square root, so that few of them are seen as well.
    return truth == prediction
      ? ColourScale.right.colour(value / full.right) : ColourScale.wrong.colour((value / full.wrong).squareRoot())
  }

  func text(truth: Int, prediction: Int) -> String {
    guard isNormalised else { return String(count(truth: truth, prediction: prediction)) }
    return NumberText.fixed(share(truth: truth, prediction: prediction) * 100, 0)
  }

  func drawn() -> Canvas {
    let classes = max(counts.count, 1)
    let names = (0..<classes).map { ConfusionFigure.style.shortened(name($0), to: 130) }
    let longest = names.map { ConfusionFigure.style.width(of: $0) }.max() ?? 0
    let left = Measure.margin + 20 + longest + 8
    let widestText =
      counts.indices.flatMap { truth in counts.indices.map { text(truth: truth, prediction: $0) } }
      .map { ConfusionFigure.style.width(of: $0) }.max() ?? 0
    let room = ((Measure.widest - left - Measure.margin - 2) / Double(classes)).rounded(.down)
    let isSlanted = longest > min(room, max(34, widestText + 10)) - 6
    // A slanted name over the last column needs paper to its right.
    let overhang = isSlanted ? longest * 0.7072 : 0
    let cell = max(
      min(
        ((Measure.widest - left - Measure.margin - overhang) / Double(classes)).rounded(.down), max(34, widestText + 10)
      ),
      2)
    let header = 24 + (isSlanted ? longest * 0.7072 + 12 : 18)
    let side = cell * Double(classes)
    let top = Measure.margin + header.rounded(.up)
    let width = max(left + side + overhang + Measure.margin + 2, left + 260)
    var canvas = Canvas(
      width: Int(width.rounded(.up)), height: Int((top + side + ConfusionFigure.legendHeight).rounded(.up)))
    canvas.write("Prediction", at: Point(left + side / 2, Measure.margin + 12), .small.bold, anchor: .middle)
    canvas.write(
      "Truth", at: Point(Measure.margin + 12, top + side / 2), .small.bold, anchor: .middle, direction: .upwards)
    let every = max(Int((14 / cell).rounded(.up)), 1)
    for index in stride(from: 0, to: classes, by: every) {
      let middle = (Double(index) + 0.5) * cell
      canvas.write(names[index], at: Point(left - 6, top + middle + 4), ConfusionFigure.style, anchor: .end)
      if isSlanted {
        canvas.write(
          names[index], at: Point(left + middle + 4, top - 5), ConfusionFigure.style, direction: .slanted)
      } else {
        canvas.write(names[index], at: Point(left + middle, top - 6), ConfusionFigure.style, anchor: .middle)
      }
    }
    drawCells(left: left.rounded(), top: top, cell: cell, on: &canvas)
    drawLegend(left: left.rounded(), top: top + side + 12, on: &canvas)
    return canvas
  }

  private func drawCells(left: Double, top: Double, cell: Double, on canvas: inout Canvas) {
    for truth in counts.indices {
      for prediction in counts.indices {
        let colour = self.colour(truth: truth, prediction: prediction)
        let x = left + Double(prediction) * cell
        let y = top + Double(truth) * cell
        canvas.fill(x: x, y: y, width: cell, height: cell, colour)
        let text = self.text(truth: truth, prediction: prediction)
        guard cell >= 14, ConfusionFigure.style.width(of: text) <= cell - 1 else { continue }
        let isZero = count(truth: truth, prediction: prediction) == 0
        canvas.write(
          text, at: Point(x + cell / 2, y + cell / 2 + 4),
          ConfusionFigure.style.coloured(isZero && truth != prediction ? .quietInk : colour.textColour),
          anchor: .middle)
      }
    }
    let side = cell * Double(counts.count)
    if cell >= 8 {
      for line in 1..<max(counts.count, 1) {
        canvas.fill(x: left + Double(line) * cell - 0.5, y: top, width: 0.5, height: side, .gridLine)
        canvas.fill(x: left, y: top + Double(line) * cell - 0.5, width: side, height: 0.5, .gridLine)
      }
    }
    canvas.frame(x: left, y: top, width: side, height: side, thickness: 0.5, .edge)
  }

  private func drawLegend(left: Double, top: Double, on canvas: inout Canvas) {
    let full = fullColour
    var x = left
    for (name, scale, limit, isRoot) in [
      ("right", ColourScale.right, full.right, false), ("wrong", .wrong, full.wrong, true),
    ] {
      canvas.write(name, at: Point(x, top + 12), .small)
      x += TextStyle.small.width(of: name) + 6
      canvas.colourBar(x: x, y: top + 3, width: 60, height: 10) { scale.colour(isRoot ? $0.squareRoot() : $0) }
      canvas.write("0", at: Point(x, top + 26), .tick, anchor: .middle)
      canvas.write(
        isNormalised ? "100 %" : NumberText.fixed(limit, 0), at: Point(x + 60, top + 26), .tick, anchor: .middle)
      x += 60 + 30
    }
  }
}

extension Canvas {
  /// A bar of colours from share 0 to 1, framed.
  mutating func colourBar(x: Double, y: Double, width: Double, height: Double, colour: (Double) -> Colour) {
    let count = 48
    for step in 0..<count {
      fill(
        x: x + width * Double(step) / Double(count), y: y, width: width / Double(count), height: height,
        colour(Double(step) / Double(count - 1)))
    }
    frame(x: x, y: y, width: width, height: height, thickness: 0.5, .edge)
  }
}
