extension NetworkStage {
  private static let rowHeight = 140.0

  /// The size of a stage as drawn, where an element of a picture takes `element` logical pixels.
  func size(_ element: Double) -> (width: Double, height: Double) {
    switch form {
    case .neurons(let count): return (12, NeuronColumn(count).height)
    case .row: return (10, NetworkStage.rowHeight)
    case .block:
      let (face, sheets) = block(element)
      let depth = Double(sheets - 1) * NetworkStage.sheetOffset
      return (face.width + depth, face.height + depth)
    }
  }

  private static let sheetOffset = 3.0
  /// Weights below this share of the strongest are left out.
  private static let weakest = 0.15

  /// The front of a block and how many sheets lie behind each other: more for more channels.
  private func block(_ element: Double) -> (face: (width: Double, height: Double), sheets: Int) {
    guard case .block(let height, let width, let channels) = form else { return ((0, 0), 1) }
    var sheets = 1
    while sheets < 6, 1 << sheets <= channels { sheets += 1 }
    func side(_ length: Int) -> Double { max((Double(length) * element).rounded(), 5) }
    return ((side(width), side(height)), sheets)
  }

  func draw(at centre: Point, _ element: Double, on canvas: inout Canvas) {
    switch form {
    case .neurons(let count):
      let column = NeuronColumn(count)
      for place in column.places(around: centre) { canvas.ring(place, radius: 5.5, thickness: 1, .ink) }
      if column.isShortened { canvas.write("⋮", at: Point(centre.x, centre.y + 4), .label.bold, anchor: .middle) }
    case .row:
      let top = centre.y - NetworkStage.rowHeight / 2
      canvas.fill(x: centre.x - 5, y: top, width: 10, height: NetworkStage.rowHeight, .blockBehind)
      canvas.frame(x: centre.x - 5, y: top, width: 10, height: NetworkStage.rowHeight, .ink)
      for cut in 1..<14 { canvas.fill(x: centre.x - 5, y: top + Double(cut) * 10, width: 10, height: 0.5, .ink) }
    case .block:
      let (face, sheets) = block(element)
      let shift = Double(sheets - 1) * NetworkStage.sheetOffset / 2
      for sheet in 0..<sheets {
        let away = shift - Double(sheet) * NetworkStage.sheetOffset
        let x = (centre.x + away - face.width / 2).rounded()
        let y = (centre.y - away - face.height / 2).rounded()
        let isFront = sheet == sheets - 1
        canvas.fill(x: x, y: y, width: face.width, height: face.height, isFront ? .blockFront : .blockBehind)
        canvas.frame(x: x, y: y, width: face.width, height: face.height, .ink)
      }
    }
  }

  /// Lines or an arrow from the stage before this one.
  func connect(from before: NetworkStage, at start: Point, to end: Point, _ element: Double, on canvas: inout Canvas) {
    if case .neurons(let inputs) = before.form, case .neurons(let outputs) = form {
      connect(NeuronColumn(inputs), at: start, NeuronColumn(outputs), at: end, on: &canvas)
      return
    }
    if case .neurons(let outputs) = form, case .row = before.form {
      // Every number of the row goes to every neuron.
      let targets = NeuronColumn(outputs).places(around: end)
      for (side, target) in [(-1.0, targets.first), (1, targets.last)] {
        guard let target else { continue }
        canvas.stroke(
          [Point(start.x + 5.5, start.y + side * NetworkStage.rowHeight / 2), Point(target.x - 6, target.y)],
          width: 0.75, .edge)
      }
    }
    canvas.arrow(
      from: Point(start.x + before.size(element).width / 2 + 4, start.y),
      to: Point(end.x - size(element).width / 2 - 4, end.y), .quietInk)
  }

  private func connect(
    _ sources: NeuronColumn, at start: Point, _ targets: NeuronColumn, at end: Point, on canvas: inout Canvas
  ) {
    let weights = kernel.flatMap { kernel in
      kernel.rows == sources.count && kernel.columns == targets.count
        && kernel.values.count == sources.count * targets.count ? kernel.values : nil
    }
    var lines: [(from: Point, to: Point, weight: Double)] = []
    for (source, from) in zip(sources.indices, sources.places(around: start)) {
      for (target, to) in zip(targets.indices, targets.places(around: end)) {
        lines.append((from, to, weights.map { Double($0[source * targets.count + target]) } ?? 0))
      }
    }
    let strongest = lines.map { abs($0.weight) }.filter(\.isFinite).max() ?? 0
    for line in lines.sorted(by: { abs($0.weight) < abs($1.weight) }) {
      guard strongest > 0, line.weight.isFinite else {
        canvas.stroke([line.from, line.to], width: 0.5, .edge, opacity: 0.6)
        continue
      }
      let strength = abs(line.weight) / strongest
      guard strength >= NetworkStage.weakest else { continue }
      // Squared, so that the strong ones stand out.
      let weight = strength * strength
      let isNegative = line.weight < 0
      canvas.stroke(
        [line.from, line.to], width: 0.5 + 1.5 * weight, isNegative ? .training : .validation,
        dash: isNegative ? (ink: 7, gap: 3) : nil, opacity: 0.2 + 0.8 * weight)
    }
  }
}

extension Colour {
  static let blockFront = Colour(0xBBD3E3)
  static let blockBehind = Colour(0xDCE8F0)
}
