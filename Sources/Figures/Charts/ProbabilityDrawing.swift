extension ProbabilityBars {
  /// The largest probability's class; the first of equals, nil where none is a number.
  static func answer(_ probabilities: [Double]) -> Int? {
    var best: Int?
    for (index, value) in probabilities.enumerated() where value.isFinite {
      if best.map({ value > probabilities[$0] }) ?? true { best = index }
    }
    return best
  }

  func name(_ index: Int) -> String { index < classNames.count ? classNames[index] : String(index) }

  func drawn() -> Canvas { rows.count == 1 ? drawnLarge(rows[0]) : drawnCompact() }

  /// One sample: the picture, and a horizontal bar for each class.
  private func drawnLarge(_ row: Row) -> Canvas {
    let mostBars = 30
    let answer = ProbabilityBars.answer(row.probabilities)
    var shown = Array(row.probabilities.indices)
    if shown.count > mostBars {
      // The likeliest, with the truth among them, in the order of the classes.
      shown.sort { ProbabilityBars.weight(row, $0) > ProbabilityBars.weight(row, $1) }
      shown = shown.prefix(mostBars).sorted()
    }
    let hidden = row.probabilities.count - shown.count
    let pitch = 22.0
    let enlargement = row.picture.map { Enlargement(rows: $0.height, columns: $0.width, within: 196) }
    let pictureWidth = row.picture.map { enlargement?.length($0.width) ?? 0 } ?? 0
    let pictureHeight = row.picture.map { enlargement?.length($0.height) ?? 0 } ?? 0
    let top = Measure.margin + 24
    let barsHeight = Double(max(shown.count, 1)) * pitch + (hidden > 0 ? 18 : 0)
    let height = max(barsHeight, pictureHeight)
    let names = shown.map { TextStyle.label.shortened(name($0), to: 120) }
    let nameWidth = names.map { TextStyle.label.bold.width(of: $0) }.max() ?? 0
    let left = Measure.margin + (row.picture == nil ? 0 : pictureWidth + 28) + nameWidth + 8
    let barWidth = 220.0
    var canvas = Canvas(
      width: Int((left + barWidth + 150).rounded(.up)), height: Int(top + height + Measure.margin))
    canvas.write(
      TextStyle.title.shortened(row.title, to: Double(canvas.width) - 2 * Measure.margin),
      at: Point(Measure.margin + 0.5, Measure.margin + 12), .title)
    if let picture = row.picture, let enlargement {
      canvas.picture(
        picture.values, rows: picture.height, columns: picture.width,
        at: Point(Measure.margin + 0.5, top + ((height - pictureHeight) / 2).rounded()), enlargement, palette.scale)
    }
    let first = top + ((height - barsHeight) / 2).rounded()
    for (line, index) in shown.enumerated() {
      let middle = first + (Double(line) + 0.5) * pitch
      let isAnswer = index == answer
      let isWrong = isAnswer && row.label != nil && row.label != answer
      let style = isAnswer ? TextStyle.label.bold : .label
      canvas.write(names[line], at: Point(left - 8, middle + 4), style, anchor: .end)
      let value = row.probabilities[index]
      let length = value.isFinite ? min(max(value, 0), 1) * barWidth : 0
      canvas.fill(
        x: left, y: middle - 7, width: length, height: 14, isWrong ? .error : isAnswer ? .training : .quietBar)
      let percent = NumberText.percent(value)
      canvas.write(percent, at: Point(left + length + 6, middle + 4), style)
      if let remark = ProbabilityBars.remark(index, answer: answer, label: row.label) {
        canvas.write(
          remark, at: Point(left + length + 14 + style.width(of: percent), middle + 4),
          style.coloured(isWrong ? .error : .ink))
      }
    }
    if hidden > 0 {
      canvas.write("and \(hidden) less likely classes", at: Point(left, first + barsHeight - 4), .tick)
    }
    canvas.fill(x: left - 0.5, y: first, width: 0.5, height: Double(shown.count) * pitch, .edge)
    return canvas
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

  /// Many samples: blocks in two columns, each with its picture and a small column for each class.
  private func drawnCompact() -> Canvas {
    let blockWidth = (Measure.widest - 2 * Measure.margin - 16) / 2
    let blockHeight = 96.0
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
    let answer = ProbabilityBars.answer(row.probabilities)
    let isWrong = answer != nil && row.label != nil && answer != row.label
    var left = place.x + 0.5
    let side = 74.0
    if let picture = row.picture {
      let enlargement = Enlargement(rows: picture.height, columns: picture.width, within: side)
      canvas.picture(
        picture.values, rows: picture.height, columns: picture.width, at: Point(left, place.y + 18), enlargement,
        palette.scale)
      left += side + 12
    }
    var words = answer.map { "\(name($0)), \(NumberText.percent(row.probabilities[$0]))" } ?? "no answer"
    if isWrong, let label = row.label { words = "✗ \(words); truth \(name(label))" }
    let right = place.x + width
    let title = TextStyle.small.shortened(row.title, to: width * 0.45)
    canvas.write(title, at: Point(place.x, place.y + 11), .small.coloured(.quietInk))
    let room = width - TextStyle.small.width(of: title) - 12
    let style = TextStyle.small.bold.coloured(isWrong ? .error : .ink)
    canvas.write(style.shortened(words, to: room), at: Point(right, place.y + 11), style, anchor: .end)
    let count = max(row.probabilities.count, 1)
    let pitch = (right - left) / Double(count)
    let bottom = place.y + height - 16
    let top = place.y + 20
    let widestName = row.probabilities.indices.map { TextStyle.small.width(of: name($0)) }.max() ?? 0
    for index in row.probabilities.indices {
      let middle = left + (Double(index) + 0.5) * pitch
      let value = row.probabilities[index]
      let length = value.isFinite ? min(max(value, 0), 1) * (bottom - top) : 0
      let colour: Colour = index == answer ? (isWrong ? .error : .training) : .quietBar
      canvas.fill(x: middle - pitch * 0.36, y: bottom - length, width: pitch * 0.72, height: length, colour)
      guard widestName <= pitch - 2 else { continue }
      let style = index == answer ? TextStyle.small.bold : .tick
      canvas.write(name(index), at: Point(middle, place.y + height - 2), style, anchor: .middle)
    }
    canvas.fill(x: left, y: bottom, width: right - left, height: 0.5, .edge)
  }
}
