import Lesson
import Markdown
import Reporting

/// A student's page: the points, why some are missing, and their own run below.
struct Feedback {
  let book: Gradebook
  let language: String

  /// - Parameter report: of the student's run; nil where there is none.
  func page(_ record: Record, report: String?) -> String {
    let section = section(record)
    guard let report, let start = report.firstPlace(of: PlainPage.mainStart) else {
      return PlainPage.html(title: book.title, language: language, body: section)
    }
    return report[..<start.upperBound] + "\n" + section + report[start.upperBound...]
  }

  private func section(_ record: Record) -> String {
    let unread = book.unread(record)
    let total =
      "<p><strong>\(Points.number(book.total(record))) of \(Points.text(book.scheme.total))</strong>"
      + (unread > 0 ? ", and \(unread == 1 ? "an answer is" : "\(unread) answers are") still to be read" : "") + "</p>"
    let rows = book.scheme.items.map { item in
      let points = book.points(record, item)
      let shown = points.map { Points.number($0) } ?? "–"
      return [
        PlainPage.escape(name(item)), "\(shown) of \(Points.number(item.points))",
        notes(record, item, points).map { PlainPage.escape($0) }.joined(separator: "<br>"),
      ]
    }
    let problems = book.problems(record).filter { !$0.hasPrefix("'") || !$0.hasSuffix("another answer") }
    let list =
      problems.isEmpty
      ? "" : "\n<ul>\n" + problems.map { "<li>\(PlainPage.escape($0))</li>" }.joined(separator: "\n") + "\n</ul>"
    return """
      <section class="teacher" aria-label="Points">
      <p class="label">\(PlainPage.escape(record.student))</p>
      \(total)
      \(PlainPage.table([.init("for"), .init("points", isNumber: true), .init("")], rows))\(list)
      </section>
      """
  }

  private func name(_ item: Scheme.Item) -> String {
    switch item.kind {
    case .question: item.title.isEmpty ? item.id : String(item.title.prefix(90))
    case .expectation: "expected: \(item.title)"
    case .blank, .setting: "the blank \(item.title)"
    }
  }

  private func notes(_ record: Record, _ item: Scheme.Item, _ points: Double?) -> [String] {
    var notes: [String] = []
    let note = record.items.first { $0.id == item.id }?.note
    let mark = item.kind == .question ? book.marks.mark(record.student, item.subject) : nil
    if let comment = mark?.comment, !comment.isEmpty { notes.append(comment) }
    guard let points else { return notes + ["to be read"] }
    if points < item.points, mark?.points == nil {
      notes += [note].compactMap { $0 } + [item.hint].compactMap { $0 }
    }
    return notes
  }
}
