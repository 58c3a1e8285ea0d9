import Lesson
import Reporting
import Text

extension ClassPage {
  var answers: Section? {
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
        "<details><summary>\(PlainPage.escape(item.id)): \(PlainPage.escape(Self.short(item.title, 100))) (\(given.count))</summary>\n\(given.joined(separator: "\n"))\n</details>"
    }
    return questions.isEmpty ? nil : Section(id: "answers", title: "Answers", body: questions.joined(separator: "\n"))
  }

  var copies: Section? {
    let groups = Likeness(book).groups
    guard !groups.isEmpty else { return nil }
    let list = groups.map {
      "<li>\(PlainPage.escape(Words.list($0.students))): \(PlainPage.escape(Self.short($0.what, 300)))</li>"
    }
    return Section(
      id: "alike", title: "Alike beyond chance",
      body:
        "<p>A reason to look, no proof: they may have worked together, or from one source.</p>\n<ul>\n\(list.joined(separator: "\n"))\n</ul>"
    )
  }

  var problems: Section? {
    let rows = book.records.compactMap { record -> [String]? in
      let problems = book.problems(record) + (record.ending == .missing ? ["nothing was handed in"] : [])
      guard !problems.isEmpty else { return nil }
      let shown = problems.prefix(Self.mostProblems).map { PlainPage.escape(Self.short($0, 200)) }
      let rest = problems.count - shown.count
      return [
        Self.link(record), record.ending.rawValue,
        (shown + (rest > 0 ? ["and \(rest) more, in the feedback"] : [])).joined(separator: "<br>"),
      ]
    }
    let columns: [PlainPage.Column] = [.init("student"), .init("ending"), .init("what")]
    let table = rows.isEmpty ? "" : Self.table(columns, rows, shown: 40)
    let strays = book.strays.map { "<li>\(PlainPage.escape($0))</li>" }.joined(separator: "\n")
    let list =
      strays.isEmpty
      ? ""
      : "\n<details><summary>\(Words.count(book.strays.count, "file")) that \(book.strays.count == 1 ? "was" : "were") not graded"
        + "</summary>\n<ul>\n\(strays)\n</ul>\n</details>"
    return (table + list).isEmpty ? nil : Section(id: "look", title: "To look at", body: table + list)
  }

  private static let mostProblems = 4
}
