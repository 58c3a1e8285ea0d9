import Text
/// How many numbers lie in each of some intervals of one width.
package struct Distribution: Sendable, Equatable {
  /// One more than there are counts, ascending.
  package var edges: [Double]
  package var counts: [Int]
  /// What was counted: `petal length (cm)`.
  package var title: String
  /// Where it stands: `x_train`.
  package var subject: String

  package init(edges: [Double], counts: [Int], title: String, subject: String) {
    self.edges = edges
    self.counts = counts
    self.title = title
    self.subject = subject
  }

  /// Of finite numbers, in equal intervals from the smallest to the largest as NumPy's `histogram` takes them; without a
  /// wish as many as Sturges has it, one more than the count's binary logarithm.
  package init(of numbers: [Double], bins wanted: Int?, title: String, subject: String) {
    let bins = wanted ?? max(Int.bitWidth - max(numbers.count - 1, 1).leadingZeroBitCount + 1, 5)
    var (low, high) = (numbers.min() ?? 0, numbers.max() ?? 1)
    if low == high { (low, high) = (low - 0.5, high + 0.5) }
    let width = high / Double(bins) - low / Double(bins)
    var counts = [Int](repeating: 0, count: bins)
    let edges = (0..<bins).map { low + width * Double($0) } + [high]
    for number in numbers {
      let share = width > 0 ? (number - low) / width : 0
      var place = share.isFinite ? min(max(Int(share), 0), bins - 1) : number < high / 2 + low / 2 ? 0 : bins - 1
      // Where rounding has put it beyond an edge.
      if number < edges[place] { place -= 1 } else if place < bins - 1, number >= edges[place + 1] { place += 1 }
      counts[max(place, 0)] += 1
    }
    self.init(edges: edges, counts: counts, title: title, subject: subject)
  }
}

extension Distribution: FigureKind {
  private var areDrawable: Bool { edges.count == counts.count + 1 && !counts.isEmpty }

  private func interval(_ index: Int) -> String {
    "\(NumberText.short(edges[index])) to \(NumberText.short(edges[index + 1]))"
  }

  var words: String {
    let total = counts.reduce(0, +)
    guard areDrawable, total > 0, let most = counts.indices.max(by: { counts[$0] < counts[$1] }) else {
      return "Distribution of \(title) in \(subject): nothing to count."
    }
    return "Distribution of \(title) in \(subject): \(counted(total, "number")) from \(NumberText.short(edges[0])) to "
      + "\(NumberText.short(edges[counts.count])) in \(counted(counts.count, "interval")), most of them, "
      + "\(NumberText.whole(counts[most])), from \(interval(most))."
  }

  var table: FigureTable? {
    guard areDrawable else { return nil }
    return FigureTable(
      header: ["interval", "count"], rows: counts.indices.map { [interval($0), NumberText.whole(counts[$0])] })
  }

  func drawn() -> Canvas {
    var up = Axis.fromZero(counts.map { Double($0) }, ticks: 5)
    up.ticks = up.ticks.filter { $0 == $0.rounded() }
    let ticks = UpwardTicks(up)
    let left = ticks.plotLeft
    let right = (left + 420).rounded()
    let (top, bottom) = (Measure.margin + 8, Measure.margin + 8 + 200)
    var canvas = Canvas(width: Int(right + Measure.margin + 18), height: Int(bottom + 40 + Measure.margin))
    ticks.draw(left: left, right: right, on: &canvas) { bottom - up.position($0) * (bottom - top) }
    let style = TextStyle.small
    if areDrawable {
      let across = Axis.around([edges[0], edges[counts.count]], ticks: 6)
      func x(_ value: Double) -> Double { left + 6 + across.position(value) * (right - left - 12) }
      for (index, count) in counts.enumerated() where count > 0 {
        let (start, end) = (x(edges[index]), x(edges[index + 1]))
        let height = up.position(Double(count)) * (bottom - top)
        let gap = end - start > 5 ? 0.75 : 0
        canvas.fill(
          x: start + gap, y: bottom - height, width: max(end - start - 2 * gap, 0.5), height: height, .training)
      }
      for tick in across.ticks {
        canvas.fill(x: x(tick) - 0.5, y: bottom, width: 1, height: 4, .edge)
        canvas.write(
          NumberText.tick(tick, step: across.step), at: Point(x(tick), bottom + 17), .tick, anchor: .middle)
      }
    } else {
      canvas.write("nothing to count", at: Point((left + right) / 2, (top + bottom) / 2), .tick, anchor: .middle)
    }
    canvas.fill(x: left - 0.5, y: bottom - 0.5, width: right - left + 0.5, height: 1, .edge)
    canvas.write(
      style.shortened(title, to: right - left), at: Point((left + right) / 2, bottom + 35), style, anchor: .middle)
    canvas.write(
      "samples", at: Point(Measure.margin + 12, (top + bottom) / 2), style, anchor: .middle, direction: .upwards)
    return canvas
  }
}
