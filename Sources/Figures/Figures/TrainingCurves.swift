import Text
/// Loss and accuracy for each epoch, side by side; validation beside training. Not-finite values leave a gap.
package struct TrainingCurves: Sendable, Equatable {
  package var loss: [Double]
  package var validationLoss: [Double]
  package var accuracy: [Double]
  package var validationAccuracy: [Double]
  /// The other trainings of the lesson, with whose accuracies this one's share an axis.
  package var others: [[Double]] = []
  /// Of each epoch's first batch; empty where it does not change.
  package var learningRate: [Double] = []
  /// The validation arrays are empty where nothing was validated.
  package init(loss: [Double], validationLoss: [Double], accuracy: [Double], validationAccuracy: [Double]) {
    self.loss = loss
    self.validationLoss = validationLoss
    self.accuracy = accuracy
    self.validationAccuracy = validationAccuracy
  }
}

extension TrainingCurves: FigureKind {
  var words: String {
    let curves: [(String, [Double])] = [
      ("Training accuracy", accuracy), ("Validation accuracy", validationAccuracy), ("Training loss", loss),
      ("Validation loss", validationLoss),
    ]
    let sentences = curves.filter { !$0.1.isEmpty }.map {
      sentence($0.0, $0.1, isBetterHigh: $0.0.hasSuffix("accuracy"))
    }
    return sentences.isEmpty ? "No epoch was trained." : (sentences + rateWords).joined(separator: " ")
  }

  private var rateWords: [String] {
    guard let first = learningRate.first, let last = learningRate.last, let highest = learningRate.max() else {
      return []
    }
    let peak = highest > max(first, last) ? ", its highest \(NumberText.short(highest))" : ""
    return [
      "The learning rate goes from \(NumberText.short(first)) to \(NumberText.short(last))\(peak)."
    ]
  }

  private func sentence(_ name: String, _ values: [Double], isBetterHigh: Bool) -> String {
    let finite = values.indices.filter { values[$0].isFinite }
    guard let first = finite.first, let last = finite.last else { return "\(name) is never a finite number." }
    let text = { abs(values[$0]) < 1000 ? NumberText.fixed(values[$0], 3) : NumberText.short(values[$0]) }
    guard values.count > 1, first != last else {
      return "\(name) is \(text(last)) after \(counted(last + 1, "epoch"))."
    }
    let best = finite.reduce(first) { best, next in
      (isBetterHigh ? values[next] > values[best] : values[next] < values[best]) ? next : best
    }
    let over = "over \(counted(values.count, "epoch"))"
    if text(first) == text(last), finite.allSatisfy({ text($0) == text(first) }) {
      return "\(name) stays at \(text(first)) \(over)."
    }
    let verb = values[last] > values[first] ? "rises" : values[last] < values[first] ? "falls" : "goes"
    let gaps = finite.count < values.count ? "; \(values.count - finite.count) not finite" : ""
    return "\(name) \(verb) from \(text(first)) to \(text(last)) \(over); best at epoch \(best + 1)\(gaps)."
  }

  var table: FigureTable? {
    let columns = [
      ("loss", loss), ("accuracy", accuracy), ("validation loss", validationLoss),
      ("validation accuracy", validationAccuracy), ("learning rate", learningRate),
    ].filter { !$0.1.isEmpty }
    guard epochs > 0 else { return nil }
    return FigureTable(
      header: ["epoch"] + columns.map { $0.0 },
      rows: (0..<epochs).map { epoch in
        [String(epoch + 1)]
          + columns.map { column in
            guard epoch < column.1.count else { return "" }
            return column.0 == "learning rate"
              ? NumberText.short(column.1[epoch]) : NumberText.fixed(column.1[epoch], 4)
          }
      })
  }
}

extension TrainingCurves {
  /// One of the charts.
  struct Panel {
    var title: String
    var series: [Series]
    var axis: Axis
  }

  struct Series {
    var name: String
    var values: [Double]
    var isValidation: Bool
    var colour: Colour { isValidation ? .validation : .training }
    var textColour: Colour { isValidation ? .validationText : .training }
  }

  private static let plotHeight = 176.0
  /// More epochs than this are drawn as lines without markers.
  private static let mostMarkers = 20

  var epochs: Int {
    max(loss.count, validationLoss.count, accuracy.count, validationAccuracy.count)
  }

  var panels: [Panel] {
    func series(_ training: [Double], _ validation: [Double]) -> [Series] {
      [
        Series(name: "training", values: training, isValidation: false),
        Series(name: "validation", values: validation, isValidation: true),
      ].filter { !$0.values.isEmpty }
    }
    let losses = series(loss, validationLoss)
    let accuracies = series(accuracy, validationAccuracy)
    return [
      Panel(
        title: "Loss", series: losses,
        axis: TrainingCurves.axis(losses.map { $0.values }) { .fromZero($0, ticks: 5) }),
      Panel(
        title: "Accuracy", series: accuracies,
        axis: TrainingCurves.axis(accuracies.map { $0.values } + others) { .shares($0, ticks: 5).clear(of: $0) }),
      Panel(
        title: "Learning rate",
        series: learningRate.isEmpty ? [] : [Series(name: "", values: learningRate, isValidation: false)],
        axis: .fromZero(learningRate, ticks: 5)),
    ].filter { !$0.series.isEmpty }
  }

  /// Around all values, but for those of a first epoch beside which all later ones would fill less than a third of it.
  private static func axis(_ curves: [[Double]], _ around: ([Double]) -> Axis) -> Axis {
    let whole = around(curves.flatMap { $0 })
    let later = around(curves.flatMap { $0.count > 3 ? Array($0.dropFirst()) : $0 })
    return later.high - later.low < (whole.high - whole.low) / 3 ? later : whole
  }

  /// The curves among a lesson's figures, each with the accuracies of all others, so that their axes are the same.
  package static func sharingAxes(_ figures: [Figure]) -> [Figure] {
    let accuracies = figures.flatMap { figure -> [[Double]] in
      guard case .curves(let curves) = figure else { return [] }
      return [curves.accuracy, curves.validationAccuracy].filter { !$0.isEmpty }
    }
    return figures.map { figure in
      guard case .curves(var curves) = figure else { return figure }
      curves.others = accuracies
      return .curves(curves)
    }
  }

  func drawn() -> Canvas {
    let panels = self.panels
    let width = Measure.widest / 2
    let height = TrainingCurves.plotHeight + 28 + 42
    var canvas = Canvas(
      width: Int(width) * min(max(panels.count, 1), 2), height: Int(height) * max((panels.count + 1) / 2, 1))
    for (index, panel) in panels.enumerated() {
      draw(panel, at: Point(Double(index % 2) * width, Double(index / 2) * height), width: width, on: &canvas)
    }
    if panels.isEmpty { canvas.write("no epoch was trained", at: Point(width / 2, 130), .tick, anchor: .middle) }
    return canvas
  }

  private func draw(_ panel: Panel, at corner: Point, width: Double, on canvas: inout Canvas) {
    let left = corner.x
    let axis = panel.axis
    let nameWidth = panel.series.map { TextStyle.small.bold.width(of: $0.name) }.max() ?? 0
    let ticks = UpwardTicks(axis)
    let plotLeft = (left + Measure.margin + ticks.width + 8).rounded()
    let plotRight = (left + width - Measure.margin - nameWidth - 14).rounded()
    let top = corner.y + 32
    let bottom = top + TrainingCurves.plotHeight
    canvas.write(panel.title, at: Point(plotLeft, corner.y + 18), .title)
    ticks.draw(left: plotLeft, right: plotRight, on: &canvas) { tick in
      let y = bottom - axis.position(tick) * (bottom - top)
      return y < top - 0.5 || y > bottom + 0.5 ? nil : y
    }
    let widestEpoch = TextStyle.tick.width(of: String(epochs)) + 14
    let epochAxis = Axis.epochs(epochs, ticks: max(1, min(10, Int((plotRight - plotLeft) / widestEpoch))))
    func x(_ epoch: Double) -> Double {
      epochs > 1 ? plotLeft + 10 + epochAxis.position(epoch) * (plotRight - plotLeft - 20) : (plotLeft + plotRight) / 2
    }
    canvas.fill(x: plotLeft, y: bottom - 0.5, width: plotRight - plotLeft, height: 1, .edge)
    for tick in epochAxis.ticks {
      canvas.fill(x: x(tick) - 0.5, y: bottom, width: 1, height: 4, .edge)
      canvas.write(NumberText.fixed(tick, 0), at: Point(x(tick), bottom + 17), .tick, anchor: .middle)
    }
    canvas.write("Epoch", at: Point((plotLeft + plotRight) / 2, bottom + 34), .small, anchor: .middle)
    var ends: [(series: Series, y: Double)] = []
    var drawn: [(series: Series, places: [Point?], isCut: Bool)] = []
    var told = Point(x(2) + 8, 0)
    for series in panel.series {
      var places = series.values.enumerated().map { index, value in
        value.isFinite ? Point(x(Double(index + 1)), bottom - axis.position(value) * (bottom - top)) : nil
      }
      let isCut = TrainingCurves.cut(&places, top: top, bottom: bottom)
      drawn.append((series, places, isCut))
      if let last = places.last(where: { $0 != nil }), let end = last { ends.append((series, end.y)) }
      guard isCut, let value = series.values.first else { continue }
      let style = TextStyle.small.coloured(series.textColour)
      let text = (told.y == 0 ? "epoch 1: " : "") + NumberText.fixed(value, 3)
      told.y = axis.position(value) > 1 ? top - 4 : bottom - 3
      canvas.write(text, at: told, style)
      told.x += style.width(of: text) + 10
    }
    for (series, places, isCut) in drawn { drawLine(series, places, isCut: isCut, on: &canvas) }
    // Squares that are open, and discs on them, are both seen where they coincide.
    for (series, places, isCut) in drawn.sorted(by: { $0.series.isValidation && !$1.series.isValidation }) {
      drawMarkers(series, isCut ? Array(places.dropFirst()) : places, on: &canvas)
    }
    if ends.isEmpty {
      canvas.write(
        "no finite values", at: Point((plotLeft + plotRight) / 2, (top + bottom) / 2), .tick, anchor: .middle)
    }
    for (end, y) in zip(ends, TrainingCurves.spread(ends.map { $0.y }, apart: 16, top: top, bottom: bottom)) {
      let nameLeft = epochs > 1 ? plotRight + 6 : x(1) + 10
      // A lone point's name lies on the grid's lines.
      if epochs == 1 { canvas.fill(x: nameLeft - 2, y: y - 7, width: nameWidth + 4, height: 15, .paper) }
      canvas.write(end.series.name, at: Point(nameLeft, y + 4), .small.bold.coloured(end.series.textColour))
    }
  }

  /// Moves a first point that lies outside of the plot to where its line leaves that; answers whether there is one.
  private static func cut(_ places: inout [Point?], top: Double, bottom: Double) -> Bool {
    guard let first = places.first, let first, first.y < top - 0.5 || first.y > bottom + 0.5 else { return false }
    let edge = min(max(first.y, top), bottom)
    places[0] = Point(first.x, edge)
    if places.count > 1, let next = places[1], next.y != first.y {
      places[0] = Point(first.x + (next.x - first.x) * (edge - first.y) / (next.y - first.y), edge)
    }
    return true
  }

  private func drawLine(_ series: Series, _ places: [Point?], isCut: Bool, on canvas: inout Canvas) {
    for run in places.split(separator: nil).map({ $0.compactMap { $0 } }) {
      canvas.stroke(run, width: 1.75, series.colour, dash: series.isValidation ? (ink: 5, gap: 4) : nil)
    }
    if isCut, places.count > 1, let tip = places[0], let next = places[1] {
      canvas.arrow(from: next, to: tip, width: 0.5, size: 6, series.colour)
    }
  }

  private func drawMarkers(_ series: Series, _ places: [Point?], on canvas: inout Canvas) {
    for run in places.split(separator: nil).map({ $0.compactMap { $0 } }) {
      guard run.count == 1 || epochs <= TrainingCurves.mostMarkers else { continue }
      for point in run {
        if series.isValidation {
          canvas.fill(x: point.x - 4.5, y: point.y - 4.5, width: 9, height: 9, series.colour)
          canvas.fill(x: point.x - 3.5, y: point.y - 3.5, width: 7, height: 7, .paper)
        } else {
          canvas.disc(point, radius: 3, series.colour)
        }
      }
    }
  }

  /// Heights near the wanted ones, at least `apart` from each other, in the same order.
  static func spread(_ wanted: [Double], apart: Double, top: Double, bottom: Double) -> [Double] {
    let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
    var heights = wanted
    guard order.count == 2 else { return heights }
    let (upper, lower) = (order[0], order[1])
    let missing = apart - (wanted[lower] - wanted[upper])
    if missing > 0 {
      heights[upper] -= missing / 2
      heights[lower] += missing / 2
    }
    let shift = max(0, top - heights[upper]) - max(0, heights[lower] - bottom)
    return heights.map { $0 + shift }
  }
}
