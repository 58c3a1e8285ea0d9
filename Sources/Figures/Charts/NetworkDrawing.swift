extension NetworkDiagram {
  private static let bodyHeight = 190.0
  private static let narrowest = 84.0
  private static let mostNeurons = 12

  func drawn() -> Canvas {
    let stages = self.stages
    let mostInRow = Int((Measure.widest - 2 * Measure.margin) / NetworkDiagram.narrowest)
    let rowCount = (stages.count + mostInRow - 1) / mostInRow
    let inRow = (stages.count + rowCount - 1) / rowCount
    let pitch = min((Measure.widest - 2 * Measure.margin) / Double(inRow), 150).rounded(.down)
    let rows = stride(from: 0, to: stages.count, by: inRow).map { $0..<min($0 + inRow, stages.count) }
    let captions = stages.map { caption($0, width: pitch - 6) }
    let captionHeights = rows.map { row in
      (row.map { captions[$0].count }.max() ?? 0)
    }.map { Double($0) * TextStyle.small.lineHeight + 10 }
    let bodies = rows.map { row in row.map { bodyHeight(stages[$0]) }.max() ?? 0 }
    let hasWeights = stages.contains { $0.kernel != nil }
    let total = zip(bodies, captionHeights).reduce(2 * Measure.margin + (hasWeights ? 26 : 0)) { $0 + $1.0 + $1.1 }
    let width = Double(inRow) * pitch + 2 * Measure.margin
    var canvas = Canvas(width: Int(width), height: Int((total + Double(rows.count - 1) * 22).rounded(.up)))
    let largest = scale(stages)
    var top = Measure.margin
    for (line, row) in rows.enumerated() {
      let middleY = top + bodies[line] / 2
      var places: [Int: Point] = [:]
      for index in row {
        places[index] = Point(Measure.margin + (Double(index - row.lowerBound) + 0.5) * pitch, middleY)
      }
      for index in row.dropFirst() {
        connect(stages[index - 1], places[index - 1]!, stages[index], places[index]!, largest, on: &canvas)
      }
      for index in row {
        draw(stages[index], at: places[index]!, largest, on: &canvas)
        for (count, text) in captions[index].enumerated() {
          canvas.write(
            text.text,
            at: Point(places[index]!.x, top + bodies[line] + Double(count + 1) * TextStyle.small.lineHeight + 2),
            text.style, anchor: .middle)
        }
      }
      top += bodies[line] + captionHeights[line]
      if line + 1 < rows.count {
        connectRows(at: top + 8, from: places[row.upperBound - 1]!.x, width: width, on: &canvas)
      }
      top += 22
    }
    if hasWeights { drawLegend(width: width, y: top - 6, on: &canvas) }
    return canvas
  }

  private func caption(_ stage: NetworkStage, width: Double) -> [(text: String, style: TextStyle)] {
    let style = TextStyle.small
    var lines = style.bold.wrapped(stage.name, to: width, lines: 1).map { ($0, style.bold) }
    lines.append((style.shortened(stage.shapeText, to: width), style))
    for text in [stage.text] + stage.followers where !text.isEmpty {
      lines += style.wrapped(text, to: width, lines: 3).map { ($0, style.coloured(.quietInk)) }
    }
    return lines
  }

  /// The largest picture side among the blocks.
  private func scale(_ stages: [NetworkStage]) -> Double {
    stages.reduce(1.0) { largest, stage in
      guard case .block(let height, let width, _) = stage.form else { return largest }
      return max(largest, Double(max(height, width)))
    }
  }

  private func bodyHeight(_ stage: NetworkStage) -> Double {
    switch stage.form {
    case .neurons(let count): max(60, Double(min(count, NetworkDiagram.mostNeurons + 1)) * 15 + 4)
    case .row: 150
    case .block: 96
    }
  }

  /// Centres of the neurons that are drawn, and the place of `⋮` where some are left out.
  private func neurons(_ count: Int, at centre: Point) -> (shown: [(index: Int, place: Point)], gap: Point?) {
    let most = NetworkDiagram.mostNeurons
    let pitch = 15.0
    if count <= most {
      let first = centre.y - Double(count - 1) * pitch / 2
      return ((0..<count).map { ($0, Point(centre.x, first + Double($0) * pitch)) }, nil)
    }
    let half = most / 2
    let first = centre.y - Double(most) * pitch / 2
    let shown = (0..<most).map { slot in
      (slot < half ? slot : count - most + slot, Point(centre.x, first + Double(slot < half ? slot : slot + 1) * pitch))
    }
    return (shown, Point(centre.x, centre.y))
  }

  private func size(_ stage: NetworkStage, _ largest: Double) -> (width: Double, height: Double, sheets: Int) {
    guard case .block(let height, let width, let channels) = stage.form else { return (10, 140, 1) }
    var sheets = 1
    while sheets < 6, 1 << sheets <= channels { sheets += 1 }
    func side(_ length: Int) -> Double { max((Double(length) / largest * 44).rounded(), 5) }
    return (side(width), side(height), sheets)
  }

  private func draw(_ stage: NetworkStage, at centre: Point, _ largest: Double, on canvas: inout Canvas) {
    switch stage.form {
    case .neurons(let count):
      let (shown, gap) = neurons(count, at: centre)
      for neuron in shown { canvas.ring(neuron.place, radius: 5.5, thickness: 1, .ink) }
      if let gap { canvas.write("⋮", at: Point(gap.x, gap.y + 4), .label.bold, anchor: .middle) }
    case .row:
      canvas.fill(x: centre.x - 5, y: centre.y - 70, width: 10, height: 140, .quietBar)
      canvas.frame(x: centre.x - 5, y: centre.y - 70, width: 10, height: 140, thickness: 0.5, .ink)
      for cut in 1..<14 {
        canvas.fill(x: centre.x - 5, y: centre.y - 70 + Double(cut) * 10, width: 10, height: 0.5, .ink)
      }
    case .block:
      let (width, height, sheets) = size(stage, largest)
      let offset = 3.0
      let shift = Double(sheets - 1) * offset / 2
      for sheet in 0..<sheets {
        let away = shift - Double(sheet) * offset
        let x = (centre.x + away - width / 2).rounded()
        let y = (centre.y - away - height / 2).rounded()
        canvas.fill(x: x, y: y, width: width, height: height, sheet == sheets - 1 ? Colour(0xBBD3E3) : Colour(0xDCE8F0))
        canvas.frame(x: x, y: y, width: width, height: height, thickness: 0.5, .ink)
      }
    }
  }

  /// Half the drawn width of a stage, for the arrows' ends.
  private func reach(_ stage: NetworkStage, _ largest: Double) -> Double {
    switch stage.form {
    case .neurons: return 9
    case .row: return 9
    case .block:
      let (width, _, sheets) = size(stage, largest)
      return width / 2 + Double(sheets - 1) * 1.5 + 4
    }
  }

  private func connect(
    _ before: NetworkStage, _ from: Point, _ after: NetworkStage, _ to: Point, _ largest: Double,
    on canvas: inout Canvas
  ) {
    guard case .neurons(let outputs) = after.form else {
      canvas.arrow(
        from: Point(from.x + reach(before, largest), from.y), to: Point(to.x - reach(after, largest), to.y), .quietInk)
      return
    }
    let targets = neurons(outputs, at: to).shown
    guard case .neurons(let inputs) = before.form else {
      let (top, bottom) = (Point(from.x + 5.5, from.y - 70), Point(from.x + 5.5, from.y + 70))
      if case .row = before.form, let first = targets.first, let last = targets.last {
        canvas.stroke([top, Point(first.place.x - 6, first.place.y)], width: 0.75, .edge)
        canvas.stroke([bottom, Point(last.place.x - 6, last.place.y)], width: 0.75, .edge)
      }
      canvas.arrow(
        from: Point(from.x + reach(before, largest), from.y), to: Point(to.x - reach(after, largest), to.y), .quietInk)
      return
    }
    let sources = neurons(inputs, at: from).shown
    let kernel = after.kernel.flatMap {
      $0.rows == inputs && $0.columns == outputs && $0.values.count == inputs * outputs ? $0 : nil
    }
    var strongest = 0.0
    var lines: [(from: Point, to: Point, weight: Double)] = []
    for source in sources {
      for target in targets {
        let weight = kernel.map { Double($0.values[source.index * outputs + target.index]) } ?? 0
        if weight.isFinite { strongest = max(strongest, abs(weight)) }
        lines.append((source.place, target.place, weight))
      }
    }
    for line in lines.sorted(by: { abs($0.weight) < abs($1.weight) }) {
      guard kernel != nil, strongest > 0, line.weight.isFinite else {
        canvas.stroke([line.from, line.to], width: 0.5, .edge, opacity: 0.6)
        continue
      }
      let strength = abs(line.weight) / strongest
      canvas.stroke(
        [line.from, line.to], width: 0.5 + 1.5 * strength, line.weight < 0 ? .training : .validation,
        opacity: 0.15 + 0.85 * strength)
    }
  }

  private func connectRows(at y: Double, from x: Double, width: Double, on canvas: inout Canvas) {
    canvas.stroke([Point(x, y), Point(Measure.margin + 10, y)], width: 1, .quietInk)
    canvas.arrow(from: Point(Measure.margin + 10, y), to: Point(Measure.margin + 10, y + 30), .quietInk)
  }

  private func drawLegend(width: Double, y: Double, on canvas: inout Canvas) {
    var x = Measure.margin + 4
    for (text, colour) in [("positive weight", Colour.validation), ("negative weight", .training)] {
      canvas.stroke([Point(x, y - 4), Point(x + 22, y - 4)], width: 2, colour)
      canvas.write(text, at: Point(x + 28, y), .small)
      x += 28 + TextStyle.small.width(of: text) + 20
    }
  }
}
