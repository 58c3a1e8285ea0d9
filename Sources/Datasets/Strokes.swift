/// The strokes of one digit among all that is dark: the connected pieces of ink that belong together.
struct Strokes {
  private struct Piece {
    var pixels: [Int]
    var mass: Double
    var rows: ClosedRange<Int>
    var columns: ClosedRange<Int>
    var touchesEdge: Bool

    /// Without a column in common, as two digits do, and not much smaller.
    func stands(beside other: Piece) -> Bool {
      !touchesEdge && mass > 0.3 * other.mass && 2 * rows.count > other.rows.count
        && (columns.lowerBound > other.columns.upperBound || columns.upperBound < other.columns.lowerBound)
        && rows.lowerBound <= other.rows.upperBound && rows.upperBound >= other.rows.lowerBound
    }
  }

  /// Ink from 0 to 1, everything else 0.
  let image: GreyImage
  let rows: Range<Int>
  let columns: Range<Int>
  /// Whether another piece of ink as tall stands beside the largest, so that there may be two digits.
  let mayBeTwo: Bool

  /// nil where nothing stands out from the paper.
  init?(ink: GreyImage) {
    let paper = ink.quantile(0.5)
    let spread = 1.4826 * ink.map { abs($0 - paper) }.quantile(0.5)
    let threshold = Self.threshold(ink)
    let core = ink.values.filter { $0 >= threshold }.sorted()
    guard !core.isEmpty else { return nil }
    let full = core[core.count * 3 / 4]
    let none = min(paper + 3 * spread, full / 2)
    guard full > 0.08, full > paper + 6 * spread else { return nil }
    let soft = ink.map { min(max(($0 - none) / (full - none), 0), 1) }

    let pieces = Self.pieces(of: soft)
    let kept = Self.belongingTogether(pieces, soft)
    guard let main = kept.max(by: { $0.mass < $1.mass }) else { return nil }
    mayBeTwo = pieces.contains { $0.stands(beside: main) }
    var mask = GreyImage(height: soft.height, width: soft.width, values: soft.values.map { _ in 0 })
    for piece in kept { for pixel in piece.pixels { mask.values[pixel] = 1 } }
    mask = mask.dilated(radius: max(1, max(soft.height, soft.width) / 100))
    var image = soft
    for index in image.values.indices where mask.values[index] == 0 { image.values[index] = 0 }
    self.image = image

    let inked = image.values.indices.filter { image.values[$0] > 0.2 }
    let rowNumbers = inked.map { $0 / soft.width }
    let columnNumbers = inked.map { $0 % soft.width }
    guard let top = rowNumbers.min(), let bottom = rowNumbers.max(), let left = columnNumbers.min(),
      let right = columnNumbers.max()
    else { return nil }
    rows = top..<bottom + 1
    columns = left..<right + 1
  }

  /// Otsu's threshold (1979): between the two classes whose means differ most.
  private static func threshold(_ image: GreyImage) -> Float {
    var counts = [Int](repeating: 0, count: 256)
    for value in image.values { counts[Int(value * 255)] += 1 }
    let total = Double(image.values.count)
    let sum = counts.enumerated().reduce(0.0) { $0 + Double($1.offset) * Double($1.element) }
    var best = (value: 0.0, level: 0)
    var below = 0.0
    var sumBelow = 0.0
    for level in 0..<255 {
      below += Double(counts[level])
      sumBelow += Double(level) * Double(counts[level])
      guard below > 0, below < total else { continue }
      let distance = sumBelow / below - (sum - sumBelow) / (total - below)
      let value = below * (total - below) * distance * distance
      if value > best.value { best = (value, level + 1) }
    }
    return Float(best.level) / 255
  }

  /// Connected pixels (also at their corners) with at least a third of the full ink.
  private static func pieces(of image: GreyImage) -> [Piece] {
    var seen = [Bool](repeating: false, count: image.values.count)
    var pieces: [Piece] = []
    for start in image.values.indices where image.values[start] > 0.3 && !seen[start] {
      var pixels = [start]
      seen[start] = true
      var next = 0
      while next < pixels.count {
        let (y, x) = (pixels[next] / image.width, pixels[next] % image.width)
        next += 1
        for row in max(y - 1, 0)...min(y + 1, image.height - 1) {
          for column in max(x - 1, 0)...min(x + 1, image.width - 1) {
            let pixel = row * image.width + column
            guard !seen[pixel], image.values[pixel] > 0.3 else { continue }
            seen[pixel] = true
            pixels.append(pixel)
          }
        }
      }
      let ys = pixels.map { $0 / image.width }
      let xs = pixels.map { $0 % image.width }
      let (rows, columns) = ((ys.min() ?? 0)...(ys.max() ?? 0), (xs.min() ?? 0)...(xs.max() ?? 0))
      pieces.append(
        Piece(
          pixels: pixels, mass: pixels.reduce(0) { $0 + Double(image.values[$1]) }, rows: rows, columns: columns,
          touchesEdge: rows.lowerBound == 0 || rows.upperBound == image.height - 1 || columns.lowerBound == 0
            || columns.upperBound == image.width - 1))
    }
    return pieces
  }

  /// The piece with the most ink, and those near it that are no specks. Pieces at the image's edge are rather the table
  /// or a shadow, where there is another that could be the digit.
  private static func belongingTogether(_ pieces: [Piece], _ image: GreyImage) -> [Piece] {
    func weight(_ piece: Piece) -> Double { piece.touchesEdge ? piece.mass / 20 : piece.mass }
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
