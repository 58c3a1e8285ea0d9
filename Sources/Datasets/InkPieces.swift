/// All that stands out from the paper: connected pieces of ink, of digits, of specks, of what lies at the edge.
struct InkPieces {
  struct Piece {
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

  /// Ink from 0, the paper, to 1, the pen's full ink.
  let soft: GreyImage
  let pieces: [Piece]

  /// nil where nothing stands out from the paper.
  init?(_ ink: GreyImage) {
    let paper = ink.quantile(0.5)
    let spread = 1.4826 * ink.map { abs($0 - paper) }.quantile(0.5)
    let threshold = Self.threshold(ink)
    let core = ink.values.filter { $0 >= threshold }.sorted()
    guard !core.isEmpty else { return nil }
    let full = core[core.count * 3 / 4]
    let none = min(paper + 3 * spread, full / 2)
    guard full > 0.08, full > paper + 6 * spread else { return nil }
    soft = ink.map { min(max(($0 - none) / (full - none), 0), 1) }
    pieces = Self.pieces(of: soft)
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
}
