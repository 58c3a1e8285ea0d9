import Lesson
package import Text

/// A class's records under the lesson's scheme, with the marks that a person gave.
package struct Gradebook: Sendable {
  package let title: String
  package let scheme: Scheme
  /// By name.
  package let records: [Record]
  package let marks: Marks
  /// What belongs to no student.
  package let strays: [String]

  package init(title: String, scheme: Scheme, records: [Record], marks: Marks, strays: [String]) {
    self.title = title
    self.scheme = scheme
    self.records = records.sorted { ($0.student, $0.path) < ($1.student, $1.path) }
    self.marks = marks
    self.strays = strays
  }

  /// nil where a person has still to read it.
  func points(_ record: Record, _ item: Scheme.Item) -> Double? {
    if item.kind == .question, let mark = marks.mark(record.student, item.subject)?.points { return mark }
    return record.ending == .missing ? 0 : record.points(of: item.id)
  }

  func total(_ record: Record) -> Double { scheme.items.reduce(0) { $0 + (points(record, $1) ?? 0) } }

  /// How many answers nobody has read.
  func unread(_ record: Record) -> Int { scheme.items.count { points(record, $0) == nil } }

  func problems(_ record: Record) -> [String] {
    var problems = record.remarks + record.problems
    for item in scheme.items where item.kind == .question {
      guard let mark = marks.mark(record.student, item.subject) else { continue }
      let answer = record.answers.first { $0.name == item.subject }?.text ?? ""
      if Marks.isStale(mark, answer) { problems.append("'\(item.subject)' was marked for another answer") }
      if let points = mark.points, points > item.points {
        problems.append("'\(item.subject)' has \(Points.number(points)) of \(Points.number(item.points)) points")
      }
    }
    return problems
  }

  // MARK: Tables

  package var csv: String {
    let header = ["student", "points", "of", "to be read"] + scheme.items.map { $0.id } + ["ending", "problems"]
    let rows = records.map { record in
      [record.student, Points.number(total(record)), Points.number(scheme.total), String(unread(record))]
        + scheme.items.map { points(record, $0).map { Points.number($0) } ?? "" }
        + [record.ending.rawValue, problems(record).joined(separator: "; ")]
    }
    return CSV.text([header] + rows)
  }

  package var marksCSV: String {
    let rows = records.filter { $0.ending != .missing }.flatMap { record in
      scheme.items.filter { $0.kind == .question }.compactMap { item -> [String]? in
        let answer = record.answers.first { $0.name == item.subject }?.text ?? ""
        let mark = marks.mark(record.student, item.subject)
        guard !answer.isEmpty || mark?.points != nil else { return nil }
        return [
          record.student, item.subject, mark?.pointsText ?? "", Points.number(item.points), mark?.comment ?? "", answer,
        ] + marks.ownCells(mark)
      }
    }
    let others = marks.others(than: rows.map { (student: $0[0], question: $0[1]) }).map { mark in
      let item = scheme.items.first { $0.kind == .question && $0.subject == mark.question }
      return [
        mark.student, mark.question, mark.pointsText, item.map { Points.number($0.points) } ?? "", mark.comment,
        mark.answer,
      ] + marks.ownCells(mark)
    }
    return CSV.text([Marks.header + marks.ownColumns] + rows + others)
  }

  package var json: JSON {
    .object([
      .init("lesson", .string(title)), .init("points", .number(scheme.total)),
      .init(
        "items",
        .array(
          scheme.items.map { item in
            .object([
              .init("id", .string(item.id)), .init("kind", .string(item.kind.rawValue)),
              .init("points", .number(item.points)), .init("title", .string(item.title)),
            ])
          })),
      .init("students", .array(records.map { json($0) })),
      .init("strays", .array(strays.map { .string($0) })),
    ])
  }

  private func json(_ record: Record) -> JSON {
    let items = scheme.items.map { item in
      JSON.Member(item.id, points(record, item).map { .number($0) } ?? .null)
    }
    let results = record.results.map { result in
      JSON.Member(result.id, result.number.map { .number($0) } ?? .string(result.text))
    }
    return .object([
      .init("student", .string(record.student)), .init("file", .string(record.path)),
      .init("points", .number(total(record))), .init("ending", .string(record.ending.rawValue)),
      .init("items", .object(items)), .init("values", .object(results)),
      .init("changes", .object(record.changes.map { .init($0.name, .string($0.text)) })),
      .init("answers", .object(record.answers.map { .init($0.name, .string($0.text)) })),
      .init("problems", .array(problems(record).map { .string($0) })),
    ])
  }
}
