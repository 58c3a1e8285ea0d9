import Files
import Lesson
import Text

/// What a person gave for answers: `marks.csv`, filled in and read back.
package struct Marks: Sendable {
  package struct Mark: Sendable, Equatable {
    var student: String
    var question: String
    package var points: Double?
    /// What stands in the place of points, as it is written.
    var written: String
    package var comment: String
    /// The answer that it is for.
    var answer: String
    /// What stands in columns of the teacher's own, by their names.
    var own: [String: String] = [:]
  }

  static let header = ["student", "question", "points", "of", "comment", "answer"]

  /// Columns that a teacher has added, in their order.
  private(set) var ownColumns: [String] = []
  /// By student and question.
  private var marks: [String: Mark] = [:]
  /// What could not be read.
  package private(set) var problems: [String] = []
  /// Whether a file was none of marks, so that it must not be written over.
  package private(set) var areForeign = false

  package init() {}

  /// - Parameter name: of the file, for messages.
  package init(_ text: String, named name: String) {
    let rows = CSV.read(text)
    let header = rows.first?.map { $0.lowercased() } ?? []
    guard let student = header.firstIndex(of: "student"), let question = header.firstIndex(of: "question"),
      let points = header.firstIndex(of: "points")
    else {
      problems = ["\(name) has no columns student, question and points"]
      areForeign = true
      return
    }
    let (comment, answer) = (header.firstIndex(of: "comment"), header.firstIndex(of: "answer"))
    let own = rows[0].indices.filter { !Self.header.contains(header[$0]) && !header[$0].isEmpty }
    for column in own where !ownColumns.contains(rows[0][column]) { ownColumns.append(rows[0][column]) }
    for (number, row) in rows.enumerated().dropFirst() {
      func cell(_ index: Int?) -> String { index.flatMap { $0 < row.count ? row[$0] : nil } ?? "" }
      let written = cell(points)
      // Half of the world writes 1,5.
      let value = Points.value(String(written.filter { !$0.isWhitespace }.map { $0 == "," ? "." : $0 }))
      if value == nil, written.contains(where: { !$0.isWhitespace }) {
        problems.append("\(name), line \(number + 1): '\(written)' is no number of points")
      }
      marks[Self.key(cell(student), cell(question))] = Mark(
        student: cell(student), question: cell(question), points: value, written: written, comment: cell(comment),
        answer: cell(answer), own: [String: String](own.map { (rows[0][$0], cell($0)) }) { first, _ in first })
    }
  }

  private static func key(_ student: String, _ question: String) -> String { Roster.fold(student) + "\n" + question }

  package func mark(_ student: String, _ question: String) -> Mark? { marks[Self.key(student, question)] }

  /// A row's end in the teacher's own columns.
  func ownCells(_ mark: Mark?) -> [String] { ownColumns.map { mark?.own[$0] ?? "" } }

  /// With those of `others` in the place of these, where they say anything.
  package func updated(by others: Marks) -> Marks {
    var all = self
    for (key, mark) in others.marks where !mark.isEmpty || all.marks[key] == nil {
      all.marks[key] = mark
      all.marks[key]?.own = (marks[key]?.own ?? [:]).merging(mark.own) { $1 }
    }
    all.ownColumns += others.ownColumns.filter { !ownColumns.contains($0) }
    all.problems += others.problems
    all.areForeign = all.areForeign || others.areForeign
    return all
  }

  /// What a person has written of whoever is not among these: no row that is not empty is ever taken out.
  func others(than known: [(student: String, question: String)]) -> [Mark] {
    let keys = Set(known.map { Self.key($0.student, $0.question) })
    return marks.filter { !keys.contains($0.key) && !$0.value.isEmpty }.map { $0.value }
      .sorted { ($0.student, $0.question) < ($1.student, $1.question) }
  }

  /// Whether a mark is for another answer than the student has now.
  static func isStale(_ mark: Mark, _ answer: String) -> Bool {
    func plain(_ text: String) -> String { text.filter { $0.isLetter || $0.isNumber } }
    return mark.points != nil && !mark.answer.isEmpty && plain(mark.answer) != plain(answer)
  }
}

extension Marks.Mark {
  fileprivate var isEmpty: Bool {
    written.isEmpty && comment.isEmpty && own.values.allSatisfy { $0.isEmpty }
  }

  /// As it stands in the table.
  var pointsText: String { points.map { Points.number($0) } ?? written }
}
