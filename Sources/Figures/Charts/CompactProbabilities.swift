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
    let answer = ProbabilityBars.answer(row.probabilities)
    let isWrong = row.label != nil && answer != row.label
    var left = place.x + 0.5
    let side = 84.0
    if let picture = row.picture {
      let enlargement = Enlargement(rows: picture.height, columns: picture.width, within: side)
      canvas.picture(
        picture.values, rows: picture.height, columns: picture.width, at: Point(left, place.y + 18), enlargement,
        palette.scale)
      left += side + 12
    }
    var words = answer.map { "\(name($0)), \(NumberText.percent(row.probabilities[$0]))" } ?? "no answer"
    if let label = row.label { words = isWrong ? "✗ \(words); truth \(name(label))" : "✓ \(words)" }
    let right = place.x + width
    let title = TextStyle.small.shortened(row.title, to: width * 0.45)
    canvas.write(title, at: Point(place.x, place.y + 11), .small.coloured(.quietInk))
    let room = width - TextStyle.small.width(of: title) - 12
    let style = TextStyle.small.bold.coloured(isWrong ? .error : .ink)
    canvas.write(style.shortened(words, to: room), at: Point(right, place.y + 11), style, anchor: .end)
    let count = max(row.probabilities.count, 1)
    let pitch = (right - left) / Double(count)
    let widestName = row.probabilities.indices.map { TextStyle.small.bold.width(of: name($0)) }.max() ?? 0
    let hasNames = widestName <= pitch - 2
    let bottom = place.y + height - (hasNames ? 16 : 2)
    let top = place.y + 20
    for index in row.probabilities.indices {
      let middle = left + (Double(index) + 0.5) * pitch
      let value = row.probabilities[index]
      let length = value.isFinite ? min(max(value, 0), 1) * (bottom - top) : 0
      let colour: Colour = index == answer ? (isWrong ? .error : .training) : .quietBar
      canvas.fill(x: middle - pitch * 0.36, y: bottom - length, width: pitch * 0.72, height: length, colour)
      guard hasNames else { continue }
      let style = index == answer ? TextStyle.small.bold : .tick
      canvas.write(name(index), at: Point(middle, place.y + height - 2), style, anchor: .middle)
    }
    canvas.fill(x: left, y: bottom, width: right - left, height: 0.5, .edge)
  }
}
