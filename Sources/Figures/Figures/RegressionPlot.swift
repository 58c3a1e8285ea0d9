import Text
/// A network's answers against the true numbers, and beside them what each answer is off by.
package struct RegressionPlot: Sendable, Equatable {
  package var truth: [Double]
  package var answers: [Double]
  /// What the numbers measure: `mass (g)`.
  package var title: String
  /// What was asked about: `x_test`.
  package var subject: String

  package init(truth: [Double], answers: [Double], title: String, subject: String) {
    self.truth = truth
    self.answers = answers
    self.title = title
    self.subject = subject
  }

  /// The share of the truth's variance that the answers explain; nil where that has none.
  package var determination: Double? {
    let pairs = drawable
    guard !pairs.isEmpty else { return nil }
    let mean = pairs.reduce(0) { $0 + $1.truth } / Double(pairs.count)
    let whole = pairs.reduce(0) { $0 + ($1.truth - mean) * ($1.truth - mean) }
    let rest = pairs.reduce(0) { $0 + ($1.truth - $1.answer) * ($1.truth - $1.answer) }
    return whole > 0 ? 1 - rest / whole : nil
  }

  var drawable: [(truth: Double, answer: Double)] {
    zip(truth, answers).filter { $0.0.isFinite && $0.1.isFinite && ($0.1 - $0.0).isFinite }
      .map { (truth: $0.0, answer: $0.1) }
  }
}

extension RegressionPlot: FigureKind {
  var words: String {
    let pairs = drawable
    guard !pairs.isEmpty else { return "Answers against truth for \(subject): no points." }
    let errors = pairs.map { $0.answer - $0.truth }
    let mean = errors.reduce(0) { $0 + abs($1) } / Double(errors.count)
    let low = errors.count { $0 < 0 }
    return "Answers against truth for \(subject): \(counted(pairs.count, "point")) of \(title), truth from "
      + "\(NumberText.short(pairs.map { $0.truth }.min() ?? 0)) to \(NumberText.short(pairs.map { $0.truth }.max() ?? 0))"
      + (determination.map { ", R² \(NumberText.fixed($0, 2))" } ?? "")
      + ". Beside it, the residuals, answer less truth: from \(NumberText.short(errors.min() ?? 0)) to "
      + "\(NumberText.short(errors.max() ?? 0)), \(NumberText.short(mean)) off on average, \(low) of \(errors.count) too low."
  }

  /// The residuals in fifths of the truth.
  var table: FigureTable? {
    let pairs = drawable.sorted { $0.truth < $1.truth }
    guard !pairs.isEmpty else { return nil }
    let parts = min(5, pairs.count)
    return FigureTable(
      header: ["truth", "points", "mean answer", "mean residual", "mean absolute error"],
      rows: (0..<parts).map { part in
        let own = pairs[part * pairs.count / parts..<(part + 1) * pairs.count / parts]
        let count = Double(own.count)
        return [
          "\(NumberText.short(own.first?.truth ?? 0)) to \(NumberText.short(own.last?.truth ?? 0))", "\(own.count)",
          NumberText.short(own.reduce(0) { $0 + $1.answer } / count),
          NumberText.short(own.reduce(0) { $0 + $1.answer - $1.truth } / count),
          NumberText.short(own.reduce(0) { $0 + abs($1.answer - $1.truth) } / count),
        ]
      })
  }

  func drawn() -> Canvas {
    let pairs = drawable
    let width = Measure.widest / 2
    var canvas = Canvas(width: Int(Measure.widest), height: 290)
    let all = pairs.flatMap { [$0.truth, $0.answer] }
    let both = Axis.around(all, ticks: 5)
    let first = Panel(
      title: "Answers against truth", across: both, up: both, left: 0, width: width, acrossTitle: "truth",
      upTitle: "answer")
    let answers = Axis.around(pairs.map { $0.answer }, ticks: 5)
    let residuals = Axis.around(pairs.map { $0.answer - $0.truth } + [0], ticks: 5)
    let second = Panel(
      title: "Residuals", across: answers, up: residuals, left: width, width: width, acrossTitle: "answer",
      upTitle: "answer less truth")
    first.drawFrame(on: &canvas)
    second.drawFrame(on: &canvas)
    guard !pairs.isEmpty else {
      canvas.write("no points", at: Point((first.left + first.right) / 2, 140), .tick, anchor: .middle)
      return canvas
    }
    let ends = [both.low, both.high].map { first.point($0, $0) }
    canvas.stroke(ends, width: 1.25, .validation, dash: (ink: 5, gap: 4))
    canvas.stroke(
      [answers.low, answers.high].map { second.point($0, 0) }, width: 1.25, .validation, dash: (ink: 5, gap: 4))
    let isCrowded = pairs.count > 1500
    let radius = isCrowded ? 1.5 : pairs.count > 200 ? 2.25 : 3
    for pair in pairs {
      let marker = Marker(of: 0)
      marker.draw(at: first.point(pair.truth, pair.answer), radius: radius, hasEdge: !isCrowded, on: &canvas)
      marker.draw(
        at: second.point(pair.answer, pair.answer - pair.truth), radius: radius, hasEdge: !isCrowded, on: &canvas)
    }
    return canvas
  }
}

/// One of the two charts.
private struct Panel {
  var title: String
  var across: Axis
  var up: Axis
  /// The plot's edges in logical pixels.
  var left: Double
  var right: Double
  var acrossTitle: String
  var upTitle: String
  private let outer: Double
  private let top = 32.0
  private let bottom = 32.0 + 200

  init(
    title: String, across: Axis, up: Axis, left outer: Double, width: Double, acrossTitle: String, upTitle: String
  ) {
    self.title = title
    self.across = across
    self.up = up
    self.acrossTitle = acrossTitle
    self.upTitle = upTitle
    self.outer = outer
    left = outer + UpwardTicks(up).plotLeft
    right = (outer + width - Measure.margin - 16).rounded(.down)
  }

  func point(_ x: Double, _ y: Double) -> Point {
    Point(left + 6 + across.position(x) * (right - left - 12), bottom - 6 - up.position(y) * (bottom - top - 12))
  }

  func drawFrame(on canvas: inout Canvas) {
    canvas.write(title, at: Point(left, 18), .title)
    UpwardTicks(up).draw(left: left, right: right, on: &canvas) { point(across.low, $0).y }
    // As many as have room for their texts.
    let texts = across.ticks.map { NumberText.tick($0, step: across.step) }
    let widest = texts.map { TextStyle.tick.width(of: $0) }.max() ?? 0
    let every = max(Int((Double(texts.count) * (widest + 10) / (right - left)).rounded(.up)), 1)
    for (index, tick) in across.ticks.enumerated() {
      let x = point(tick, up.low).x
      canvas.fill(x: x - 0.5, y: top, width: 0.5, height: bottom - top, .gridLine)
      if index % every == 0 { canvas.write(texts[index], at: Point(x, bottom + 17), .tick, anchor: .middle) }
    }
    canvas.fill(x: left - 0.5, y: top, width: 1, height: bottom - top + 0.5, .edge)
    canvas.fill(x: left - 0.5, y: bottom - 0.5, width: right - left + 0.5, height: 1, .edge)
    canvas.write(acrossTitle, at: Point((left + right) / 2, bottom + 36), .small, anchor: .middle)
    canvas.write(
      upTitle, at: Point(outer + Measure.margin + 12, (top + bottom) / 2), .small, anchor: .middle, direction: .upwards)
  }
}
