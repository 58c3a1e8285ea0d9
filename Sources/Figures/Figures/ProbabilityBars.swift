import Text
/// A digit beside its class probabilities.
package struct ProbabilityBars: Sendable, Equatable {
  package struct Row: Sendable, Equatable {
    package var picture: Picture?
    package var probabilities: [Double]
    /// The true class where it is known.
    package var label: Int?
    /// `x_test[99]`
    package var title: String
    package init(picture: Picture?, probabilities: [Double], label: Int?, title: String) {
      self.picture = picture
      self.probabilities = probabilities
      self.label = label
      self.title = title
    }
  }
  package var rows: [Row]
  package var classNames: [String]
  package var palette: Palette
  package init(rows: [Row], classNames: [String], palette: Palette) {
    self.rows = rows
    self.classNames = classNames
    self.palette = palette
  }
}

extension ProbabilityBars: FigureKind {
  var words: String {
    let sentences = rows.prefix(4).map { row -> String in
      guard let answer = ProbabilityBars.answer(row.probabilities) else { return "\(row.title): no answer." }
      let start = "\(row.title): the answer is \(name(answer)) with \(NumberText.percent(row.probabilities[answer]))"
      guard let label = row.label else { return start + "." }
      return start + (label == answer ? ", which is right." : "; the truth is \(name(label)).")
    }
    let rest = rows.count > 4 ? " And \(rows.count - 4) more." : ""
    return sentences.joined(separator: " ") + rest
  }

  var table: FigureTable? {
    let classes = rows.map { $0.probabilities.count }.max() ?? 0
    if rows.count == 1 {
      return FigureTable(
        header: ["class", "probability"],
        rows: rows[0].probabilities.enumerated().map { [name($0.offset), NumberText.percent($0.element)] })
    }
    return FigureTable(
      header: ["sample", "truth", "answer"] + (0..<classes).map { name($0) },
      rows: rows.map { row in
        [row.title, row.label.map { name($0) } ?? "", ProbabilityBars.answer(row.probabilities).map { name($0) } ?? ""]
          + (0..<classes).map { $0 < row.probabilities.count ? NumberText.percent(row.probabilities[$0]) : "" }
      })
  }
}

extension ProbabilityBars {
  /// The largest probability's class; the first of equals, nil where none is a number.
  static func answer(_ probabilities: [Double]) -> Int? {
    var best: Int?
    for (index, value) in probabilities.enumerated() where value.isFinite {
      if best.map({ value > probabilities[$0] }) ?? true { best = index }
    }
    return best
  }

  func name(_ index: Int) -> String { className(index, classNames) }

  func drawn() -> Canvas { rows.count == 1 ? drawnLarge(rows[0]) : drawnCompact() }

  private static let mostBars = 30
  private static let barPitch = 22.0
  private static let longestBar = 220.0
  private static let pictureSide = 168.0

  /// One sample: the picture, and a horizontal bar for each class.
  private func drawnLarge(_ row: Row) -> Canvas {
    let shown = ProbabilityBars.shown(row)
    let hidden = row.probabilities.count - shown.count
    let picture = row.picture ?? Picture(height: 0, width: 0, values: [])
    let enlargement = Enlargement(rows: picture.height, columns: picture.width, within: ProbabilityBars.pictureSide)
    let top = Measure.margin + 24
    let barsHeight = Double(max(shown.count, 1)) * ProbabilityBars.barPitch + (hidden > 0 ? 18 : 0)
    let pictureHeight = enlargement.length(picture.height)
    let height = max(barsHeight, pictureHeight)
    let nameWidth = shown.map { TextStyle.label.bold.width(of: barName($0)) }.max() ?? 0
    let start = Measure.margin + (row.picture == nil ? 0 : enlargement.length(picture.width) + 24)
    let left = (start + nameWidth + 8).rounded(.up)
    let width = min(left + ProbabilityBars.longestBar + 118, Measure.widest)
    var canvas = Canvas(width: Int(width.rounded(.up)), height: Int(top + height + Measure.margin))
    canvas.write(
      TextStyle.title.shortened(row.title, to: width - 2 * Measure.margin),
      at: Point(Measure.margin, Measure.margin + 12), .title)
    enlargement.draw(
      picture,
      at: Point(Measure.margin + 1, barsHeight > 300 ? top : top + ((height - pictureHeight) / 2).rounded()),
      palette.scale, on: &canvas)
    let first = top + ((height - barsHeight) / 2).rounded()
    for (line, index) in shown.enumerated() {
      let middle = first + (Double(line) + 0.5) * ProbabilityBars.barPitch
      drawBar(row, index, at: Point(left, middle), longest: width - left - 118, on: &canvas)
    }
    if hidden > 0 {
      canvas.write("and \(hidden) less likely classes", at: Point(left, first + barsHeight - 4), .tick)
    }
    let axis = Double(shown.count) * ProbabilityBars.barPitch
    canvas.fill(x: left - 0.5, y: first, width: 0.5, height: axis, .edge)
    return canvas
  }

  private func drawBar(_ row: Row, _ index: Int, at place: Point, longest: Double, on canvas: inout Canvas) {
    let answer = ProbabilityBars.answer(row.probabilities)
    let isAnswer = index == answer
    let isWrong = isAnswer && row.label != nil && row.label != answer
    let style = isAnswer ? TextStyle.label.bold : .label
    canvas.write(barName(index), at: Point(place.x - 8, place.y + 4), style, anchor: .end)
    let value = row.probabilities[index]
    let length = value.isFinite ? min(max(value, 0), 1) * longest : 0
    let colour: Colour = isWrong ? .error : isAnswer ? .training : .quietBar
    canvas.fill(x: place.x, y: place.y - 7, width: length, height: 14, colour)
    let percent = NumberText.percent(value)
    canvas.write(percent, at: Point(place.x + length + 6, place.y + 4), style)
    if let remark = ProbabilityBars.remark(index, answer: answer, label: row.label) {
      canvas.write(
        remark, at: Point(place.x + length + 14 + style.width(of: percent), place.y + 4),
        style.coloured(isWrong ? .error : .ink))
    }
  }

  private func barName(_ index: Int) -> String { TextStyle.label.bold.shortened(name(index), to: 120) }

  /// The classes that get a bar: all of a few, else the likeliest, with the truth among them, in the classes' order.
  private static func shown(_ row: Row) -> [Int] {
    let all = Array(row.probabilities.indices)
    guard all.count > mostBars else { return all }
    return all.sorted { (weight(row, $0), $1) > (weight(row, $1), $0) }.prefix(mostBars).sorted()
  }

  private static func weight(_ row: Row, _ index: Int) -> Double {
    if index == row.label { return .infinity }
    return row.probabilities[index].isFinite ? row.probabilities[index] : -1
  }

  private static func remark(_ index: Int, answer: Int?, label: Int?) -> String? {
    guard let label else { return index == answer ? "answer" : nil }
    if index == answer { return index == label ? "✓ right" : "✗ answer" }
    return index == label ? "← truth" : nil
  }
}

extension ProbabilityBars {
  /// Many samples: blocks in two columns, each with its picture and a small column for each class.
  func drawnCompact() -> Canvas {
    let blockWidth = (Measure.widest - 2 * Measure.margin - 16) / 2
    let blockHeight = 104.0
    let lines = (rows.count + 1) / 2
    var canvas = Canvas(
      width: Int(Measure.widest), height: Int(max(Double(lines), 1) * (blockHeight + 14) - 14 + 2 * Measure.margin))
    for (index, row) in rows.enumerated() {
      let place = Point(
        Measure.margin + Double(index % 2) * (blockWidth + 16),
        Measure.margin + Double(index / 2) * (blockHeight + 14))
      drawBlock(row, at: place, width: blockWidth, height: blockHeight, on: &canvas)
    }
    return canvas
  }

  private func drawBlock(_ row: Row, at place: Point, width: Double, height: Double, on canvas: inout Canvas) {
    let side = 84.0
    let quiet = TextStyle.small.coloured(.quietInk)
    canvas.write(quiet.shortened(row.title, to: side + 8), at: Point(place.x, place.y + 11), quiet)
    if let picture = row.picture {
      let enlargement = Enlargement(rows: picture.height, columns: picture.width, within: side)
      enlargement.draw(picture, at: Point(place.x + 1, place.y + 19), palette.scale, on: &canvas)
    }
    let left = place.x + side + 14
    let answer = ProbabilityBars.answer(row.probabilities)
    let isWrong = row.label != nil && answer != row.label
    let sign = row.label == nil ? "" : isWrong ? ImageGrid.wrongSign : "✓ "
    let words = answer.map { "\(name($0)), \(NumberText.percent(row.probabilities[$0]))" } ?? "no answer"
    let style = TextStyle.small.bold.coloured(isWrong ? .error : .ink)
    let room = place.x + width - left
    canvas.write(style.shortened(sign + words, to: room), at: Point(left, place.y + 11), style)
    if isWrong, let label = row.label {
      canvas.write(
        TextStyle.small.shortened("truth \(name(label))", to: room), at: Point(left, place.y + 25), .small)
    }
    drawColumns(
      row, answer: answer, colour: isWrong ? .error : .training, from: Point(left, place.y + 33),
      to: Point(left + room, place.y + height), on: &canvas)
  }

  /// A small column for each class, with its name below where all of them have room.
  private func drawColumns(
    _ row: Row, answer: Int?, colour: Colour, from start: Point, to end: Point, on canvas: inout Canvas
  ) {
    let pitch = (end.x - start.x) / Double(max(row.probabilities.count, 1))
    let widestName = row.probabilities.indices.map { TextStyle.small.bold.width(of: name($0)) }.max() ?? 0
    let hasNames = widestName <= pitch - 2
    let bottom = end.y - (hasNames ? 16 : 2)
    for (index, value) in row.probabilities.enumerated() {
      let middle = start.x + (Double(index) + 0.5) * pitch
      let length = value.isFinite ? min(max(value, 0), 1) * (bottom - start.y) : 0
      canvas.fill(
        x: middle - pitch * 0.36, y: bottom - length, width: pitch * 0.72, height: length,
        index == answer ? colour : .quietBar)
      guard hasNames else { continue }
      let style = index == answer ? TextStyle.small.bold : .tick
      canvas.write(name(index), at: Point(middle, end.y - 2), style, anchor: .middle)
    }
    canvas.fill(x: start.x, y: bottom, width: end.x - start.x, height: 0.5, .edge)
  }
}
