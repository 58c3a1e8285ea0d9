package import Figures
import Lesson

extension TrialRanking {
  /// The measure against the settings; nil where nothing differs.
  package var figure: TrialFigure? {
    let varied = design.varied
    guard !varied.isEmpty, let measure = design.measure else { return nil }
    // Lists side by side are one setting with several names.
    let isSideBySide = varied.count > 1 && design.combinations.count == design.axes[varied[0]].values.count
    let settings =
      isSideBySide ? [varied.map { design.axes[$0].key }.joined(separator: ", ")] : varied.map { design.axes[$0].key }
    let entries = rows.map { row in
      let values = varied.map { design.combinations[row.combination].values[$0] }
      return TrialFigure.Entry(
        values: isSideBySide ? [values.joined(separator: ", ")] : values,
        mean: row.rank == nil ? .nan : row.mean, spread: row.spread ?? 0)
    }
    return TrialFigure(
      settings: settings, entries: entries, measure: measure.text, isShare: measure.isShare, seeds: design.seeds.count)
  }

  /// How the trainings went, the best first: means over the seeds, as far as all of them went.
  package func curves(_ runs: TrialRuns) -> CurveOverlay? {
    var name = ""
    let lines = rows.compactMap { row -> CurveOverlay.Line? in
      let own = runs.runs[row.combination].compactMap { $0?.curve }.filter { !$0.isEmpty }
      guard let shortest = own.map({ $0.count }).min() else { return nil }
      name = runs.runs[row.combination].compactMap { $0?.curveName }.first ?? name
      return CurveOverlay.Line(
        name: design.words(row.combination), epochs: own[0].prefix(shortest).map { $0.epoch },
        values: (0..<shortest).map { place in own.reduce(0) { $0 + $1[place].value } / Double(own.count) })
    }
    guard !lines.isEmpty else { return nil }
    return CurveOverlay(
      lines: lines, measure: "\(design.fit ?? "fit").\(name)", isShare: name.hasSuffix("accuracy"))
  }
}
