import Lesson
import Reporting
import Text

/// `class.html`: what an instructor looks at.
struct ClassPage {
  let book: Gradebook
  let language: String

  var html: String {
    let sections = [totals, items, ranking, results, answers, copies, problems].filter { !$0.isEmpty }
    return PlainPage.html(
      title: "\(book.title): the class", language: language, body: sections.joined(separator: "\n"), style: Self.style)
  }

  private static let style = """

    .page{grid-template-columns:minmax(0,62rem)}.bars{display:block;width:100%;max-width:40rem;height:auto}
    .bars rect{fill:var(--accent)}.bars text{fill:var(--quiet);font:11px sans-serif}
    .given{border-left:3px solid var(--rule);padding-left:.8rem;margin:0 0 .8rem;white-space:pre-wrap;font-size:.95rem}

    """

  private func section(_ title: String, _ body: String) -> String { "<h2>\(PlainPage.escape(title))</h2>\n\(body)" }

  private var present: [Record] { book.records.filter { $0.ending != .missing } }

  // MARK: Numbers

  private var totals: String {
    let points = present.map { book.total($0) }
    guard !points.isEmpty else { return section("Points", "<p>Nothing was handed in.</p>") }
    let unread = present.reduce(0) { $0 + book.unread($1) }
    let mean = points.reduce(0, +) / Double(points.count)
    let words =
      "<p>\(Words.count(book.records.count, "student")), \(present.count) handed in; on average "
      + "\(decimal(mean, 1)) of \(Points.text(book.scheme.total)), the middle one \(decimal(Self.median(points), 1))."
      + (unread > 0 ? " \(Words.count(unread, "answer")) still to be read (<code>marks.csv</code>)." : "") + "</p>"
    return section("Points", words + Self.bars(points, from: 0, to: max(book.scheme.total, 1)) { Points.number($0) })
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

  private var items: String {
    let rows = book.scheme.items.map { item -> [String] in
      let points = present.compactMap { book.points($0, item) }
      let mean = points.isEmpty ? "–" : decimal(points.reduce(0, +) / Double(points.count), 2)
      let full = points.count { $0 >= item.points }
      return [
        PlainPage.escape(item.id), PlainPage.escape(String(item.title.prefix(70))), Points.number(item.points), mean,
        String(full), String(present.count - points.count),
      ]
    }
    let columns: [PlainPage.Column] = [
      .init("item"), .init("what"), .init("points", isNumber: true), .init("mean", isNumber: true),
      .init("all points", isNumber: true), .init("unread", isNumber: true),
    ]
    return rows.isEmpty ? "" : section("What was worth points", PlainPage.table(columns, rows))
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

  private var ranking: String {
    guard let (id, records) = ranked, !records.isEmpty else { return "" }
    let rows = records.enumerated().map { index, entry in
      [
        String(index + 1), PlainPage.escape(entry.record.student), PlainPage.escape(entry.result.text),
        PlainPage.escape(entry.record.changes.map { "\($0.name): \($0.text)" }.joined(separator: "; ")),
      ]
    }
    let columns: [PlainPage.Column] = [
      .init("", isNumber: true), .init("student"), .init(id, isNumber: true), .init("changed"),
    ]
    return section("Ranking by \(id)", PlainPage.table(columns, rows))
  }

  /// Those that are not the same for all.
  private var results: String {
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
      return "<h3>\(PlainPage.escape(id))</h3>\n"
        + Self.bars(values, from: low, to: high) { isShare ? percent($0, 1) : decimal($0, 3) }
    }
    return shown.isEmpty ? "" : section("Results", shown.joined(separator: "\n"))
  }

  // MARK: Words

  private var answers: String {
    let questions = book.scheme.items.filter { $0.kind == .question }.map { item -> String in
      let given = present.compactMap { record -> String? in
        guard let answer = record.answers.first(where: { $0.name == item.subject })?.text, !answer.isEmpty else {
          return nil
        }
        let mark = book.points(record, item).map { " · \(Points.text($0))" } ?? ""
        return
          "<p class=\"label\">\(PlainPage.escape(record.student + mark))</p>\n<div class=\"given\">\(PlainPage.escape(answer))</div>"
      }
      return
        "<details><summary>\(PlainPage.escape(item.id)): \(PlainPage.escape(String(item.title.prefix(100)))) (\(given.count))</summary>\n\(given.joined(separator: "\n"))\n</details>"
    }
    return questions.isEmpty ? "" : section("Answers", questions.joined(separator: "\n"))
  }

  private var copies: String {
    let groups = Likeness(book).groups
    guard !groups.isEmpty else { return "" }
    let list = groups.map {
      "<li>\(PlainPage.escape(Words.list($0.students))): \(PlainPage.escape(String($0.what.prefix(300))))</li>"
    }
    return section(
      "Alike beyond chance",
      "<p>A reason to look, no proof: they may have worked together, or from one source.</p>\n<ul>\n\(list.joined(separator: "\n"))\n</ul>"
    )
  }

  private var problems: String {
    let rows = book.records.compactMap { record -> [String]? in
      let problems = book.problems(record) + (record.ending == .missing ? ["nothing was handed in"] : [])
      return problems.isEmpty
        ? nil
        : [
          PlainPage.escape(record.student), record.ending.rawValue,
          problems.map { PlainPage.escape($0) }.joined(separator: "<br>"),
        ]
    }
    let strays = book.strays.map { "<li>\(PlainPage.escape($0))</li>" }.joined(separator: "\n")
    let table = rows.isEmpty ? "" : PlainPage.table([.init("student"), .init("ending"), .init("what")], rows)
    let list = strays.isEmpty ? "" : "<p>Files that were not graded:</p>\n<ul>\n\(strays)\n</ul>"
    return table.isEmpty && list.isEmpty ? "" : section("To look at", table + list)
  }
}
