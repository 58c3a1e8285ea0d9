import Text

/// What came of trying settings: one with numbers as a line with a band, two as a map, any others as bars by rank.
package struct TrialFigure: Sendable, Equatable {
  package struct Entry: Sendable, Equatable {
    /// One for each setting, as written.
    package var values: [String]
    /// Not a number where nothing came of it.
    package var mean: Double
    /// 0 of a single run.
    package var spread: Double
    package init(values: [String], mean: Double, spread: Double) {
      self.values = values
      self.mean = mean
      self.spread = spread
    }
  }

  /// `epochs`, `dense_1`
  package var settings: [String]
  /// The best first; failed ones last.
  package var entries: [Entry]
  /// `val_accuracy`
  package var measure: String
  package var isShare: Bool
  /// Runs of each.
  package var seeds: Int

  package init(settings: [String], entries: [Entry], measure: String, isShare: Bool, seeds: Int) {
    self.settings = settings
    self.entries = entries
    self.measure = measure
    self.isShare = isShare
    self.seeds = seeds
  }
}

extension TrialFigure {
  enum Layout: Equatable { case line, map, bars }

  /// More than these have no room beside one another.
  private static let mostColumns = 20
  private static let mostRows = 24

  var layout: Layout {
    if settings.count == 1, let numbers = numbers(of: 0), numbers.count > 1 { return .line }
    guard settings.count == 2 else { return .bars }
    let (rows, columns) = (values(of: 0), values(of: 1))
    let isGrid = rows.count * columns.count == entries.count && rows.count > 1 && columns.count > 1
    return isGrid && rows.count <= Self.mostRows && columns.count <= Self.mostColumns ? .map : .bars
  }

  /// The values of a setting, each once: numbers in rising order, words as they come.
  func values(of setting: Int) -> [String] {
    var seen: Set<String> = []
    let all = entries.map { $0.values[setting] }.filter { seen.insert($0).inserted }
    guard all.allSatisfy({ Self.number($0) != nil }) else { return all }
    return all.sorted { (Self.number($0) ?? 0) < (Self.number($1) ?? 0) }
  }

  /// Nil where one of them is none, or two are the same.
  func numbers(of setting: Int) -> [Double]? {
    let all = values(of: setting)
    let numbers = all.compactMap { Self.number($0) }
    return numbers.count == all.count && Set(numbers).count == all.count ? numbers : nil
  }

  static func number(_ text: String) -> Double? {
    let plain = text.filter { $0 != "_" }
    guard let number = Double(plain), number.isFinite,
      plain.first.map({ $0.isNumber || $0 == "-" || $0 == "." }) == true
    else { return nil }
    return number
  }

  func text(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    return isShare ? NumberText.percent(value) : NumberText.short(value)
  }

  func words(_ entry: Entry) -> String { zip(settings, entry.values).map { "\($0) \($1)" }.joined(separator: ", ") }

  /// From the lowest end of a spread to the highest.
  var reach: [Double] {
    entries.filter { $0.mean.isFinite }.flatMap { entry -> [Double] in
      let low = entry.mean - entry.spread
      let high = entry.mean + entry.spread
      return isShare ? [max(low, 0), min(high, 1)] : [low, high]
    }
  }

  var axis: Axis { isShare ? .shares(reach, ticks: 6) : .around(reach, ticks: 6) }

  func tick(_ value: Double, _ axis: Axis) -> String {
    isShare ? NumberText.tick(value * 100, step: axis.step * 100) + " %" : NumberText.tick(value, step: axis.step)
  }
}

extension TrialFigure: FigureKind {
  var words: String {
    let finite = entries.filter { $0.mean.isFinite }
    let start = "\(measure) for \(counted(entries.count, "combination")) of \(settings.joined(separator: " and "))"
    guard let first = finite.first else { return start + ": none came to its end." }
    let equal = finite.count { $0.mean == first.mean }
    let failed = entries.count - finite.count
    let tail = failed > 0 ? " \(counted(failed, "combination")) failed." : ""
    guard finite.count > 1, let last = finite.last, equal < finite.count else {
      return start + ": \(finite.count > 1 ? "all are at" : words(first) + " has") \(text(first.mean)).\(tail)"
    }
    return start
      + ": best \(text(first.mean)) with \(words(first)), last \(text(last.mean)) with \(words(last)).\(tail)"
  }

  var table: FigureTable? {
    FigureTable(
      header: settings + [measure] + (seeds > 1 ? ["spread"] : []),
      rows: entries.map { entry in
        entry.values + [text(entry.mean)]
          + (seeds > 1 ? [entry.mean.isFinite ? text(entry.spread) : "–"] : [])
      })
  }

  func drawn() -> Canvas {
    switch layout {
    case .line: drawnLine()
    case .map: drawnMap()
    case .bars: drawnBars()
    }
  }

  var spreadWords: String { seeds > 1 ? "mean and standard deviation of \(seeds) seeds" : "one seed each" }
}
