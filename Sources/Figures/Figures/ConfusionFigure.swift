import Text
/// Truth down, prediction across. `counts[t][p]`; shown as shares of each row where `isNormalised`.
package struct ConfusionFigure: Sendable, Equatable {
  package let counts: [[Int]]
  package var classNames: [String]
  package var isNormalised: Bool
  /// Samples of each row.
  let totals: [Double]
  package init(counts: [[Int]], classNames: [String], isNormalised: Bool) {
    self.counts = counts
    totals = counts.map { $0.reduce(0) { $0 + Double(max($1, 0)) } }
    self.classNames = classNames
    self.isNormalised = isNormalised
  }
}

extension ConfusionFigure: FigureKind {
  var words: String {
    let all = total(counts.joined())
    let right = total(counts.indices.map { count(truth: $0, prediction: $0) })
    var most: (truth: Int, prediction: Int, count: Int)?
    for truth in counts.indices {
      for prediction in counts.indices where prediction != truth {
        let value = count(truth: truth, prediction: prediction)
        if value > most?.count ?? 0 { most = (truth, prediction, value) }
      }
    }
    let share = all > 0 ? " (\(NumberText.percent(Double(right) / Double(all))))" : ""
    let mistake =
      most.map {
        " The most frequent mistake: \(name($0.truth)) taken for \(name($0.prediction)), \(counted($0.count, "time"))."
      }
      ?? " No mistake."
    return
      "Confusion matrix of \(counted(counts.count, "class", plural: "classes")): \(NumberText.whole(right)) of \(NumberText.whole(all)) right\(share)."
      + (all > 0 ? mistake : "")
  }

  var table: FigureTable? {
    if counts.count > ConfusionFigure.mostWithText { return summary }
    return FigureTable(
      header: ["truth"] + counts.indices.map { name($0) },
      rows: counts.indices.map { truth in
        [name(truth)]
          + counts.indices.map {
            isNormalised
              ? NumberText.percent(share(truth: truth, prediction: $0)) : text(truth: truth, prediction: $0)
          }
      })
  }

  /// A line for each class that has samples, where there are too many classes for a column each.
  private var summary: FigureTable {
    FigureTable(
      header: ["truth", "samples", "right", "most often taken for"],
      rows: counts.indices.filter { totals[$0] > 0 }.map { truth in
        let wrong = counts.indices.filter { $0 != truth && count(truth: truth, prediction: $0) > 0 }
        let most = wrong.max { count(truth: truth, prediction: $0) < count(truth: truth, prediction: $1) }
        return [
          name(truth), NumberText.fixed(totals[truth], 0), String(count(truth: truth, prediction: truth)),
          most.map { "\(name($0)) (\(count(truth: truth, prediction: $0)))" } ?? "",
        ]
      })
  }
}

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
    var isUpright: Bool
    /// Of the numbers in the cells: all of them, or none where one finds no room.
    var numbers: TextStyle?
  }

  private var layout: Layout {
    let classes = max(counts.count, 1)
    let names = ConfusionFigure.style.shortened((0..<classes).map { name($0) }, to: 130)
    let longest = names.map { ConfusionFigure.style.width(of: $0) }.max() ?? 0
    let left = (Measure.margin + 20 + longest + 8).rounded(.up)
    let texts =
      classes > ConfusionFigure.mostWithText
      ? [] : counts.indices.flatMap { truth in counts.indices.map { text(truth: truth, prediction: $0) } }
    let widestText = texts.map { ConfusionFigure.style.width(of: $0) }.max() ?? 0
    let wanted = max(classes <= 4 ? 64 : 34, widestText + 10)
    let fitted = min(max(Measure.widest - left - Measure.margin, 1) / Double(classes), wanted)
    let cell = fitted >= 4 ? fitted.rounded(.down) : fitted
    // Names that are wider than their columns stand upright in them.
    let isUpright = longest > cell - 6
    let header = isUpright ? longest + 34 : 42
    return Layout(
      names: names, cell: cell, left: left, top: (Measure.margin + header).rounded(.up), side: cell * Double(classes),
      width: max(left + cell * Double(classes) + Measure.margin, left + 250), isUpright: isUpright,
      numbers: texts.isEmpty ? nil : ConfusionFigure.numbers(widestText, in: cell))
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
      if layout.isUpright {
        canvas.write(layout.names[index], at: Point(x + 4, layout.top - 6), style, direction: .upwards)
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
      ColourBar(x: x, y: top + 3, width: 60, height: 10).draw(on: &canvas) {
        name == "right" ? ColourScale.right.colour($0) : wrongColour($0)
      }
      canvas.write("0", at: Point(x, top + 26), .tick, anchor: .middle)
      canvas.write(
        isNormalised ? "100 %" : limit < 1e15 ? NumberText.whole(Int(limit)) : NumberText.fixed(limit, 0),
        at: Point(x + 60, top + 26), .tick, anchor: .middle)
      x += 60 + 32
    }
  }
}

/// The colours and words of a confusion matrix's cells.
extension ConfusionFigure {
  func name(_ index: Int) -> String { className(index, classNames) }

  func count(truth: Int, prediction: Int) -> Int {
    prediction < counts[truth].count ? max(counts[truth][prediction], 0) : 0
  }

  func share(truth: Int, prediction: Int) -> Double {
    totals[truth] > 0 ? Double(count(truth: truth, prediction: prediction)) / totals[truth] : 0
  }

  /// What a cell shows: a count, or a percentage where normalised.
  func text(truth: Int, prediction: Int) -> String {
    guard isNormalised else { return String(count(truth: truth, prediction: prediction)) }
    let percent = share(truth: truth, prediction: prediction) * 100
    let text = ShareText(share(truth: truth, prediction: prediction), places: percent == 0 || percent >= 9.95 ? 0 : 1)
    return text.sign + text.number
  }

  /// The values that full colour stands for: on the diagonal, and of the errors, which have a scale of their own so
  /// that they are seen beside a large diagonal.
  struct FullColour: Equatable {
    var right = 1.0
    /// 0 where there is no error.
    var wrong = 0.0
  }

  var fullColour: FullColour {
    var full = FullColour()
    for truth in counts.indices {
      for prediction in counts.indices {
        let value = Double(count(truth: truth, prediction: prediction))
        if truth == prediction { full.right = max(full.right, value) } else { full.wrong = max(full.wrong, value) }
      }
    }
    // Few errors beside many right answers are no reason for the strongest colour.
    if full.wrong > 0 { full.wrong = max(full.wrong, (full.right / 10).rounded(.up), 4) }
    return isNormalised ? FullColour(right: 1, wrong: 1) : full
  }

  func colour(truth: Int, prediction: Int, _ full: FullColour) -> Colour {
    let value =
      isNormalised
      ? share(truth: truth, prediction: prediction) : Double(count(truth: truth, prediction: prediction))
    if truth == prediction { return ColourScale.right.colour(value / full.right) }
    return value > 0 ? wrongColour(value / full.wrong) : .paper
  }

  /// A tint for a single error, and then by a root, so that few errors are seen as well.
  func wrongColour(_ share: Double) -> Colour {
    share > 0 ? ColourScale.wrong.colour(0.15 + 0.85 * share.squareRoot()) : .paper
  }
}
