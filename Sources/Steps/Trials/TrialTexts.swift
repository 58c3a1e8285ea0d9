import Lesson
import Text

/// What a table, a figure and sentences say of ranked combinations.
extension TrialRanking {
  package static func text(_ value: Double, isShare: Bool) -> String {
    guard value.isFinite else { return "–" }
    return isShare ? percent(value, 2) : decimal(value, 4)
  }

  private static func withSpread(_ mean: Double, _ spread: Double?, isShare: Bool) -> String {
    guard let spread, mean.isFinite else { return text(mean, isShare: isShare) }
    return isShare
      ? "\(decimal(mean * 100, 2)) ± \(decimal(spread * 100, 2)) %" : "\(decimal(mean, 4)) ± \(decimal(spread, 4))"
  }

  package func result(_ row: Row) -> String {
    Self.withSpread(row.mean, row.spread, isShare: design.measure?.isShare ?? false)
  }

  private func test(_ row: Row) -> String {
    guard let test = design.test, let value = row.test else { return "–" }
    let text = Self.text(value, isShare: test.isShare)
    return row.interval.map { "\(text) (\(decimal($0.low * 100, 1))–\(decimal($0.high * 100, 1)))" } ?? text
  }

  /// Only what differs, each combination in a row.
  package var table: OutputTable {
    let axes = design.varied
    let hasProblems = rows.contains { $0.problem != nil }
    let hasParameters = Set(parameters).count > 1
    let hasSteps = Set(steps).count > 1
    var header = (design.measure == nil ? [] : ["rank"]) + axes.map { design.shortName(ofAxis: $0) }
    header += [design.measure?.text, design.test?.text].compactMap { $0 }
    header += (hasParameters ? ["parameters"] : []) + (hasSteps ? ["steps"] : []) + (hasProblems ? ["problem"] : [])
    let cells = rows.map { row -> [String] in
      let combination = design.combinations[row.combination]
      var cells = (design.measure == nil ? [] : [row.rank.map { "\($0)" } ?? "–"])
      cells += axes.map { combination.values[$0] }
      if design.measure != nil { cells.append(result(row)) }
      if design.test != nil { cells.append(test(row)) }
      if hasParameters { cells.append(combination.parameters.map { grouped($0) } ?? "–") }
      if hasSteps { cells.append(row.steps.map { grouped($0) } ?? "–") }
      return cells + (hasProblems ? [row.problem ?? "–"] : [])
    }
    let texts = Set(
      axes.indices.filter { place in
        design.axes[axes[place]].values.contains { Numbers.decimal($0) == nil }
      }.map { $0 + (design.measure == nil ? 0 : 1) })
    return OutputTable(
      header: header,
      alignments: header.indices.map { texts.contains($0) || header[$0] == "problem" ? .left : .right }, rows: cells)
  }

  private var parameters: [Int] { design.combinations.compactMap { $0.parameters } }
  private var steps: [Int] { rows.compactMap { $0.steps } }

  /// What is the same in all, and so no column.
  private var sameInAll: [String] {
    var words = design.axes.filter { !$0.isVaried }.map { "\($0.name) is \($0.values[0])" }
    if let only = parameters.first, Set(parameters).count == 1 {
      words.append("the network has \(grouped(only)) parameters")
    }
    if let only = steps.first, Set(steps).count == 1 {
      words.append("training takes \(grouped(only)) \(only == 1 ? "step" : "steps")")
    }
    return words
  }

  /// What the table does not say by itself.
  package var sentences: [String] {
    var sentences: [String] = []
    let isOnly = rows.count == 1
    if let best, let measure = design.measure {
      let ties = rows.count { $0.rank == 1 }
      let words = design.words(best.combination)
      sentences.append(
        isOnly
          ? "It reached \(result(best)) by \(measure.text)."
          : ties > 1
            ? "\(ties == rows.count ? "All" : "\(ties)") of them are equally good by \(measure.text), with \(result(best)): \(words) is the first."
            : "The best by \(measure.text) is \(words), with \(result(best)).")
      if ties == 1, !isOnly, let doubt = doubt(best, measure) { sentences.append(doubt) }
    }
    if !sameInAll.isEmpty {
      sentences.append("\(isOnly ? "Here" : "In all of them") \(Words.list(sameInAll)).")
    }
    if design.seeds.count > 1, let first = design.seeds.first, let last = design.seeds.last {
      sentences.append(
        "± is the standard deviation over \(design.seeds.count) runs that differ in the seed alone, \(first) to \(last)."
      )
    }
    sentences.append("A step is one change of the weights, after a batch.")
    if design.test != nil {
      sentences.append(
        "\(design.test?.text ?? "") is shown\(design.test?.isShare == true ? " with its 95 % interval" : ""), and nothing is ranked by it: whoever chooses by the test has none left."
      )
    }
    return sentences
  }

  /// What speaks against taking the first for better than the second.
  private func doubt(_ best: Row, _ measure: TrialDesign.Measure) -> String? {
    guard let next = rows.first(where: { ($0.rank ?? 0) > 1 }) else { return nil }
    let gap = abs(best.mean - next.mean)
    let words = design.words(next.combination)
    guard let left = best.spread, let right = next.spread else {
      return design.seeds.count == 1
        ? "With one seed nobody can tell how much of the differences is chance: ask for more." : nil
    }
    // Twice the standard error of the difference of two means.
    let chance = 2 * ((left * left + right * right) / Double(design.seeds.count)).squareRoot()
    guard gap <= chance else { return nil }
    let shown = measure.isShare ? "\(decimal(gap * 100, 2)) points" : decimal(gap, 4)
    return
      "The second, \(words), is \(shown) behind, no more than chance explains: with other seeds it may be the first."
  }
}
