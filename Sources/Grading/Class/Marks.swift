import Files
import Lesson

/// What a person gave for answers: `marks.csv`, filled in and read back.
package struct Marks: Sendable {
  package struct Mark: Sendable, Equatable {
    package var points: Double?
    package var comment: String
    /// The answer that it is for.
    var answer: String
  }

  static let header = ["student", "question", "points", "of", "comment", "answer"]

  /// By student and question.
  private var marks: [String: Mark] = [:]
  /// What could not be read.
  package private(set) var problems: [String] = []

  package init() {}

  /// - Parameter name: of the file, for messages.
  package init(_ text: String, named name: String) {
    let rows = CSV.read(text)
    let header = rows.first?.map { $0.lowercased() } ?? []
    guard let student = header.firstIndex(of: "student"), let question = header.firstIndex(of: "question"),
      let points = header.firstIndex(of: "points")
    else {
      problems = ["\(name) has no columns student, question and points, so nothing of it was read"]
      return
    }
    let (comment, answer) = (header.firstIndex(of: "comment"), header.firstIndex(of: "answer"))
    for (number, row) in rows.enumerated().dropFirst() {
      func cell(_ index: Int?) -> String { index.flatMap { $0 < row.count ? row[$0] : nil } ?? "" }
      let written = cell(points).filter { !$0.isWhitespace }
      // Half of the world writes 1,5.
      let value = Points.value(String(written.map { $0 == "," ? "." : $0 }))
      if value == nil, !written.isEmpty {
        problems.append("\(name), line \(number + 1): '\(written)' is no number of points")
      }
      marks[Self.key(cell(student), cell(question))] = Mark(
        points: value, comment: cell(comment), answer: cell(answer))
    }
  }

  private static func key(_ student: String, _ question: String) -> String { Roster.fold(student) + "\n" + question }

  package func mark(_ student: String, _ question: String) -> Mark? { marks[Self.key(student, question)] }

  /// With those of `others` in the place of these, where they say anything.
  package func updated(by others: Marks) -> Marks {
    var all = self
    for (key, mark) in others.marks where mark.points != nil || !mark.comment.isEmpty || all.marks[key] == nil {
      all.marks[key] = mark
    }
    all.problems += others.problems
    return all
  }

  /// Whether a mark is for another answer than the student has now.
  static func isStale(_ mark: Mark, _ answer: String) -> Bool {
    func plain(_ text: String) -> String { text.filter { $0.isLetter || $0.isNumber } }
    return mark.points != nil && !mark.answer.isEmpty && plain(mark.answer) != plain(answer)
  }
}
