/// The printed lines of lined or squared paper in an image of ink: long, thin and straight, from one side to the other.
struct PaperLines {
  /// The ink without the lines; where a stroke crosses a line, it stays whole.
  let ink: GreyImage
  /// How thick the lines are, in pixels; nil where there are none.
  let thickness: Double?

  /// Smaller images are no photos, and their strokes may be as long as a line.
  private static let leastSide = 48

  init(removedFrom ink: GreyImage) {
    var remaining = ink
    var thickest = 0.0
    if min(ink.height, ink.width) >= Self.leastSide {
      for isUpright in [false, true] {
        var image = isUpright ? remaining.transposed() : remaining
        let lines = Self.search(image).compactMap { RuledLine($0, image) }
        guard !lines.isEmpty else { continue }
        let usual = lines.map { $0.thickness }.sorted()[lines.count / 2]
        for line in lines { line.erase(from: &image, thickness: usual) }
        // A line or two may as well be a digit's own stroke in a picture that is cut close.
        if lines.count < 3, Self.mayBeStroke(usual, beside: image) { continue }
        remaining = isUpright ? image.transposed() : image
        thickest = max(thickest, usual)
      }
    }
    self.ink = remaining
    thickness = thickest > 0 ? thickest : nil
  }

  /// Whether what is left beside horizontal lines reaches to their ends, as the rest of a 7 does below its bar; or is
  /// hardly anything, while they are as thick as a pen's.
  private static func mayBeStroke(_ thickness: Double, beside left: GreyImage) -> Bool {
    let isThin = thickness * 40 < Double(min(left.height, left.width))
    guard let strokes = Strokes(ink: left), strokes.rows.count * 8 >= left.height else { return !isThin }
    let margin = left.width / 25
    return strokes.columns.lowerBound < margin || strokes.columns.upperBound > left.width - margin
  }

  /// A straight way across the image, from the middle of its left edge's pixels to those of its right one.
  struct Way {
    var left: Double
    var right: Double

    func y(at x: Int, width: Int) -> Double { left + (right - left) * (Double(x) + 0.5) / Double(width) }
  }

  /// A way across the smaller image that is searched, and how much ink lies along it.
  private struct Candidate {
    var left: Int
    var rise: Int
    var score: Int

    /// Those with ink enough, the clearest first, without those beside a clearer one.
    static func distinct(_ candidates: [Candidate], from enough: Int) -> [Candidate] {
      var chosen: [Candidate] = []
      for candidate in candidates.sorted(by: { $0.score > $1.score }) where candidate.score >= enough {
        let isNew = chosen.allSatisfy { other in
          abs(other.left - candidate.left) + abs(other.left + other.rise - candidate.left - candidate.rise) > 6
        }
        if isNew { chosen.append(candidate) }
      }
      return chosen
    }
  }

  /// Ways along which three quarters of the pixels at least hold ink, the clearest first (a Hough transform, 1962, that
  /// takes a low quantile instead of a sum, so that no stroke is long enough to count).
  private static func search(_ image: GreyImage) -> [Way] {
    let factor = (max(image.height, image.width) + 255) / 256
    let small = image.pooled(factor)
    let (height, width) = (small.height, small.width)
    // The largest of three pixels above each other, since a line is nowhere quite straight.
    let levels = small.values.indices.map { index -> UInt8 in
      let (above, below) = (index - width, index + width)
      let value = max(
        small.values[index], above >= 0 ? small.values[above] : 0,
        below < small.values.count ? small.values[below] : 0)
      return UInt8(min(max(value, 0), 1) * 63)
    }
    var whole: [Candidate] = []
    var short: [Candidate] = []
    var scores: [Int] = []
    let steepest = width / 7
    for rise in stride(from: -steepest, through: steepest, by: 2) {
      for left in -steepest..<height + steepest {
        var counts = [Int](repeating: 0, count: 64)
        var total = 0
        for x in stride(from: 0, to: width, by: 2) {
          let y = left + (rise * x) / width
          guard y >= 0, y < height else { continue }
          counts[Int(levels[y * width + x])] += 1
          total += 1
        }
        guard total * 20 >= width else { continue }
        var below = total / 4
        let score =
          counts.firstIndex { count in
            below -= count
            return below < 0
          } ?? 0
        let isWhole = total * 5 >= width * 2
        if isWhole { scores.append(score) }
        guard score >= 3 else { continue }
        let candidate = Candidate(left: left, rise: rise, score: score)
        if isWhole { whole.append(candidate) } else { short.append(candidate) }
      }
    }
    guard let best = whole.map({ $0.score }).max() else { return [] }
    scores.sort()
    let usual = scores[scores.count / 2]
    let enough = max(3, best / 3, 2 * usual + 2)
    var chosen = Candidate.distinct(whole, from: enough)
    // Across a corner of sloping paper the lines are short; there they run as the others do.
    if chosen.count > 2 {
      let rise = chosen.map { $0.rise }.sorted()[chosen.count / 2]
      chosen = Candidate.distinct(chosen + short.filter { abs($0.rise - rise) <= 4 }, from: enough)
    }
    let scale = Double(factor)
    return chosen.map { way in
      Way(left: (Double(way.left) + 0.5) * scale, right: (Double(way.left + way.rise) + 0.5) * scale)
    }
  }
}

/// One line, followed from column to column.
private struct RuledLine {
  /// The row of its middle in each column; nil outside the image.
  private let rows: [Int?]
  private let level: Float
  let thickness: Double

  /// nil where it is no line but something thicker, such as the edge of a table.
  init?(_ way: PaperLines.Way, _ image: GreyImage) {
    let reach = max(image.height, image.width) / 256 + 3
    var offsets: [Int] = []
    var inks: [Float] = []
    for x in 0..<image.width {
      let middle = Int(way.y(at: x, width: image.width))
      let window = (middle - reach..<middle + reach + 1).clamped(to: 0..<image.height)
      guard let darkest = window.max(by: { image.at($0, x) < image.at($1, x) }) else { continue }
      offsets.append(darkest - middle)
      inks.append(image.at(darkest, x))
    }
    guard offsets.count >= 8 else { return nil }
    let level = inks.sorted()[inks.count * 2 / 5]
    let shift = offsets.sorted()[offsets.count / 2]
    var rows: [Int?] = []
    var runs: [Int] = []
    for x in 0..<image.width {
      let middle = Int(way.y(at: x, width: image.width)) + shift
      // The nearest pixel of the line.
      let near = (0...reach).lazy.flatMap { [middle - $0, middle + $0] }
      let row = near.first { (0..<image.height).contains($0) && image.at($0, x) > level / 2 }
      rows.append(row)
      if let row { runs.append(image.run(around: row, x, above: level / 2).count) }
    }
    guard !runs.isEmpty else { return nil }
    let usual = runs.sorted()[runs.count * 2 / 5]
    guard usual <= max(3, min(image.height, image.width) / 20) else { return nil }
    self.rows = rows
    self.level = level
    thickness = Double(usual)
  }

  /// Where more ink lies above or below it than the line is thick, a stroke crosses it.
  /// - Parameter thickness: of most lines.
  func erase(from image: inout GreyImage, thickness: Double) {
    let longest = Int(1.6 * thickness + 1.5)
    for (x, row) in rows.enumerated() {
      guard let row, image.at(row, x) > level / 2 else { continue }
      let run = image.run(around: row, x, above: level / 2)
      guard run.count <= longest else { continue }
      for y in max(0, run.lowerBound - 2)..<min(image.height, run.upperBound + 2) {
        if run.contains(y) || image.at(y, x) <= level / 2 { image.values[y * image.width + x] = 0 }
      }
    }
  }
}

extension GreyImage {
  fileprivate func at(_ y: Int, _ x: Int) -> Float { values[y * width + x] }

  /// The pixels above and below one of column `x` that have more than `level`, without a gap.
  fileprivate func run(around y: Int, _ x: Int, above level: Float) -> Range<Int> {
    var (top, bottom) = (y, y + 1)
    while top > 0, at(top - 1, x) > level { top -= 1 }
    while bottom < height, at(bottom, x) > level { bottom += 1 }
    return top..<bottom
  }

  fileprivate func transposed() -> GreyImage {
    GreyImage(
      height: width, width: height,
      values: (0..<width).flatMap { x in (0..<height).map { y in values[y * width + x] } })
  }

  /// The largest value of each square of `factor` pixels.
  fileprivate func pooled(_ factor: Int) -> GreyImage {
    guard factor > 1 else { return self }
    let (rows, columns) = ((height + factor - 1) / factor, (width + factor - 1) / factor)
    var pooled = GreyImage(height: rows, width: columns, values: [Float](repeating: 0, count: rows * columns))
    for y in 0..<height {
      for x in 0..<width {
        let place = y / factor * columns + x / factor
        pooled.values[place] = max(pooled.values[place], values[y * width + x])
      }
    }
    return pooled
  }
}
