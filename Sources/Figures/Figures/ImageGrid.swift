/// Images in a grid, each with up to two lines below it.
package struct ImageGrid: Sendable, Equatable {
  package struct Cell: Sendable, Equatable {
    package var picture: Picture
    package var label: String?
    /// A second line, quieter.
    package var remark: String?
    /// What it is called in the data table: `x_test[247]`.
    package var name: String?
    /// Frame and label in the colour of errors, the label with a sign before it.
    package var isWrong: Bool
    /// Cells of one group are drawn at one scale, so that their sizes can be compared.
    package var scaleGroup: Int?
    package init(
      picture: Picture, label: String? = nil, remark: String? = nil, name: String? = nil, isWrong: Bool = false,
      scaleGroup: Int? = nil
    ) {
      self.picture = picture
      self.scaleGroup = scaleGroup
      self.name = name
      self.label = label
      self.remark = remark
      self.isWrong = isWrong
    }
  }
  package var cells: [Cell]
  /// Labels are what a network answered where some are wrong.
  var showsAnswers: Bool { cells.contains { $0.isWrong } }
  package var perRow: Int
  package var palette: Palette
  /// What the images are, for the alternative text: `x_train[0:12]`.
  package var subject: String
  /// Whether rows and columns of pixels are numbered, from 0, at the edges.
  package var hasAxes = false
  package init(cells: [Cell], perRow: Int, palette: Palette, subject: String) {
    self.cells = cells
    self.perRow = perRow
    self.palette = palette
    self.subject = subject
  }
}

extension ImageGrid: FigureKind {
  var words: String {
    let named = cells.prefix(12).compactMap { cell in
      cell.label.map { label in label + (cell.remark.map { " (\($0))" } ?? "") }
    }
    let verb = showsAnswers ? "answered" : "labelled"
    let labels =
      named.isEmpty
      ? ""
      : ", \(verb) " + named.joined(separator: cells.contains { $0.remark != nil } ? "; " : ", ")
        + (cells.count > 12 ? " and so on" : "")
    let wrong = cells.filter { $0.isWrong }.count
    let errors = wrong == 0 ? "" : "; \(wrong == cells.count && wrong > 1 ? "all" : String(wrong)) of them wrong"
    let images = cells.count == 1 ? "An image, \(subject)" : "\(cells.count) images of \(subject)"
    return "\(images)\(labels)\(errors)."
  }

  var table: FigureTable? {
    let hasRemarks = cells.contains { $0.remark != nil }
    guard hasRemarks || cells.contains(where: { $0.label != nil }) else { return nil }
    return FigureTable(
      header: ["image", showsAnswers ? "answer" : "label"] + (hasRemarks ? ["remark"] : []),
      rows: cells.enumerated().map { index, cell in
        [cell.name ?? String(index), ImageGrid.signed(cell.label ?? "", cell)]
          + (hasRemarks ? [cell.remark ?? ""] : [])
      })
  }
}

extension ImageGrid {
  private static let gap = 10.0
  /// A lone image is drawn within this many logical pixels, images in a row within the second.
  private static let loneSide = 280.0
  private static let gridSide = 112.0
  static let wrongSign = "✗ "

  /// The text below a cell, wrapped to its width.
  private func lines(below cell: Cell, width: Double) -> [(text: String, style: TextStyle)] {
    let label = TextStyle.label.coloured(cell.isWrong ? .error : .ink)
    return [(cell.label.map { ImageGrid.signed($0, cell) }, label), (cell.remark, .label.coloured(.quietInk))]
      .flatMap { text, style in text.map { style.wrapped($0, to: width, lines: 2).map { ($0, style) } } ?? [] }
  }

  /// A wrong cell's label begins with a sign, as colour alone tells not everyone.
  static func signed(_ label: String, _ cell: Cell) -> String { cell.isWrong ? wrongSign + label : label }

  /// Each as large as has room, but of one group none larger than the others.
  func enlargements(within side: Double) -> [Enlargement] {
    cells.map { cell in
      let alike = cell.scaleGroup == nil ? [cell] : cells.filter { $0.scaleGroup == cell.scaleGroup }
      let (rows, columns) = (alike.map { $0.picture.height }.max(), alike.map { $0.picture.width }.max())
      return Enlargement(rows: rows ?? 1, columns: columns ?? 1, within: side)
    }
  }

  func drawn() -> Canvas {
    let columns = max(1, min(perRow, cells.count, Measure.mostPicturesInRow))
    let room = (Measure.widest - 2 * Measure.margin - Double(columns - 1) * ImageGrid.gap) / Double(columns)
    let side = cells.count == 1 ? ImageGrid.loneSide : min(room, ImageGrid.gridSide)
    let axes = hasAxes ? PixelAxes(cells.map { $0.picture }) : nil
    let enlargements = enlargements(within: side - (axes?.left ?? 0))
    let height = (zip(enlargements, cells).map { $0.length($1.picture.height) }.max() ?? 1) + (axes?.below ?? 0)
    let across = (zip(enlargements, cells).map { $0.length($1.picture.width) }.max() ?? 1) + (axes?.left ?? 0)
    let hasText = cells.contains { $0.label != nil || $0.remark != nil }
    let pitch =
      hasText
      ? min(room, max(across, 84)) + ImageGrid.gap : across + ImageGrid.gap
    let texts = cells.map { lines(below: $0, width: pitch - 4) }
    let starts = stride(from: 0, to: cells.count, by: columns).map { $0..<min($0 + columns, cells.count) }
    let textHeights = starts.map { row -> Double in
      let most = row.map { texts[$0].count }.max() ?? 0
      return most > 0 ? Double(most) * TextStyle.label.lineHeight + 4 : 0
    }
    let total = textHeights.reduce(Double(starts.count) * (height + ImageGrid.gap) - ImageGrid.gap, +)
    var canvas = Canvas(
      width: Int((Double(columns) * pitch - ImageGrid.gap + 2 * Measure.margin).rounded(.up)),
      height: Int(max(total, 0) + 2 * Measure.margin))
    var top = Measure.margin
    for (row, textHeight) in zip(starts, textHeights) {
      for (column, index) in row.enumerated() {
        let (picture, enlargement) = (cells[index].picture, enlargements[index])
        let middle = Measure.margin + Double(column) * pitch + (pitch - ImageGrid.gap) / 2
        let place = Point(
          (middle + ((axes?.left ?? 0) - enlargement.length(picture.width)) / 2).rounded(),
          top + height - (axes?.below ?? 0) - enlargement.length(picture.height))
        enlargement.draw(
          picture, at: place, palette.scale, frame: cells[index].isWrong ? (1.5, .error) : (0.5, .edge), on: &canvas)
        axes?.draw(around: picture, at: place, enlargement, on: &canvas)
        for (line, text) in texts[index].enumerated() {
          canvas.write(
            text.text,
            at: Point(middle + (axes?.left ?? 0) / 2, top + height + 3 + Double(line + 1) * text.style.lineHeight - 3),
            text.style,
            anchor: .middle)
        }
      }
      top += height + textHeight + ImageGrid.gap
    }
    return canvas
  }
}
