import Figures
import Markdown
import Lesson
import Steps
import Reporting
import Running
import Text

/// The results of several lessons side by side: what a class handed in.
struct Comparison {
  struct Entry {
    /// What tells the lesson from the others: `02-cnn`, or `anna/02-cnn`.
    var label: String
    /// `fit.epochs` and the like as they are in force, and each network's layers.
    var settings: [(name: String, text: String)] = []
    /// The names of each network's layers, by the id of its step.
    var layers: [String: [String]] = [:]
    /// The steps' first lines; nil where the lesson has errors.
    var steps: [String]?
    /// nil where the lesson did not run.
    var title: String?
    /// In the order of the lesson.
    var values: [(name: ValueName, value: Value)] = []
    /// The 95 % intervals of accuracies that have one.
    var intervals: [ValueName: (low: Double, high: Double)] = [:]
    /// How its last training went.
    var curve: (name: String, points: [TrialRun.CurvePoint])?
    /// What went wrong first, with its line.
    var problem: String?

    private(set) var isWithoutSteps = false

    init(label: String) { self.label = label }

    mutating func hear(_ result: PlanningResult, in source: SourceText) {
      settings = result.parameters.map { ("\($0.step).\($0.key)", $0.value ?? $0.standard) }
      layers = Dictionary(grouping: result.parameters.filter(\.isLayer), by: \.step).mapValues { $0.map(\.key) }
      if let plan = result.plan {
        if plan.steps.isEmpty {
          (problem, isWithoutSteps) = ("no steps", true)
          return
        }
        steps = plan.steps.map { plan.lesson.lines(of: $0.id).first?.code ?? "" }
        for step in plan.steps where step.verb.doc.takesLayers {
          // What is set of the step itself, such as its input, is a setting as others are.
          let lines = plan.lesson.lines(of: step.id).dropFirst()
          let layers = lines.filter { !Self.isSetting($0, of: step.verb.doc) }.map { $0.code }
          settings.append((step.id, layers.filter { !$0.isEmpty }.joined(separator: ", ")))
        }
      }
      hear(result.diagnostics, in: source)
    }

    private static func isSetting(_ line: StepLine, of verb: VerbDoc) -> Bool {
      guard let word = line.tokens.first(where: { $0.kind != .space }), word.kind == .key else { return false }
      return StepSyntax.isAllow(word.text) || verb.keys.contains { $0.answers(to: word.text) }
    }

    mutating func hear(_ outcome: Outcome, in source: SourceText) {
      if outcome.plan.steps.isEmpty { return }
      title = outcome.plan.frontMatter.title ?? ""
      for step in outcome.steps {
        let keys = outcome.values.keys.filter { $0.step == step.id && Comparison.telling.contains($0.key) }
        for name in keys.sorted(by: { $0.key < $1.key }) {
          values.append((name, outcome.values[name] ?? .text("")))
          if let low = outcome.values[ValueName(step: step.id, key: "\(name.key)_low")].flatMap(share),
            let high = outcome.values[ValueName(step: step.id, key: "\(name.key)_high")].flatMap(share)
          {
            intervals[name] = (low, high)
          }
        }
      }
      curve = outcome.steps.last { $0.curve() != nil }?.curve()
      hear(outcome.failures, in: source)
    }

    /// What lessons are ranked by: never the test.
    var validation: Double? {
      values.last { $0.name.key == "val_accuracy" }?.value.measured
        ?? values.last { $0.name.key == "val_loss" }?.value.measured.map { -$0 }
    }

    mutating func hear(_ diagnostics: [Diagnostic], in source: SourceText) {
      guard problem == nil, let error = diagnostics.first(where: { $0.severity == .error }) else { return }
      problem = (error.range.map { "line \(source.position(of: $0.lowerBound).line): " } ?? "") + error.summary
    }
  }

  var entries: [Entry] = []

  /// The best first where all are one lesson's copies and validate; else as they were given.
  private(set) var ranks: [Int?] = []

  mutating func rank() {
    ranks = entries.map { _ in nil }
    let known = entries.compactMap { $0.validation }
    guard Set(entries.compactMap(\.title)).count == 1, known.count > 1 else { return }
    let order = entries.indices.sorted { left, right in
      let (a, b) = (entries[left].validation ?? -.infinity, entries[right].validation ?? -.infinity)
      return a == b ? left < right : a > b
    }
    entries = order.map { entries[$0] }
    ranks = TrialRanking.ranks(entries.map { $0.validation })
  }

  /// A column of the table: what each entry has there.
  private struct Column {
    var name: String
    var cells: [String?]

    /// How many lessons ran and had steps: what others lack is no reason to leave a column out.
    var ran: Int

    /// Whether half of those that ran have it, and not all the same.
    var tellsApart: Bool { isCommon && Set(cells.compactMap(\.self)).count > 1 }
    var isCommon: Bool { 2 * cells.count { $0 != nil } >= max(ran, 1) }
    var isText: Bool { cells.contains { $0?.first.map { !("0"..."9" ~= $0 || $0 == "-") } ?? false } }
  }

  /// As `whole`, with what is long cut short, but for problems.
  var table: MarkdownTable {
    var table = whole
    table.rows = table.rows.map { row in
      row.indices.map { table.header[$0] == "problem" ? row[$0] : Self.shortened(row[$0]) }
    }
    return table
  }

  private static let longest = 60

  private static func shortened(_ text: String) -> String {
    text.count > longest ? String(text.prefix(longest - 1)) + "…" : text
  }

  /// Every lesson with the values that are not the same in all, with its shares of right answers in any case, and with
  /// its problem. Copies of one lesson are shown with the steps and settings in which they differ, too.
  var whole: MarkdownTable {
    let titles = Set(entries.compactMap(\.title))
    let problems = [column("problem", entries.map(\.problem))].filter { $0.cells.contains { $0 != nil } }
    let columns =
      [column("lesson", entries.map(\.label))]
      + (ranks.contains { $0 != nil } ? [column("rank", ranks.map { $0.map { "\($0)" } })] : [])
      + (titles.count > 1 ? [] : (steps + settings).filter(\.tellsApart)) + values + problems
    return MarkdownTable(
      textColumns: Set(columns.indices.filter { $0 == 0 || columns[$0].isText }), header: columns.map(\.name),
      rows: entries.indices.map { row in columns.map { $0.cells[row] ?? "–" } })
  }

  private func column(_ name: String, _ cells: [String?]) -> Column {
    Column(name: name, cells: cells, ran: entries.count { $0.title != nil })
  }

  /// Whether each has a step that most of them have.
  private var steps: [Column] {
    unique(entries.flatMap { $0.steps ?? [] }).map { step in
      column(step, entries.map { $0.steps.map { $0.contains(step) ? "yes" : "no" } })
    }.filter { column in 2 * column.cells.count { $0 == "yes" } > max(column.cells.count { $0 != nil }, 1) }
  }

  /// Networks of the same layers are compared layer by layer, others whole.
  private var settings: [Column] {
    var left: Set<String> = []
    for step in unique(entries.flatMap { $0.layers.keys.sorted() }) {
      let layers = entries.compactMap { $0.layers[step] }
      left.formUnion(Set(layers).count == 1 ? [step] : layers.joined().map { "\(step).\($0)" })
    }
    return unique(entries.flatMap(\.settings).map(\.name)).filter { !left.contains($0) }.map { name in
      column(name, entries.map { $0.settings.first { $0.name == name }?.text })
    }
  }

  /// What an instructor looks at; other values, such as `evaluate.wrong`, follow from these.
  private static let telling: Set = ["accuracy", "val_accuracy", "loss", "val_loss", "params", "answer"]

  private var values: [Column] {
    let names = unique(entries.flatMap(\.values).map(\.name))
    let grouped = unique(names.map(\.step)).flatMap { step in names.filter { $0.step == step } }
    return grouped.compactMap { name in
      let values = entries.map { $0.values.first { $0.name == name }?.value }
      let cells = zip(entries, values).map { entry, value in value.map { text($0) + interval(of: name, in: entry) } }
      let column = column("\(name.step).\(name.key)", cells)
      let isShare = values.contains { if case .fraction = $0 { true } else { false } }
      return column.tellsApart || isShare && column.isCommon ? column : nil
    }
  }

  /// ` (91.9–95.0)` behind an accuracy that has a 95 % interval: two that overlap may differ by chance.
  private func interval(of name: ValueName, in entry: Entry) -> String {
    guard let ends = entry.intervals[name] else { return "" }
    return " (\(decimal(ends.low * 100, 1))–\(decimal(ends.high * 100, 1)))"
  }

  private func text(_ value: Value) -> String {
    switch value {
    case .fraction(let share): percent(share, 2)
    case .number(let number): decimal(number, 4)
    case .integer(let number): grouped(number)
    case .truth(let isSo): isSo ? "yes" : "no"
    case .text(let text): text
    }
  }

  private func unique<Name: Hashable>(_ names: some Sequence<Name>) -> [Name] {
    var seen: Set<Name> = []
    return names.filter { seen.insert($0).inserted }
  }
}

extension Comparison {
  /// All rows for a spreadsheet; numbers as they are.
  var csv: String { CSV.text([whole.header] + whole.rows) }

  var json: JSON {
    .array(
      entries.enumerated().map { index, entry in
        .object([
          .init("lesson", .string(entry.label)),
          .init("rank", ranks.indices.contains(index) ? ranks[index].map { .integer($0) } ?? .null : .null),
          .init("problem", entry.problem.map { .string($0) } ?? .null),
          .init("settings", .object(entry.settings.map { .init($0.name, .string($0.text)) })),
          .init("values", .object(entry.values.map { .init("\($0.name.step).\($0.name.key)", $0.value.json) })),
          .init(
            "intervals",
            .object(
              entry.intervals.sorted { $0.key.key < $1.key.key }.map {
                .init("\($0.key.step).\($0.key.key)", .array([.number($0.value.low), .number($0.value.high)]))
              })),
          .init(
            "curve",
            .array((entry.curve?.points ?? []).map { .array([.integer($0.epoch), .number($0.value)]) })),
        ])
      })
  }

  /// Curves of what most of them have, over one another; nil where fewer than two have the same.
  var curves: CurveOverlay? {
    let known = entries.filter { $0.curve?.points.isEmpty == false }
    func having(_ name: String) -> [Entry] { known.filter { $0.curve?.name == name } }
    let names = known.compactMap { $0.curve?.name }
    guard let name = names.max(by: { having($0).count < having($1).count }) else { return nil }
    let alike = having(name)
    guard alike.count > 1 else { return nil }
    return CurveOverlay(
      lines: alike.map { entry in
        let points = entry.curve?.points ?? []
        return CurveOverlay.Line(name: entry.label, epochs: points.map(\.epoch), values: points.map(\.value))
      }, measure: name, isShare: name.hasSuffix("accuracy"))
  }
}

extension Comparison {
  /// Lessons that ran, and that `curves` does not draw.
  func undrawn(in curves: CurveOverlay?) -> [String] {
    guard let curves else { return [] }
    let drawn = Set(curves.lines.map { $0.name })
    return entries.filter { $0.title != nil && !drawn.contains($0.label) }.map { $0.label }
  }
}

private func share(_ value: Value) -> Double? { if case .fraction(let share) = value { share } else { nil } }
