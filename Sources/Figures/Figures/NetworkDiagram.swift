/// A network drawn: dense layers as columns of neurons, image layers as blocks, with shapes.
package struct NetworkDiagram: Sendable, Equatable {
  package struct Kernel: Sendable, Equatable {
    package var rows: Int
    package var columns: Int
    package var values: [Float]
    package init(rows: Int, columns: Int, values: [Float]) {
      self.rows = rows
      self.columns = columns
      self.values = values
    }
  }
  package struct Layer: Sendable, Equatable {
    /// `conv2d_1`
    package var name: String
    /// `conv2d 32 3×3, relu`
    package var text: String
    /// One sample's shape after it: (H, W, C) or (features).
    package var outputShape: [Int]
    package var isDense: Bool
    /// Whether it is only a word below the layer before it, where it keeps the shape.
    package var isWord: Bool
    /// Strength of the weights into it, row-major (in, out), where known and small enough to draw.
    package var kernel: Kernel?
    package init(
      name: String, text: String, outputShape: [Int], isDense: Bool, isWord: Bool = false,
      kernel: Kernel? = nil
    ) {
      self.name = name
      self.text = text
      self.outputShape = outputShape
      self.isDense = isDense
      self.isWord = isWord
      self.kernel = kernel
    }
  }
  package var inputShape: [Int]
  package var layers: [Layer]
  /// What the last layer's neurons stand for; empty where they are no classes.
  package var outputNames: [String]
  package init(inputShape: [Int], layers: [Layer], outputNames: [String] = []) {
    self.inputShape = inputShape
    self.layers = layers
    self.outputNames = outputNames
  }
}

extension NetworkDiagram: FigureKind {
  var words: String {
    let parts = layers.prefix(12).map { "\($0.text) gives \(shapeWords($0.outputShape))" }
    return "Network of \(counted(layers.count, "layer")). Input \(shapeWords(inputShape))"
      + parts.map { "; " + $0 }.joined() + (layers.count > 12 ? "; and so on." : ".")
  }

  var table: FigureTable? {
    FigureTable(
      header: ["layer", "what it is", "output shape"],
      rows: [["input", "", shapeWords(inputShape)]]
        + layers.map { [$0.name, $0.text, shapeWords($0.outputShape)] })
  }
}

extension NetworkDiagram {
  /// A stage needs this much width for its name; more stages go to a row below.
  private static let narrowest = 70.0
  private static let widest = 150.0
  private static let rowGap = 24.0
  private static let captionStyle = TextStyle.small

  /// One row of stages; `top` and `bodyHeight` in logical pixels.
  private struct Row {
    var stages: Range<Int>
    var top: Double
    var bodyHeight: Double
    var bottom: Double
    var middle: Double { top + bodyHeight / 2 }
  }

  func drawn() -> Canvas {
    let stages = self.stages
    let names = outputs(of: stages)
    // The names beside the last column need more room than is left there.
    let overhang = names.isEmpty ? 0 : max((names.map { TextStyle.small.width(of: $0) }.max() ?? 0) + 14 - 35, 0)
    let room = Measure.widest - 2 * Measure.margin - overhang
    let mostInRow = Int(room / NetworkDiagram.narrowest)
    let rowCount = (stages.count + mostInRow - 1) / mostInRow
    let inRow = (stages.count + rowCount - 1) / rowCount
    let pitch = min(room / Double(inRow), NetworkDiagram.widest).rounded(.down)
    let captions = stages.map { caption($0, width: pitch - 6) }
    let largest = stages.reduce(1.0) { largest, stage in
      guard case .block(let height, let width, _) = stage.form else { return largest }
      return max(largest, Double(max(height, width)))
    }
    // Room for the sheets behind and for an arrow stays between two blocks.
    let element = min(max(pitch - 38, 30), 48) / largest
    var rows: [Row] = []
    for first in stride(from: 0, to: stages.count, by: inRow) {
      let range = first..<min(first + inRow, stages.count)
      let top = rows.last.map { $0.bottom + NetworkDiagram.rowGap } ?? Measure.margin
      let body = range.map { stages[$0].size(element).height }.max() ?? 0
      let lines = range.map { captions[$0].count }.max() ?? 0
      rows.append(
        Row(
          stages: range, top: top, bodyHeight: body,
          bottom: top + body + Double(lines) * NetworkDiagram.captionStyle.lineHeight + 8))
    }
    let hasWeights = stages.contains { $0.kernel != nil }
    let width = max(Double(inRow) * pitch + 2 * Measure.margin + overhang, hasWeights ? 270 : 0)
    let bottom = rows.last?.bottom ?? 0
    var canvas = Canvas(width: Int(width), height: Int((bottom + Measure.margin + (hasWeights ? 24 : 0)).rounded(.up)))
    for (line, row) in rows.enumerated() {
      let places = row.stages.map {
        Point(Measure.margin + (Double($0 - row.stages.lowerBound) + 0.5) * pitch, row.middle)
      }
      for (index, place) in zip(row.stages, places).dropFirst() {
        let start = Point(place.x - pitch, place.y)
        stages[index].connect(from: stages[index - 1], at: start, to: place, element, on: &canvas)
      }
      for (index, place) in zip(row.stages, places) {
        stages[index].draw(at: place, element, on: &canvas)
        if index == stages.count - 1 {
          let neurons = NeuronColumn(outputNames.count).places(around: place)
          for (neuron, name) in zip(neurons, names) {
            canvas.write(name, at: Point(neuron.x + 12, neuron.y + 4), .small)
          }
        }
        for (count, text) in captions[index].enumerated() {
          let baseline = row.top + row.bodyHeight + Double(count + 1) * NetworkDiagram.captionStyle.lineHeight + 4
          canvas.write(text.text, at: Point(place.x, baseline), text.style, anchor: .middle)
        }
      }
      if line + 1 < rows.count, let last = places.last {
        let reach = stages[row.stages.upperBound].size(element).width / 2 + 4
        drawTurn(
          from: Point(last.x, row.bottom), to: Point(Measure.margin + pitch / 2 - reach, rows[line + 1].middle),
          on: &canvas)
      }
    }
    if hasWeights { drawLegend(y: bottom + 18, on: &canvas) }
    return canvas
  }

  private func caption(_ stage: NetworkStage, width: Double) -> [(text: String, style: TextStyle)] {
    let style = NetworkDiagram.captionStyle
    var lines = [(text: style.bold.shortened(stage.name, to: width), style: style.bold)]
    lines.append((style.shortened(stage.shapeText, to: width), style))
    for text in [stage.text] + stage.followers where !text.isEmpty {
      lines += style.wrapped(text, to: width, lines: 3).map { (text: $0, style: style.coloured(.quietInk)) }
    }
    if let drawn = stage.drawn {
      lines += style.wrapped("\(drawn.part) of \(drawn.whole) drawn", to: width, lines: 2).map {
        (text: $0, style: style.coloured(.quietInk))
      }
    }
    return lines
  }

  /// The names of the neurons that are drawn of the last stage.
  private func outputs(of stages: [NetworkStage]) -> [String] {
    guard case .neurons(let count)? = stages.last?.form, stages.count > 1, count == outputNames.count else { return [] }
    return NeuronColumn(count).indices.map { TextStyle.small.shortened(outputNames[$0], to: 110) }
  }

  /// From below the last stage of a row to the left of the first one of the next.
  private func drawTurn(from start: Point, to end: Point, on canvas: inout Canvas) {
    let y = start.y + NetworkDiagram.rowGap / 2
    let left = Measure.margin + 2
    canvas.stroke(
      [Point(start.x, start.y + 2), Point(start.x, y), Point(left, y), Point(left, end.y)], width: 1, .quietInk)
    canvas.arrow(from: Point(left, end.y), to: end, .quietInk)
  }

  private func drawLegend(y: Double, on canvas: inout Canvas) {
    var x = Measure.margin + 4
    for (text, isNegative) in [("positive weight", false), ("negative weight", true)] {
      canvas.stroke(
        [Point(x, y - 4), Point(x + 24, y - 4)], width: 2, isNegative ? .training : .validation,
        dash: isNegative ? (ink: 7, gap: 3) : nil)
      canvas.write(text, at: Point(x + 30, y), NetworkDiagram.captionStyle)
      x += 30 + NetworkDiagram.captionStyle.width(of: text) + 20
    }
  }
}
