import Files
package import Lesson
import Text

/// Who belongs to the class: a CSV file with a header, one line for each student.
package struct Roster: Sendable {
  package struct Student: Sendable, Equatable {
    package var name: String
    /// Whatever else stands on the line, by which a file's path may tell who it is.
    var marks: [String]
  }

  package private(set) var students: [Student] = []

  /// - Throws: what is wrong with it.
  package init(_ text: String) throws(Diagnostic) {
    let table = CSV.read(text)
    guard let header = table.first?.map({ $0.lowercased() }), table.count > 1 else {
      throw Diagnostic(
        id: .badValue, at: nil, "the roster has no lines below its header",
        notes: ["its first line names the columns, such as name,id,email; each further line is a student"])
    }
    func column(_ names: [String]) -> Int? { header.firstIndex { name in names.contains { name.trimmedWords == $0 } } }
    let whole = column(["name", "student", "full name", "sortable name", "display name"])
    let (first, last) = (
      column(["first name", "firstname", "vorname"]), column(["surname", "last name", "lastname", "nachname"])
    )
    for line in table.dropFirst() where line.contains(where: { !$0.isEmpty }) {
      func cell(_ index: Int?) -> String { index.flatMap { $0 < line.count ? line[$0] : nil } ?? "" }
      let joined = [cell(first), cell(last)].filter { !$0.isEmpty }.joined(separator: " ")
      let name = cell(whole).isEmpty ? joined.isEmpty ? line[0] : joined : cell(whole)
      var marks = line.filter { $0.utf8.count > 1 }
      marks += line.compactMap { $0.split(separator: "@").first.map { String($0) } }.filter { $0.utf8.count > 1 }
      students.append(
        Student(name: name, marks: marks + [joined, [cell(last), cell(first)].joined()].filter { !$0.isEmpty }))
    }
  }

  /// Whose file it is; nil where that is not sure.
  package func student(of file: Delivery.File) -> Student? {
    let names = Set((file.names + [file.student]).map { Self.fold($0) })
    let found = students.filter { student in student.marks.contains { names.contains(Self.fold($0)) } }
    if found.count == 1 { return found[0] }
    let exact = students.filter {
      Self.fold($0.name) == Self.fold(file.student) || Self.sorted($0.name) == Self.sorted(file.student)
    }
    return exact.count == 1 ? exact[0] : nil
  }

  package static func isSame(_ name: String, _ other: String) -> Bool { fold(name) == fold(other) }

  /// Letters and digits alone, in small.
  static func fold(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }

  /// `Maier, Anna` is `Anna Maier`.
  private static func sorted(_ text: String) -> String {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.sorted().joined(separator: " ")
  }
}

extension String {
  fileprivate var trimmedWords: String { split { $0.isWhitespace || $0 == "\u{FEFF}" }.joined(separator: " ") }
}
