import Lesson
import Reporting
import Text

/// `class.html`: what an instructor looks at.
struct ClassPage {
  let book: Gradebook
  let language: String

  struct Section {
    var id: String
    var title: String
    var body: String
  }

  var html: String {
    let sections = [totals, problems, copies, items, students, ranking, results, answers].compactMap { $0 }
    let links = sections.map { "<a href=\"#\($0.id)\">\(PlainPage.escape($0.title))</a>" }.joined(separator: " · ")
    let body = sections.map { "<h2 id=\"\($0.id)\">\(PlainPage.escape($0.title))</h2>\n\($0.body)" }
    return PlainPage.html(
      title: "\(book.title): the class", language: language,
      body: "<p>\(links)</p>\n" + body.joined(separator: "\n"), style: Self.style)
  }

  private static let style = """

    .page{grid-template-columns:minmax(0,62rem)}.bars{display:block;width:100%;max-width:40rem;height:auto}
    .bars rect{fill:var(--accent)}.bars text{fill:var(--quiet);font:11px sans-serif}
    .given{border-left:3px solid var(--rule);padding-left:.8rem;margin:0 0 .8rem;white-space:pre-wrap;font-size:.95rem}
    .name{white-space:nowrap}

    """

  var present: [Record] { book.records.filter { $0.ending != .missing } }

  // MARK: Pieces

  /// A student, by the own page.
  static func link(_ record: Record) -> String {
    guard record.ending != .missing else { return "<span class=\"name\">\(PlainPage.escape(record.student))</span>" }
    let path = "feedback/\(GradingFolder.safe(record.student))/report.html"
    return "<a class=\"name\" href=\"\(PlainPage.escape(path))\">\(PlainPage.escape(record.student))</a>"
  }

  /// The first rows, and what is behind them on demand.
  static func table(_ columns: [PlainPage.Column], _ rows: [[String]], shown: Int) -> String {
    guard rows.count > shown + 5 else { return PlainPage.table(columns, rows) }
    let rest = Array(rows.dropFirst(shown))
    return PlainPage.table(columns, Array(rows.prefix(shown)))
      + "\n<details><summary>and \(grouped(rest.count)) more</summary>\n\(PlainPage.table(columns, rest))\n</details>"
  }

  /// Not in the middle of a word.
  static func short(_ text: String, _ length: Int) -> String {
    guard text.count > length else { return text }
    let start = text.prefix(length)
    return (start.lastIndex { $0.isWhitespace }.map { start[..<$0] } ?? start) + "…"
  }

  // MARK: Numbers

  private var totals: Section? {
    let points = present.map { book.total($0) }
    guard !points.isEmpty else { return Section(id: "points", title: "Points", body: "<p>Nothing was handed in.</p>") }
    let unread = present.reduce(0) { $0 + book.unread($1) }
    let mean = points.reduce(0, +) / Double(points.count)
    let words =
      "<p>\(Words.count(book.records.count, "student")), \(present.count) handed in; on average "
      + "\(decimal(mean, 1)) of \(Points.text(book.scheme.total)), the middle one \(decimal(Self.median(points), 1))."
      + (unread > 0
        ? " \(unread == 1 ? "An answer is" : "\(grouped(unread)) answers are") still to be read (<code>marks.csv</code>)."
        : "") + "</p>"
    return Section(
      id: "points", title: "Points",
      body: words + Self.bars(points, from: 0, to: max(book.scheme.total, 1)) { Points.number($0) })
  }

  private static func median(_ numbers: [Double]) -> Double {
    let sorted = numbers.sorted()
    guard !sorted.isEmpty else { return 0 }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// A histogram of at most twenty bars.
  static func bars(_ numbers: [Double], from low: Double, to high: Double, _ text: (Double) -> String) -> String {
    let count = 20
    let width = max(high - low, 1e-9) / Double(count)
    var counts = [Int](repeating: 0, count: count)
    for number in numbers { counts[min(count - 1, max(0, Int((number - low) / width)))] += 1 }
    let most = max(counts.max() ?? 1, 1)
    let bars = counts.enumerated().filter { $0.element > 0 }.map { index, number in
      let height = max(1, 90 * number / most)
      return "<rect x=\"\(index * 30 + 2)\" y=\"\(104 - height)\" width=\"26\" height=\"\(height)\"/>"
        + "<text x=\"\(index * 30 + 15)\" y=\"\(100 - height)\" text-anchor=\"middle\">\(number)</text>"
    }.joined()
    let words =
      "\(Words.count(numbers.count, "student")) from \(text(low)) to \(text(high)), in twenty steps: \(counts.map { String($0) }.joined(separator: ", "))"
    return """
      <svg class="bars" viewBox="0 0 604 122" role="img" aria-label="\(PlainPage.escape(words))">\(bars)\
      <text x="2" y="118">\(PlainPage.escape(text(low)))</text>\
      <text x="600" y="118" text-anchor="end">\(PlainPage.escape(text(high)))</text></svg>
      """
  }

  private var items: Section? {
    let rows = book.scheme.items.map { item -> [String] in
      let points = present.compactMap { book.points($0, item) }
      // As long as answers are unread, only those are known that nobody has given.
      let mean = points.count < present.count ? "–" : decimal(points.reduce(0, +) / Double(points.count), 2)
      let full = points.count { $0 >= item.points }
      return [
        PlainPage.escape(item.id), PlainPage.escape(Self.short(item.title, 70)), Points.number(item.points), mean,
        String(full), String(present.count - points.count),
      ]
    }
    let columns: [PlainPage.Column] = [
      .init("item"), .init("what"), .init("points", isNumber: true), .init("mean", isNumber: true),
      .init("all points", isNumber: true), .init("unread", isNumber: true),
    ]
    return rows.isEmpty
      ? nil : Section(id: "items", title: "What was worth points", body: PlainPage.table(columns, rows))
  }

  private var students: Section? {
    let rows = book.records.map { record in
      [
        Self.link(record), Points.number(book.total(record)), String(book.unread(record)), record.ending.rawValue,
      ]
    }
    let columns: [PlainPage.Column] = [
      .init("student"), .init("points", isNumber: true), .init("to be read", isNumber: true), .init("ending"),
    ]
    return rows.isEmpty ? nil : Section(id: "students", title: "Students", body: Self.table(columns, rows, shown: 20))
  }

  /// What networks are compared by: validation where there is any, since the test is for the end.
  private var ranked: (id: String, records: [(record: Record, result: Record.Result)])? {
    for ending in [".val_accuracy", ".accuracy"] {
      let ids = present.flatMap { $0.results.map { $0.id } }.filter {
        $0.hasSuffix(ending) && (ending != ".accuracy" || $0.hasPrefix("evaluate"))
      }
      let counts = Dictionary(grouping: ids) { $0 }.mapValues { $0.count }
      guard let id = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key else { continue }
      let found = present.compactMap { record in
        record.results.first { $0.id == id && $0.number != nil }.map { (record: record, result: $0) }
      }
      return (
        id,
        found.sorted { left, right in
          let (a, b) = (left.result.number ?? 0, right.result.number ?? 0)
          return a != b ? a > b : left.record.student < right.record.student
        }
      )
    }
    return nil
  }

  private var ranking: Section? {
    guard let (id, records) = ranked, !records.isEmpty else { return nil }
    // Who has the same result has the same place.
    var place = 1
    let rows = records.enumerated().map { index, entry in
      if index > 0, records[index - 1].result.number != entry.result.number { place = index + 1 }
      return [
        String(place), Self.link(entry.record), PlainPage.escape(entry.result.text),
        PlainPage.escape(entry.record.changes.map { "\($0.name): \($0.text)" }.joined(separator: "; ")),
      ]
    }
    let columns: [PlainPage.Column] = [
      .init("", isNumber: true), .init("student"), .init(id, isNumber: true), .init("changed"),
    ]
    return Section(id: "ranking", title: "Ranking by \(id)", body: Self.table(columns, rows, shown: 20))
  }

  /// Those that are not the same for all.
  private var results: Section? {
    var numbers: [String: [Record.Result]] = [:]
    for record in present {
      for result in record.results where result.number != nil { numbers[result.id, default: []].append(result) }
    }
    let telling = numbers.filter { id, results in
      let isTold = ["accuracy", "val_accuracy", "loss", "val_loss", "params"].contains { id.hasSuffix("." + $0) }
      return isTold && Set(results.map { $0.text }).count > 1
    }
    let shown = telling.sorted { $0.key < $1.key }.map { id, results in
      let values = results.compactMap { $0.number }
      let (low, high) = (values.min() ?? 0, values.max() ?? 1)
      let isShare = results[0].isShare
      let isWhole = values.allSatisfy { $0 == $0.rounded() && abs($0) < 1e15 }
      return "<h3>\(PlainPage.escape(id))</h3>\n"
        + Self.bars(values, from: low, to: high) { number in
          isShare ? percent(number, 1) : isWhole ? grouped(Int(number)) : decimal(number, 3)
        }
    }
    return shown.isEmpty ? nil : Section(id: "results", title: "Results", body: shown.joined(separator: "\n"))
  }
}
