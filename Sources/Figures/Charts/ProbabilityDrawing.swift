import Text

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
    canvas.picture(
      picture.values, rows: picture.height, columns: picture.width,
      at: Point(Measure.margin + 1, barsHeight > 300 ? top : top + ((height - pictureHeight) / 2).rounded()),
      enlargement,
      palette.scale)
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
