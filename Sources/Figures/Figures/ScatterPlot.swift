import Text
/// Points in two dimensions; each class has a colour and a shape of its own.
package struct ScatterPlot: Sendable, Equatable {
  package var x: [Double]
  package var y: [Double]
  /// The class of each point; empty where points have none.
  package var labels: [Int]
  package var classNames: [String]
  /// What the axes measure: `petal length (cm)`.
  package var xTitle: String
  package var yTitle: String
  /// What the points are, for the alternative text: `x_train`.
  package var subject: String
  package init(
    x: [Double], y: [Double], labels: [Int], classNames: [String], xTitle: String, yTitle: String, subject: String
  ) {
    self.x = x
    self.y = y
    self.labels = labels
    self.classNames = classNames
    self.xTitle = xTitle
    self.yTitle = yTitle
    self.subject = subject
  }
}

extension ScatterPlot {
  /// The points of one class, in their order; all of them where there are no classes.
  struct Group: Equatable {
    var label: Int
    var places: [Int]
  }

  /// Points that can be drawn: both their numbers are finite.
  var drawable: [Int] { (0..<min(x.count, y.count)).filter { x[$0].isFinite && y[$0].isFinite } }

  func label(_ place: Int) -> Int { place < labels.count ? labels[place] : 0 }

  /// By class, in ascending order.
  var groups: [Group] {
    var found: [Int: [Int]] = [:]
    for place in drawable { found[label(place), default: []].append(place) }
    return found.keys.sorted().map { Group(label: $0, places: found[$0] ?? []) }
  }

  private func name(_ label: Int) -> String { labels.isEmpty ? "all" : className(label, classNames) }

  private func mean(_ values: [Double], _ places: [Int]) -> Double {
    places.reduce(0) { $0 + values[$1] / Double(places.count) }
  }

  private var omission: String? {
    let count = max(x.count, y.count) - drawable.count
    return count == 0 ? nil : "\(counted(count, "point")) without finite numbers \(count == 1 ? "is" : "are") not drawn"
  }
}

extension ScatterPlot: FigureKind {
  var words: String {
    let groups = self.groups
    let places = groups.flatMap { $0.places }
    guard !places.isEmpty else { return "Scatter plot of \(subject): no points." }
    let classes = labels.isEmpty ? "" : " in \(counted(groups.count, "class", plural: "classes"))"
    let ranges = [(xTitle, x), (yTitle, y)].map { title, values in
      let own = places.map { values[$0] }
      return "\(title) from \(NumberText.short(own.min() ?? 0)) to \(NumberText.short(own.max() ?? 0))"
    }
    let middles = groups.prefix(6).map { group in
      (labels.isEmpty ? "all" : "\(name(group.label)) (\(group.places.count))")
        + " at (\(NumberText.short(mean(x, group.places))), \(NumberText.short(mean(y, group.places))))"
    }
    return "Scatter plot of \(subject): \(counted(places.count, "point"))\(classes); \(ranges.joined(separator: ", "))."
      + " The middle of \(middles.joined(separator: ", of "))\(groups.count > 6 ? ", and so on" : "")."
      + (omission.map { " \($0)." } ?? "")
  }

  /// Where the points of each class lie; single points are in the data.
  var table: FigureTable? {
    guard !drawable.isEmpty else { return nil }
    let columns = [xTitle, yTitle].flatMap { title in ["smallest", "mean", "largest"].map { "\(title), \($0)" } }
    return FigureTable(
      header: ["class", "points"] + columns,
      rows: groups.map { group in
        [name(group.label), String(group.places.count)]
          + [x, y].flatMap { values in
            let own = group.places.map { values[$0] }
            return [own.min() ?? .nan, mean(values, group.places), own.max() ?? .nan].map { NumberText.short($0) }
          }
      })
  }
}

extension ScatterPlot {
  private static let plotHeight = 300.0
  private static let widestPlot = 420.0
  private static let legendLine = 19.0
  /// Between the axes and the outermost ticks, so that no point lies on an axis.
  private static let inset = 9.0
  /// More points than these are drawn smaller, and more than the second number without edges.
  private static let manyPoints = (small: 300, crowded: 1500)

  /// The plot's edges in logical pixels, and what the axes show.
  private struct Plot {
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double
    var across: Axis
    var up: Axis

    func x(_ value: Double) -> Double { left + inset + across.position(value) * (right - left - 2 * inset) }
    func y(_ value: Double) -> Double { bottom - inset - up.position(value) * (bottom - top - 2 * inset) }
  }

  func drawn() -> Canvas {
    let groups = self.groups
    let drawn = drawable
    let legend = legend(groups)
    let legendWidth = legend.map { TextStyle.small.width(of: $0.text) + 34 }.max() ?? 0
    let up = Axis.around(drawn.map { y[$0] }, ticks: 6)
    let left = UpwardTicks(up).plotLeft
    let right = min(left + ScatterPlot.widestPlot, Measure.widest - max(legendWidth, Measure.margin + 8)).rounded(.down)
    let top = Measure.margin + 8
    let plot = Plot(
      left: left, right: right, top: top, bottom: top + ScatterPlot.plotHeight,
      across: ScatterPlot.axis(drawn.map { x[$0] }, room: right - left), up: up)
    var canvas = Canvas(
      width: Int((right + max(legendWidth, Measure.margin + 8)).rounded(.up)),
      height: Int(plot.bottom + 40 + (omission == nil ? 0 : 18) + Measure.margin))
    draw(plot, on: &canvas)
    let isCrowded = drawn.count > ScatterPlot.manyPoints.crowded
    let radius = isCrowded ? 2.25 : drawn.count > ScatterPlot.manyPoints.small ? 3 : 4
    // In the samples' order, so that no class hides the others.
    for place in drawn {
      let point = Point(plot.x(x[place]), plot.y(y[place]))
      Marker(of: label(place)).draw(at: point, radius: radius, hasEdge: !isCrowded, on: &canvas)
    }
    if drawn.isEmpty {
      canvas.write("no points", at: Point((left + right) / 2, (top + plot.bottom) / 2), .tick, anchor: .middle)
    }
    for (line, entry) in legend.enumerated() {
      let y = top + (Double(line) + 0.5) * ScatterPlot.legendLine
      if let marker = entry.marker { marker.draw(at: Point(right + 18, y), radius: 4, hasEdge: false, on: &canvas) }
      canvas.write(entry.text, at: Point(right + 28, y + 4), .small)
    }
    if let omission {
      canvas.write(
        TextStyle.tick.shortened(omission, to: Measure.widest - left - Measure.margin),
        at: Point(left, plot.bottom + 53), .tick)
    }
    return canvas
  }

  /// Grid, ticks, axes and their titles.
  private func draw(_ plot: Plot, on canvas: inout Canvas) {
    let (left, right, top, bottom) = (plot.left, plot.right, plot.top, plot.bottom)
    UpwardTicks(plot.up).draw(left: left, right: right, on: &canvas) { plot.y($0) }
    for tick in plot.across.ticks {
      canvas.fill(x: plot.x(tick) - 0.5, y: top, width: 0.5, height: bottom - top, .gridLine)
      canvas.write(
        NumberText.tick(tick, step: plot.across.step), at: Point(plot.x(tick), bottom + 17), .tick, anchor: .middle)
    }
    canvas.fill(x: left - 0.5, y: top, width: 1, height: bottom - top + 0.5, .edge)
    canvas.fill(x: left - 0.5, y: bottom - 0.5, width: right - left + 0.5, height: 1, .edge)
    let style = TextStyle.small
    canvas.write(
      style.shortened(xTitle, to: right - left), at: Point((left + right) / 2, bottom + 35), style, anchor: .middle)
    canvas.write(
      style.shortened(yTitle, to: bottom - top), at: Point(Measure.margin + 12, (top + bottom) / 2), style,
      anchor: .middle, direction: .upwards)
  }

  /// As many ticks as have room for their texts.
  private static func axis(_ values: [Double], room: Double) -> Axis {
    var axis = Axis.around(values, ticks: 8)
    for count in [6, 4, 3, 2, 1] {
      let widest = axis.ticks.map { TextStyle.tick.width(of: NumberText.tick($0, step: axis.step)) }.max() ?? 0
      if Double(axis.ticks.count) * (widest + 12) <= room { break }
      axis = .around(values, ticks: count)
    }
    return axis
  }

  /// The classes with their names, as many as have room beside the plot.
  private func legend(_ groups: [Group]) -> [(marker: Marker?, text: String)] {
    guard !labels.isEmpty, !groups.isEmpty else { return [] }
    let room = Int(ScatterPlot.plotHeight / ScatterPlot.legendLine)
    let shown = groups.count > room ? groups.prefix(room - 1) : groups[...]
    let names = TextStyle.small.shortened(shown.map { name($0.label) }, to: 130)
    var entries: [(marker: Marker?, text: String)] = zip(shown, names).map { (marker: Marker(of: $0.label), text: $1) }
    if shown.count < groups.count { entries.append((marker: nil, text: "and \(groups.count - shown.count) more")) }
    return entries
  }
}
