/// What stands in one place of a network diagram: a layer with a shape of its own, and the layers that keep it.
struct NetworkStage {
  enum Form: Equatable {
    /// `count` neurons in a column.
    case neurons(Int)
    /// A long row of numbers that are no neurons: what `flatten` gives.
    case row(Int)
    case block(height: Int, width: Int, channels: Int)
  }
  var form: Form
  var name: String
  var text: String
  var shape: [Int]
  /// `dropout 0.25`: layers after it that change no shape.
  var followers: [String] = []
  var kernel: NetworkDiagram.Kernel?

  var shapeText: String { shapeWords(shape) }

  /// How many neurons or feature maps are drawn, where these are not all.
  var drawn: (part: Int, whole: Int)? {
    switch form {
    case .neurons(let count): NeuronColumn(count).isShortened ? (NeuronColumn.sampled, count) : nil
    case .block(_, _, let channels): channels > NetworkStage.mostSheets ? (NetworkStage.mostSheets, channels) : nil
    case .row: nil
    }
  }
}

extension NetworkDiagram {
  var stages: [NetworkStage] {
    var stages = [
      NetworkStage(
        form: NetworkDiagram.form(inputShape, isDense: false, before: nil), name: "input", text: "", shape: inputShape)
    ]
    for layer in layers {
      if layer.isWord, layer.outputShape == stages.last?.shape {
        stages[stages.count - 1].followers.append(layer.text)
        continue
      }
      stages.append(
        NetworkStage(
          form: NetworkDiagram.form(layer.outputShape, isDense: layer.isDense, before: stages.last?.form),
          name: layer.name, text: layer.text, shape: layer.outputShape, kernel: layer.kernel))
    }
    return stages
  }

  private static func form(_ shape: [Int], isDense: Bool, before: NetworkStage.Form?) -> NetworkStage.Form {
    switch shape.count {
    case 3: return .block(height: max(shape[0], 1), width: max(shape[1], 1), channels: max(shape[2], 1))
    case 2: return .block(height: max(shape[0], 1), width: max(shape[1], 1), channels: 1)
    default:
      let count = max(shape.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }, 1)
      // A first row of numbers feeds neurons, so it is drawn as some.
      return isDense || before == nil ? .neurons(count) : .row(count)
    }
  }
}

/// The neurons of one column that are drawn: all of a few, else some at equal distances with `⋮` between them.
struct NeuronColumn {
  /// Columns of up to this many are drawn whole; of larger ones, fewer keep the lines readable.
  static let mostWhole = 10
  static let sampled = 8
  static let pitch = 15.0

  /// Of all neurons, in order.
  let indices: [Int]
  let count: Int

  init(_ count: Int) {
    self.count = count
    let drawn = count <= NeuronColumn.mostWhole ? count : NeuronColumn.sampled
    indices = (0..<drawn).map { drawn == count ? $0 : Int((Double($0) + 0.5) * Double(count) / Double(drawn)) }
  }

  var isShortened: Bool { indices.count < count }
  var height: Double { Double(indices.count + (isShortened ? 1 : 0)) * NeuronColumn.pitch }

  /// Centres of the drawn neurons in a column around `centre`.
  func places(around centre: Point) -> [Point] {
    let half = NeuronColumn.sampled / 2
    return indices.indices.map { slot in
      let line = isShortened && slot >= half ? slot + 1 : slot
      return Point(centre.x, centre.y - height / 2 + (Double(line) + 0.5) * NeuronColumn.pitch)
    }
  }
}

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
  private static let mostSheets = 6
  /// Weights below this share of the strongest are left out.
  private static let weakest = 0.15

  /// The front of a block and how many sheets lie behind each other: one for each of a few channels.
  private func block(_ element: Double) -> (face: (width: Double, height: Double), sheets: Int) {
    guard case .block(let height, let width, let channels) = form else { return ((0, 0), 1) }
    func side(_ length: Int) -> Double { max((Double(length) * element).rounded(), 5) }
    return ((side(width), side(height)), min(channels, NetworkStage.mostSheets))
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
    let strongest = lines.map { abs($0.weight) }.filter { $0.isFinite }.max() ?? 0
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
