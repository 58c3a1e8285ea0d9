/// The strokes of one digit among all that is dark: the connected pieces of ink that belong together.
struct Strokes {
  /// Ink from 0 to 1, everything else 0.
  let image: GreyImage
  let rows: Range<Int>
  let columns: Range<Int>
  /// Whether another piece of ink as tall stands beside the largest, so that there may be two digits.
  let mayBeTwo: Bool

  /// nil where nothing stands out from the paper.
  init?(ink: GreyImage) {
    guard let found = InkPieces(ink) else { return nil }
    let kept = Self.belongingTogether(found.pieces)
    guard let main = kept.max(by: { $0.mass < $1.mass }) else { return nil }
    let size = max(found.soft.height, found.soft.width)
    self.init(
      kept, of: found.soft, rows: 0..<found.soft.height, columns: 0..<found.soft.width, reach: max(1, size / 100),
      mayBeTwo: found.pieces.contains { $0.stands(beside: main) })
  }

  /// The pieces alone, in a part of the picture that holds them.
  /// - Parameter reach: pixels around them that are theirs too.
  init?(
    _ kept: [InkPieces.Piece], of soft: GreyImage, rows part: Range<Int>, columns across: Range<Int>, reach: Int,
    mayBeTwo: Bool
  ) {
    self.mayBeTwo = mayBeTwo
    var image = soft.cut(rows: part, columns: across)
    var mask = image.map { _ in 0 }
    for pixel in kept.lazy.flatMap({ $0.pixels }) {
      let (y, x) = (pixel / soft.width - part.lowerBound, pixel % soft.width - across.lowerBound)
      mask.values[y * image.width + x] = 1
    }
    mask = mask.dilated(radius: reach)
    for index in image.values.indices where mask.values[index] == 0 { image.values[index] = 0 }
    let inked = image.values.indices.filter { image.values[$0] > 0.2 }
    let rowNumbers = inked.map { $0 / image.width }
    let columnNumbers = inked.map { $0 % image.width }
    guard let top = rowNumbers.min(), let bottom = rowNumbers.max(), let left = columnNumbers.min(),
      let right = columnNumbers.max()
    else { return nil }
    self.image = image
    rows = top..<bottom + 1
    columns = left..<right + 1
  }

  /// The piece with the most ink, and those near it that are no specks. Pieces at the image's edge are rather the table
  /// or a shadow, where there is another that could be the digit.
  private static func belongingTogether(_ pieces: [InkPieces.Piece]) -> [InkPieces.Piece] {
    func weight(_ piece: InkPieces.Piece) -> Double { piece.touchesEdge ? piece.mass / 20 : piece.mass }
    guard let main = pieces.max(by: { weight($0) < weight($1) }) else { return [] }
    let reach = max(main.rows.count, main.columns.count) / 3
    return pieces.filter { piece in
      let isNear =
        piece.rows.lowerBound <= main.rows.upperBound + reach && piece.rows.upperBound >= main.rows.lowerBound - reach
        && piece.columns.lowerBound <= main.columns.upperBound + reach
        && piece.columns.upperBound >= main.columns.lowerBound - reach
      return isNear && piece.mass > 0.02 * main.mass && (main.touchesEdge || !piece.touchesEdge)
    }
  }

  /// About how thick the strokes are, in pixels: twice the area over the outline.
  var thickness: Double {
    var area = 0
    var outline = 0
    for y in 0..<image.height {
      for x in 0..<image.width where image.values[y * image.width + x] > 0.5 {
        area += 1
        for (dy, dx) in [(0, 1), (1, 0), (0, -1), (-1, 0)] {
          let (row, column) = (y + dy, x + dx)
          let isInside = (0..<image.height).contains(row) && (0..<image.width).contains(column)
          if !isInside || image.values[row * image.width + column] <= 0.5 { outline += 1 }
        }
      }
    }
    return outline == 0 ? 0 : 2 * Double(area) / Double(outline)
  }
}
