import Lesson
import Text

/// The combinations with what came of them, the best first.
package struct TrialRanking: Sendable {
  package struct Row: Sendable {
    /// Among the design's combinations.
    package var combination: Int
    /// From 1; the same for equal results, nil where there is nothing to rank by.
    package var rank: Int?
    /// By seed.
    package var results: [Double?]
    /// Over the seeds that came to their end; not a number where none did.
    package var mean: Double
    /// The standard deviation over the seeds; nil of fewer than two.
    package var spread: Double?
    /// Of the test beside it.
    package var test: Double?
    /// The ends of its 95 % interval.
    package var interval: ShareInterval?
    /// Changes of the weights in one training.
    package var steps: Int?
    /// Why something of it is missing.
    package var problem: String?
  }

  package let design: TrialDesign
  package let rows: [Row]

  package init(_ design: TrialDesign, _ runs: TrialRuns) {
    self.design = design
    var rows = design.combinations.indices.map { Row($0, runs.runs[$0], design) }
    // In the order in which they are written where nothing ranks them.
    func isBefore(_ left: Row, _ right: Row) -> Bool {
      if left.isRankable != right.isRankable { return left.isRankable }
      guard left.isRankable, left.mean != right.mean else { return left.combination < right.combination }
      return (left.mean > right.mean) == (design.measure?.isBetterHigh ?? true)
    }
    if design.measure != nil { rows.sort(by: isBefore) }
    let ranks = Self.ranks(rows.map { design.measure != nil && $0.isRankable ? $0.mean : nil })
    for index in rows.indices { rows[index].rank = ranks[index] }
    self.rows = rows
  }

  /// From 1, the same for equal numbers; nil where there is none.
  ///
  /// - Parameter sorted: the best first, those without a number last.
  package static func ranks(_ sorted: [Double?]) -> [Int?] {
    var ranks: [Int?] = []
    for (index, number) in sorted.enumerated() {
      let isEqual = index > 0 && number == sorted[index - 1]
      ranks.append(number == nil ? nil : isEqual ? ranks[index - 1] : index + 1)
    }
    return ranks
  }

  package var best: Row? { rows.first { $0.rank == 1 } }
}

extension TrialRanking.Row {
  /// Whether all its seeds came to their end: a mean over fewer is another thing.
  fileprivate var isRankable: Bool { mean.isFinite && results.allSatisfy { $0 != nil } }

  fileprivate init(_ combination: Int, _ runs: [TrialRun?], _ design: TrialDesign) {
    self.combination = combination
    let name = design.measure?.name
    results = runs.map { run in name.flatMap { run?.values[$0]?.measured } }
    let known = results.compactMap { $0 }
    mean = known.isEmpty ? .nan : known.reduce(0, +) / Double(known.count)
    if known.count > 1 {
      let mean = mean
      let squares = known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      spread = (squares / Double(known.count - 1)).squareRoot()
    }
    let tests = runs.compactMap { run in design.test.flatMap { run?.values[$0.name]?.measured } }
    if let test = design.test, !tests.isEmpty {
      let mean = tests.reduce(0, +) / Double(tests.count)
      self.test = mean
      let count = runs.compactMap { $0?.values[ValueName(step: test.name.step, key: "count")]?.measured }.first
      if test.isShare, let count, count > 0 {
        // All seeds are asked about the same samples, so that they count once.
        interval = ShareInterval(hits: Int((mean * count).rounded()), of: Int(count))
      }
    }
    if let fit = design.fit {
      steps = runs.compactMap { $0?.values[ValueName(step: fit, key: "steps")]?.measured }.first.map { Int($0) }
    }
    if let index = runs.firstIndex(where: { $0?.problem != nil }), let words = runs[index]?.problem {
      let isOfOne = runs.contains { $0?.problem == nil }
      problem = (isOfOne ? "seed \(design.seeds[index]): " : "") + words
    } else if runs.contains(where: { $0 == nil }) {
      let missing = runs.count { $0 == nil }
      problem = missing == runs.count ? "not run" : "\(missing) of \(runs.count) seeds not run"
    } else if name != nil, known.count < runs.count {
      problem = "gives no \(design.measure?.text ?? "")"
    }
  }
}

extension Value {
  /// As a number; nil for texts.
  package var measured: Double? {
    switch self {
    case .fraction(let number), .number(let number): number
    case .integer(let number): Double(number)
    case .text, .truth: nil
    }
  }
}
