import Text

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
      canvas.picture(
        picture.values, rows: picture.height, columns: picture.width, at: Point(place.x + 1, place.y + 19), enlargement,
        palette.scale)
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
