package import Files
import Text

/// What was handed in: files in any of the layouts that learning platforms export, and whose they are.
package struct Delivery {
  package struct File: Sendable, Equatable {
    package var path: String
    /// As the path tells it.
    package var student: String
    /// What else may tell who it is: the platform's number, the parts of the path.
    package var names: [String]
    /// As the student called it.
    package var file: String
    /// How often it was handed in anew, as platforms count.
    var turn = 0
    /// The folder that the command line names, where the file lies in it directly and is named by itself alone.
    var root: String?
  }

  /// One for each student, by name.
  package private(set) var files: [File] = []
  /// What was left aside: of a student with several files all but one, and what is no lesson.
  package private(set) var strays: [String] = []
  /// The files of students who have several, by name.
  package private(set) var doubles: [String: [String]] = [:]
  private let lesson: String
  private static let deepest = 6
  /// Files and folders that are looked at of what one student has handed in.
  private static let most = 1000
  /// Of those that are no lessons, how many are named in each student's folder.
  private static let mostNamed = 10

  /// - Parameters:
  ///   - lesson: the name of the lesson's file, as it was handed out.
  ///   - paths: files and folders.
  package init(_ paths: [String], lesson: String) throws(FileProblem) {
    self.lesson = lesson
    var found: [File] = []
    for path in paths {
      let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
      if isFolder(path) {
        try walk(path, &found)
      } else {
        guard exists(path) else { throw FileProblem.missing }
        found.append(Self.file(path, parts: path.split(separator: "/").map { String($0) }, isNamed: true, lesson))
      }
    }
    // Several that lie side by side and have names of their own are one for each.
    choose(found)
  }

  /// What is left to look at in one student's folder.
  private struct Budget {
    var entries = Delivery.most
    var named = Delivery.mostNamed
    var unnamed = 0
  }

  /// Each folder in `folder` is somebody's, and whatever is in it takes no room from the others.
  private mutating func walk(_ folder: String, _ found: inout [File]) throws(FileProblem) {
    var own = Budget(entries: 100_000, named: 1000)
    for (name, kind) in try entries(of: folder) {
      guard kind == .folder else {
        look(at: name, kind, in: folder, below: [], root: folder, &own, &found)
        continue
      }
      if Self.isPassedOver(name, kind) { continue }
      var budget = Budget()
      walk(folder + "/" + name, below: [name], in: folder, &budget, &found)
      tell(budget, of: folder + "/" + name)
    }
    tell(own, of: folder)
  }

  private mutating func tell(_ budget: Budget, of folder: String) {
    if budget.unnamed > 0 { strays.append("\(folder) holds \(Words.count(budget.unnamed, "more file")) like these") }
    if budget.entries <= 0 {
      strays.append("\(folder) holds so much that only the first \(grouped(Self.most)) files of it were looked at")
    }
  }

  private mutating func walk(
    _ folder: String, below parts: [String], in root: String, _ budget: inout Budget, _ found: inout [File]
  ) {
    guard let entries = try? entries(of: folder) else { return strays.append("\(folder) (it cannot be read)") }
    for (name, kind) in entries where budget.entries > 0 {
      budget.entries -= 1
      guard kind == .folder, !Self.isPassedOver(name, kind) else {
        look(at: name, kind, in: folder, below: parts, root: root, &budget, &found)
        continue
      }
      if parts.count < Self.deepest {
        walk(folder + "/" + name, below: parts + [name], in: root, &budget, &found)
      } else {
        stray(folder + "/" + name, &budget)
      }
    }
  }

  /// The lesson first, then other files, then folders: however many there are, what counts is seen.
  private func entries(of folder: String) throws(FileProblem) -> [(name: String, kind: FolderListing.Kind)] {
    let all = try FolderListing(folder).entries
    let isFolder = { (entry: (name: String, kind: FolderListing.Kind)) in entry.kind == .folder }
    let files = all.filter { !isFolder($0) }
    let lessons = files.filter { $0.name.lowercased() == lesson.lowercased() }
    return lessons + files.filter { $0.name.lowercased() != lesson.lowercased() } + all.filter(isFolder)
  }

  private static func isPassedOver(_ name: String, _ kind: FolderListing.Kind) -> Bool {
    name.hasPrefix(".") || name == "__MACOSX" || name == "output" && kind == .folder
  }

  private mutating func look(
    at name: String, _ kind: FolderListing.Kind, in folder: String, below parts: [String], root: String,
    _ budget: inout Budget, _ found: inout [File]
  ) {
    let path = folder + "/" + name
    if Self.isPassedOver(name, kind) { return }
    switch kind {
    case .file where name.lowercased().hasSuffix(".md"):
      if ["readme.md", "reference.md"].contains(name.lowercased()) { return }
      found.append(Self.file(path, parts: parts + [name], isNamed: false, lesson, root: root))
    case .file:
      // What was handed out with the lesson lies beside it.
      let given = ["worksheet.html", "report.html", "report.md", lesson.lowercased().dropLast(3) + ".html"]
      if given.contains(name.lowercased()) || parts.count > 1 { return }
      stray(path, &budget)
    case .link: stray("\(path) (a link)", &budget)
    case .folder, .other: stray(path, &budget)
    }
  }

  private mutating func stray(_ path: String, _ budget: inout Budget) {
    guard budget.named > 0 else { return budget.unnamed += 1 }
    budget.named -= 1
    strays.append(path)
  }

  // MARK: Names

  /// - Parameter isNamed: whether the command line names the file itself.
  private static func file(
    _ path: String, parts: [String], isNamed: Bool, _ lesson: String, root: String = ""
  ) -> File {
    let name = parts.last ?? path
    let folders = parts.dropLast().filter { $0 != "." && $0 != ".." }
    for part in ([name] + folders.reversed()) {
      if let (student, id, file) = moodle(part) {
        return File(path: path, student: student, names: [id] + parts, file: file.isEmpty ? name : file)
      }
    }
    if let (student, id, file, turn) = canvas(name) {
      return File(path: path, student: student, names: [id] + parts, file: file, turn: turn)
    }
    let stem = name.lowercased().hasSuffix(".md") ? String(name.dropLast(3)) : name
    if isNamed {
      // `handed-in/anna/00-mlp.md` and `anna.md`
      let isLesson = name.lowercased() == lesson.lowercased()
      return File(path: path, student: isLesson ? folders.last ?? stem : stem, names: parts + [stem], file: name)
    }
    let folder = folders.first ?? (name.lowercased() == lesson.lowercased() ? fileName(root) : nil)
    return File(
      path: path, student: folder ?? stem, names: parts + [stem], file: name, root: folder == nil ? root : nil)
  }

  /// `Anna Maier_1234567_assignsubmission_file_00-mlp.md`, as a file's name or as a folder's.
  private static func moodle(_ part: String) -> (student: String, id: String, file: String)? {
    let parts = part.split(separator: "_", omittingEmptySubsequences: false).map { String($0) }
    guard let mark = parts.firstIndex(of: "assignsubmission"), mark > 1, parts[mark - 1].allSatisfy({ $0.isNumber })
    else { return nil }
    let file = parts.dropFirst(mark + 2).joined(separator: "_")
    return (parts[..<(mark - 1)].joined(separator: "_"), parts[mark - 1], file)
  }

  /// `maieranna_LATE_12345_67890_00-mlp-1.md`
  private static func canvas(_ name: String) -> (student: String, id: String, file: String, turn: Int)? {
    var parts = name.split(separator: "_", omittingEmptySubsequences: false).map { String($0) }
    guard parts.count > 3 else { return nil }
    let student = parts.removeFirst()
    if parts[0] == "LATE" { parts.removeFirst() }
    guard parts.count > 2, !student.isEmpty, parts[0].allSatisfy({ $0.isNumber }), !parts[0].isEmpty,
      parts[1].allSatisfy({ $0.isNumber }), !parts[1].isEmpty
    else { return nil }
    let file = parts.dropFirst(2).joined(separator: "_")
    let stem = file.hasSuffix(".md") ? file.dropLast(3) : file[...]
    guard let dash = stem.lastIndex(of: "-"), let turn = Int(stem[stem.index(after: dash)...]), turn < 100 else {
      return (student, parts[0], file, 0)
    }
    return (student, parts[0], stem[..<dash] + ".md", turn)
  }

  // MARK: Choosing

  private mutating func choose(_ found: [File]) {
    // What lies under one name in several folders is no name of somebody's: the folder is.
    let roots = Dictionary(grouping: found.filter { $0.root != nil }) { $0.student }.mapValues { files in
      Set(files.compactMap { $0.root }).count
    }
    let found = found.map { file in
      guard let root = file.root, roots[file.student] ?? 0 > 1 else { return file }
      var file = file
      file.student = fileName(root)
      file.names.append(file.student)
      return file
    }
    // However the instructor's own file is called, most students have left the name of theirs.
    var usual: [String: Int] = [:]
    for file in found { usual[file.file.lowercased(), default: 0] += 1 }
    var groups: [String: [File]] = [:]
    for file in found { groups[Roster.fold(file.student), default: []].append(file) }
    for group in groups.values {
      let ranked = group.sorted { left, right in
        let (a, b) = (rank(left), rank(right))
        if a != b { return a > b }
        let (c, d) = (usual[left.file.lowercased()] ?? 0, usual[right.file.lowercased()] ?? 0)
        return c != d ? c > d : left.path < right.path
      }
      guard let best = ranked.first else { continue }
      files.append(best)
      if ranked.count > 1 {
        doubles[best.student] = ranked.map { $0.path }
        strays += ranked.dropFirst().prefix(Self.mostNamed).map { "\($0.path) (another one of \(best.student))" }
        let rest = ranked.count - 1 - Self.mostNamed
        if rest > 0 { strays.append("\(Words.count(rest, "more file")) of \(best.student)") }
      }
    }
    files.sort { ($0.student, $0.path) < ($1.student, $1.path) }
    strays.sort()
  }

  /// The one that is called as the lesson is, and of those the last.
  private func rank(_ file: File) -> Int { (file.file.lowercased() == lesson.lowercased() ? 1000 : 0) + file.turn }
}
