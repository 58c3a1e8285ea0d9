import Text
/// Weights of one layer as pictures, diverging, symmetric about zero, one scale for all.
package struct WeightPictures: Sendable, Equatable {
  package struct Cell: Sendable, Equatable {
    package var height: Int
    package var width: Int
    package var values: [Float]
    package var label: String
    package init(height: Int, width: Int, values: [Float], label: String) {
      self.height = height
      self.width = width
      self.values = values
      self.label = label
    }
  }
  package var cells: [Cell]
  package var perRow: Int
  package var layer: String
  package init(cells: [Cell], perRow: Int, layer: String) {
    self.cells = cells
    self.perRow = perRow
    self.layer = layer
  }
}

extension WeightPictures: FigureKind {
  var words: String {
    "Weights of \(layer) as \(counted(cells.count, "picture")), from \(NumberText.short(-limit)) (blue) through 0 (white) to "
      + "\(NumberText.short(limit)) (orange)."
  }

  /// The spread of each picture's weights; single weights are in the saved file.
  var table: FigureTable? {
    FigureTable(
      header: ["picture", "smallest", "mean", "largest"],
      rows: cells.enumerated().map { index, cell in
        let finite = cell.values.filter { $0.isFinite }.map { Double($0) }
        let mean = finite.isEmpty ? .nan : finite.reduce(0, +) / Double(finite.count)
        return [
          cell.label.isEmpty ? (cells.count == 1 ? "all" : String(index)) : cell.label,
          NumberText.fixed(finite.min() ?? .nan, 4),
          NumberText.fixed(mean, 4), NumberText.fixed(finite.max() ?? .nan, 4),
        ]
      })
  }
}

extension WeightPictures {
  private static let gap = 10.0

  /// The largest magnitude of all cells: the ends of the colour scale.
  var limit: Double {
    var largest: Float = 0
    for cell in cells {
      for value in cell.values where value.isFinite { largest = max(largest, abs(value)) }
    }
    return Double(largest)
  }

  private func room(columns: Int) -> Double {
    (Measure.widest - 2 * Measure.margin - Double(columns - 1) * WeightPictures.gap) / Double(columns)
  }

  /// Fewer in a row than asked for where a picture's elements would become smaller than 3 logical pixels.
  private var columns: Int {
    let length = cells.map { max($0.height, $0.width) }.max() ?? 1
    var columns = max(1, min(perRow, cells.count, Measure.mostPicturesInRow))
    while columns > 4, room(columns: columns) < Double(3 * length) { columns -= 1 }
    return columns
  }

  func drawn() -> Canvas {
    let style = TextStyle.small
    let columns = self.columns
    let lines = stride(from: 0, to: cells.count, by: columns).map { $0..<min($0 + columns, cells.count) }
    let room = room(columns: columns)
    let rows = cells.map { $0.height }.max() ?? 1
    let longest = cells.map { $0.width }.max() ?? 1
    let enlargement = Enlargement(
      rows: rows, columns: longest, within: min(room, cells.count == 1 ? 280 : 112), atMost: 32)
    let pictureHeight = enlargement.length(rows)
    let widestLabel = cells.map { style.width(of: $0.label) }.max() ?? 0
    let pitch = min(max(enlargement.length(longest), widestLabel), room) + WeightPictures.gap
    let hasLabels = cells.contains { !$0.label.isEmpty }
    let height = pictureHeight + (hasLabels ? 18 : 0) + WeightPictures.gap
    let limit = self.limit
    let across = Double(columns) * pitch - WeightPictures.gap
    let width = max(across + 2 * Measure.margin, 260)
    let hasOthers = cells.contains { $0.values.contains { !$0.isFinite } }
    let legendTop = Measure.margin + Double(lines.count) * height
    var canvas = Canvas(width: Int(width.rounded(.up)), height: Int(legendTop + (hasOthers ? 56 : 34) + Measure.margin))
    for (line, row) in lines.enumerated() {
      for (column, index) in row.enumerated() {
        let cell = cells[index]
        let middle = (width - across) / 2 + Double(column) * pitch + (pitch - WeightPictures.gap) / 2
        let top = Measure.margin + Double(line) * height
        enlargement.draw(
          cell.values.map {
            limit > 0 ? Float((Double($0) / limit * 60).rounded() / 120 + 0.5) : $0.isFinite ? 0.5 : .nan
          },
          rows: cell.height, columns: cell.width,
          at: Point((middle - enlargement.length(cell.width) / 2).rounded(), top), .diverging, on: &canvas)
        canvas.write(
          style.shortened(cell.label, to: pitch - 2), at: Point(middle, top + pictureHeight + 14), style,
          anchor: .middle)
      }
    }
    let left = (width / 2 - 80).rounded()
    ColourBar(x: left, y: legendTop + 4, width: 160, height: 10).draw(on: &canvas) { ColourScale.diverging.colour($0) }
    for (share, value) in [(0.0, -limit), (0.5, 0), (1, limit)] where limit > 0 || share == 0.5 {
      canvas.write(
        NumberText.short(value), at: Point(left + 160 * share, legendTop + 28), .tick, anchor: .middle)
    }
    if hasOthers {
      canvas.fill(x: Measure.margin, y: legendTop + 44, width: 10, height: 10, .notANumber)
      canvas.write("not a finite number", at: Point(Measure.margin + 16, legendTop + 53), style)
    }
    return canvas
  }
}
