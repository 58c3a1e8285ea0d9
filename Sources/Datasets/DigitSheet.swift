package import Arrays

/// Several digits on one sheet of paper, in the order in which they are read: row by row, from the left.
package struct DigitSheet: Sendable {
  /// (N, 28, 28) `uint8`, each as MNIST has them.
  package var digits: NDArray
  /// The sheet in grey, (H, W) `uint8`.
  package var sheet: NDArray
  /// How many digits each row has.
  package var rows: [Int]

  /// The longest side that is looked at: ten digits in a row still have 60 pixels each.
  private static let workingSize = 1280

  /// Pieces of ink that make one digit.
  private struct Group {
    var pieces: [InkPieces.Piece]
    var rows: ClosedRange<Int>
    var columns: ClosedRange<Int>
    var mass: Double

    init(_ piece: InkPieces.Piece) {
      (pieces, rows, columns, mass) = ([piece], piece.rows, piece.columns, piece.mass)
    }

    var longest: Int { max(rows.count, columns.count) }

    mutating func add(_ other: Group) {
      pieces += other.pieces
      mass += other.mass
      rows = min(rows.lowerBound, other.rows.lowerBound)...max(rows.upperBound, other.rows.upperBound)
      columns =
        min(columns.lowerBound, other.columns.lowerBound)...max(columns.upperBound, other.columns.upperBound)
    }

    /// Pixels between the rectangles, in the direction in which they are farther apart; negative where they overlap.
    func distance(to other: Group) -> Int {
      max(DigitSheet.gap(rows, other.rows), DigitSheet.gap(columns, other.columns))
    }
  }

  private static func gap(_ first: ClosedRange<Int>, _ second: ClosedRange<Int>) -> Int {
    max(first.lowerBound, second.lowerBound) - min(first.upperBound, second.upperBound)
  }

  /// - Parameter count: how many digits there are; others are specks, or something is wrong.
  package static func recover(_ image: NDArray, count: Int, file: String) throws(DataError) -> DigitSheet {
    let grey = try Handwriting.grey(image, longest: workingSize, file: file)
    let paper = Paper(grey)
    guard let ink = InkPieces(paper.ink) else { throw wrongCount(0, count, file) }
    let groups = groups(ink.pieces, count: count, paper)
    guard groups.count == count else { throw wrongCount(groups.count, count, file) }
    let rows = inRows(groups)
    let margin = max(grey.height, grey.width) / 50 + 2
    var digits: [NDArray] = []
    for group in rows.joined() {
      let part = max(0, group.rows.lowerBound - margin)..<min(grey.height, group.rows.upperBound + margin + 1)
      let across = max(0, group.columns.lowerBound - margin)..<min(grey.width, group.columns.upperBound + margin + 1)
      let strokes = Strokes(
        group.pieces, of: ink.soft, rows: part, columns: across, reach: max(2, group.longest / 20), mayBeTwo: false)
      if let strokes { digits.append(Handwriting.image(of: strokes)) }
    }
    guard digits.count == count, let stack = NDArray(stacking: digits) else {
      throw wrongCount(digits.count, count, file)
    }
    return DigitSheet(digits: stack, sheet: grey.array, rows: rows.map { $0.count })
  }

  private static func wrongCount(_ found: Int, _ wanted: Int, _ file: String) -> DataError {
    let digits = found == 0 ? "no digit" : found == 1 ? "1 digit" : "\(found) digits"
    return .unsuitable(
      file: file, problem: "shows \(digits), not \(wanted)",
      advice: "leave as much room between digits as they are wide, and let none touch another or the picture's edge; "
        + "'digits' tells how many there are")
  }

  /// The digits, as far as they can be told; at most `count`, the largest.
  private static func groups(_ pieces: [InkPieces.Piece], count: Int, _ paper: Paper) -> [Group] {
    let byMass = pieces.sorted { $0.mass > $1.mass }
    let inside = byMass.filter { !$0.touchesEdge }
    let largest = (inside.isEmpty ? byMass : inside).prefix(count)
    guard !largest.isEmpty else { return [] }
    let heights = largest.map { max($0.rows.count, $0.columns.count) }.sorted()
    let masses = largest.map { $0.mass }.sorted()
    let (usual, mass) = (heights[heights.count / 2], masses[masses.count / 2])
    // What touches the edge and is larger than any digit is the table, or a shadow.
    var groups = byMass.filter { piece in
      let isBeyond = piece.touchesEdge && max(piece.rows.count, piece.columns.count) > 2 * usual
      return piece.mass > 0.02 * mass && !isBeyond
    }.map { Group($0) }
    groups = joined(groups, usual: usual)
    groups = groups.filter { group in
      guard group.longest * 3 > usual, group.mass > 0.1 * mass else { return false }
      guard let lines = paper.lines else { return true }
      return Double(group.longest) > 5 * lines
    }
    return Array(groups.sorted { $0.mass * Double($0.longest) > $1.mass * Double($1.longest) }.prefix(count))
  }

  /// Strokes of one digit that do not touch, such as the roof of a 5: the nearest first, as long as one of the two is no
  /// whole digit, or both lie over each other.
  private static func joined(_ pieces: [Group], usual: Int) -> [Group] {
    var groups = pieces
    while true {
      var best: (distance: Int, first: Int, second: Int)?
      for first in groups.indices {
        for second in groups.indices where second > first {
          let (a, b) = (groups[first], groups[second])
          let distance = a.distance(to: b)
          let isPart = min(a.longest, b.longest) * 10 < 6 * usual
          let across = min(a.columns.count, b.columns.count)
          let isOver = distance < 0 && -gap(a.columns, b.columns) * 3 > across
          let together = max(
            max(a.rows.upperBound, b.rows.upperBound) - min(a.rows.lowerBound, b.rows.lowerBound),
            max(a.columns.upperBound, b.columns.upperBound) - min(a.columns.lowerBound, b.columns.lowerBound))
          guard isPart && distance * 5 <= usual || isOver, together * 2 <= 3 * usual else { continue }
          if distance < best?.distance ?? .max { best = (distance, first, second) }
        }
      }
      guard let best else { return groups }
      groups[best.first].add(groups[best.second])
      groups.remove(at: best.second)
    }
  }

  /// Each row is followed from its left end, so that it may slope.
  private static func inRows(_ groups: [Group]) -> [[Group]] {
    var rows: [[Group]] = []
    for group in groups.sorted(by: { $0.columns.lowerBound < $1.columns.lowerBound }) {
      var best: (row: Int, overlap: Int)?
      for (index, row) in rows.enumerated() {
        guard let last = row.last else { continue }
        let overlap = -gap(last.rows, group.rows)
        if overlap * 3 > min(last.rows.count, group.rows.count), overlap > best?.overlap ?? 0 {
          best = (index, overlap)
        }
      }
      if let best { rows[best.row].append(group) } else { rows.append([group]) }
    }
    return mended(rows, usual: groups.map { $0.longest }.sorted()[groups.count / 2])
  }

  /// A row that is written unevenly falls into two: no digit of one stands above any of the other, and they lie nearer to
  /// each other than rows do. The rows come from top to bottom.
  private static func mended(_ rows: [[Group]], usual: Int) -> [[Group]] {
    func twiceMiddle(_ row: [Group]) -> Int {
      row.reduce(0) { $0 + $1.rows.lowerBound + $1.rows.upperBound } / row.count
    }
    var mended: [[Group]] = []
    for row in rows.sorted(by: { twiceMiddle($0) < twiceMiddle($1) }) {
      let isPart =
        mended.last.map { above in
          (twiceMiddle(row) - twiceMiddle(above)) * 5 < 2 * 6 * usual
            && !row.contains { digit in above.contains { gap($0.columns, digit.columns) < 0 } }
        } ?? false
      if isPart {
        mended[mended.count - 1] = (mended[mended.count - 1] + row).sorted {
          $0.columns.lowerBound < $1.columns.lowerBound
        }
      } else {
        mended.append(row)
      }
    }
    return mended
  }
}
