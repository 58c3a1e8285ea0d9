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
  /// Names that several have, folded.
  private var shared: Set<String> = []

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
    var cells: [[String]] = []
    for (number, line) in table.enumerated().dropFirst() where line.contains(where: { !$0.isEmpty }) {
      func cell(_ index: Int?) -> String { index.flatMap { $0 < line.count ? line[$0] : nil } ?? "" }
      let joined = [cell(first), cell(last)].filter { !$0.isEmpty }.joined(separator: " ")
      let name = cell(whole).isEmpty ? joined.isEmpty ? line[0] : joined : cell(whole)
      guard !Self.fold(name).isEmpty else {
        throw Diagnostic(
          id: .badValue, at: nil, "the roster has a line without a name: \(line.joined(separator: ", "))",
          notes: ["it is line \(number + 1) of the file, where no cell has a line break"])
      }
      var marks = line.filter { $0.utf8.count > 1 }
      marks += line.compactMap { $0.split(separator: "@").first.map { String($0) } }.filter { $0.utf8.count > 1 }
      students.append(
        Student(name: name, marks: marks + [joined, [cell(last), cell(first)].joined()].filter { !$0.isEmpty }))
      cells.append(line)
    }
    try tellApart(cells)
  }

  /// Students of one name are told apart by another cell of their lines, which belongs to their names from here on.
  private mutating func tellApart(_ cells: [[String]]) throws(Diagnostic) {
    for group in Dictionary(grouping: students.indices, by: { Self.fold(students[$0].name) }).values
    where group.count > 1 {
      let name = students[group[0]].name
      shared.insert(Self.fold(name))
      let width = group.map { cells[$0].count }.min() ?? 0
      let column = (0..<width).first { column in
        let own = group.map { Self.fold(cells[$0][column]) }
        return !own.contains("") && Set(own).count == group.count
      }
      guard let column else {
        throw Diagnostic(
          id: .badValue, at: nil, "\(Words.count(group.count, "student")) of the roster are called '\(name)'",
          notes: ["a column such as id or email, in which they differ, tells them apart"])
      }
      for index in group {
        students[index].name = "\(name) (\(cells[index][column]))"
        // A path with nothing but the name tells neither.
        students[index].marks.removeAll { Self.fold($0) == Self.fold(name) }
        students[index].marks.append(cells[index][column])
      }
    }
  }

  /// Whether several have a name, so that it tells nobody.
  package func isShared(_ name: String) -> Bool { shared.contains(Self.fold(name)) }

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
