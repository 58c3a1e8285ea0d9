package import Files
import Lesson
import Reporting
import Text

/// Grades a class: each file in a process of its own, as many at once as are wanted, and keeps what came of it.
package struct Grader {
  package struct Options: Sendable {
    package var out = "grading"
    /// This program's own file.
    package var program = "/proc/self/exe"
    /// Behind the program's name, before the files.
    package var arguments: [String] = []
    package var environment: [String] = []
    /// Seconds and bytes for each student.
    package var seconds = 60.0
    package var jobs: Int?
    /// Whether to grade anew what is graded already.
    package var isFresh = false
    /// Which of how many parts to grade.
    package var shard: (part: Int, of: Int)?
    package init() {}
  }

  package struct Task: Sendable {
    package var student: String
    /// nil where nothing was handed in.
    package var path: String?
    package var problems: [String]

    package init(student: String, path: String?, problems: [String] = []) {
      self.student = student
      self.path = path
      self.problems = problems
    }
  }

  private let options: Options
  private let scheme: Scheme
  /// Of the lesson, the program, the options and the data.
  private let basis: String
  private let isInterrupted: () -> Bool
  private let tell: (String) -> Void

  package init(
    _ options: Options, scheme: Scheme, basis: String, isInterrupted: @escaping () -> Bool,
    tell: @escaping (String) -> Void
  ) {
    self.options = options
    self.scheme = scheme
    self.basis = basis
    self.isInterrupted = isInterrupted
    self.tell = tell
  }

  private var stateFolder: String { options.out + "/.state" }
  package static func cacheFolder(_ out: String) -> String { out + "/.state/cache" }

  // MARK: State

  /// A student's name as a file's.
  package static func safe(_ name: String) -> String {
    let kept = String(name.map { $0.isLetter || $0.isNumber || $0 == "_" ? $0 : "-" }.prefix(60))
    guard kept != name else { return kept }
    return kept + "-" + Checksum.sha256(Array(name.utf8)).prefix(6)
  }

  private func statePath(_ student: String, _ ending: String) -> String {
    "\(stateFolder)/\(Self.safe(student)).\(ending)"
  }

  private func kept(_ student: String) -> Record? { Self.record(at: statePath(student, "json")) }

  private static func record(at path: String) -> Record? {
    guard let bytes = try? readFile(path, limit: 32 << 20) else { return nil }
    return (try? JSON(parsing: bytes)).flatMap { Record($0) }
  }

  /// All that are kept, of this run and of earlier ones.
  package func records() -> [Record] {
    let names = ((try? FolderListing(stateFolder))?.entries ?? []).filter {
      $0.kind == .file && $0.name.hasSuffix(".json")
    }
    return names.compactMap { Self.record(at: stateFolder + "/" + $0.name) }
  }

  /// Whether a record is of the lesson, the data and the limits as they are now.
  package func isCurrent(_ record: Record) -> Bool { record.ending == .missing || record.key.hasPrefix(basis) }

  private func key(_ bytes: [UInt8]) -> String { basis + Checksum.sha256(bytes) }

  // MARK: Grading

  /// - Returns: how many were graded anew; nil where it was interrupted.
  package func grade(_ tasks: [Task]) throws(FileProblem) -> Int? {
    try makeFolders(stateFolder)
    var waiting: [(task: Task, path: String, key: String)] = []
    for (index, task) in tasks.enumerated() {
      if let shard = options.shard, index % shard.of != shard.part - 1 { continue }
      guard let path = task.path else {
        // Who has handed in before is not missing.
        if let earlier = kept(task.student), earlier.ending != .missing { continue }
        var record = Record(student: task.student, path: "", key: basis)
        record.ending = .missing
        try keep(record)
        continue
      }
      let bytes: [UInt8]
      do throws(FileProblem) { bytes = try readFile(path, limit: 4 << 20) } catch {
        var record = Record(student: task.student, path: path, key: basis)
        record.ending = .unreadable
        record.items = Self.nothing(scheme)
        record.problems = ["the file cannot be read: \(error.code == 27 ? "it is larger than 4 MB" : error.words)"]
        try keep(record)
        continue
      }
      let key = key(bytes)
      if !options.isFresh, var earlier = kept(task.student), earlier.key == key {
        if earlier.path != path {
          earlier.path = path
          try keep(earlier)
        }
        continue
      }
      waiting.append((task, path, key))
    }
    let count = waiting.count
    var rest = waiting[...]
    var running: [(child: ChildProcess, task: Task, path: String, key: String, folder: String)] = []
    var done = 0
    let jobs = options.jobs ?? ChildProcess.processors
    while !rest.isEmpty || !running.isEmpty {
      if isInterrupted() {
        for entry in running {
          entry.child.kill()
          Self.removeFolder(entry.folder)
        }
        return nil
      }
      while running.count < jobs, let next = rest.popFirst() {
        running.append(try start(next.task, next.path, next.key))
      }
      var still: [(child: ChildProcess, task: Task, path: String, key: String, folder: String)] = []
      for entry in running {
        var ending = entry.child.ending()
        // What goes on behind its own limit hangs.
        if ending == nil, entry.child.seconds > options.seconds * 1.5 + 10 {
          entry.child.kill()
          ending = .killed
        }
        guard let ending else {
          still.append(entry)
          continue
        }
        try collect(ending, entry.task, entry.path, entry.key, entry.folder)
        done += 1
        tell("\(done) of \(count): \(entry.task.student)")
      }
      running = still
      if !running.isEmpty { ChildProcess.rest() }
    }
    return count
  }

  /// Runs the lesson itself, and keeps what it computes for those who have not changed it.
  ///
  /// - Returns: nil where it was interrupted; and whether it ran now.
  package func gradeLesson(_ path: String) throws(FileProblem) -> (record: Record?, isNew: Bool) {
    try makeFolders(stateFolder)
    let key = key(try readFile(path, limit: 16 << 20))
    let kept = stateFolder + "/lesson"
    if let earlier = Self.record(at: kept), earlier.key == key { return (earlier, false) }
    let task = Task(student: "lesson", path: path)
    // Several parts may be graded at once.
    let folder = "\(stateFolder)/own-lesson-\(options.shard?.part ?? 0)-\(ChildProcess.id)"
    Self.removeFolder(folder)
    try makeFolders(folder)
    let child = try ChildProcess(
      options.program, options.arguments + [path, "--student", "lesson", "--keep", "--out", folder],
      environment: options.environment + ["TMPDIR=\(folder)"], output: folder + "/record")
    while true {
      if isInterrupted() {
        child.kill()
        Self.removeFolder(folder)
        return (nil, true)
      }
      var ending = child.ending()
      if ending == nil, child.seconds > options.seconds * 1.5 + 10 {
        child.kill()
        ending = .killed
      }
      if let ending {
        let record = record(ending, task, path, key, folder)
        try replaceFile(kept, with: Array(record.json.text.utf8))
        Self.removeFolder(folder)
        return (record, true)
      }
      ChildProcess.rest()
    }
  }

  private func start(
    _ task: Task, _ path: String, _ key: String
  ) throws(FileProblem) -> (child: ChildProcess, task: Task, path: String, key: String, folder: String) {
    let folder = "\(stateFolder)/work-\(Self.safe(task.student))"
    Self.removeFolder(folder)
    try makeFolders(folder)
    let child = try ChildProcess(
      options.program, options.arguments + [path, "--student", task.student, "--out", folder],
      environment: options.environment + ["TMPDIR=\(folder)"], output: folder + "/record")
    return (child, task, path, key, folder)
  }

  private static func nothing(_ scheme: Scheme) -> [Record.Item] {
    scheme.items.map { Record.Item(id: $0.id, points: 0, note: "not reached") }
  }

  /// What a process has told, and how it ended.
  private func record(
    _ ending: ChildProcess.Ending, _ task: Task, _ path: String, _ key: String, _ folder: String
  ) -> Record {
    var record = Record(student: task.student, path: path, key: key)
    let said = (try? readFile(folder + "/record", limit: 256 << 20)) ?? []
    let lines = said.split(separator: 0x0A)
    // The last line may be cut off.
    for line in lines.reversed() {
      guard let json = try? JSON(parsing: line), let found = Record(json) else { continue }
      record = found
      break
    }
    if record.items.isEmpty { record.items = Self.nothing(scheme) }
    (record.student, record.path, record.key) = (task.student, path, key)
    switch ending {
    case .code(0): break
    case .code(let code):
      record.ending = .crashed
      record.problems.append("the run ended with code \(code)")
    case .signal(24): stop(&record, "it took more than its time, and was stopped")
    case .signal(let signal):
      record.ending = .crashed
      record.problems.append("the run was ended by signal \(signal)")
    case .killed: stop(&record, "it took more than its time, and was stopped")
    }
    record.problems = task.problems + record.problems
    return record
  }

  private func collect(
    _ ending: ChildProcess.Ending, _ task: Task, _ path: String, _ key: String, _ folder: String
  ) throws(FileProblem) {
    let record = record(ending, task, path, key, folder)
    let page = "\(folder)/report.html"
    if exists(page) {
      try moveFile(page, to: statePath(task.student, "html"))
    } else {
      removeFile(statePath(task.student, "html"))
    }
    try keep(record)
    Self.removeFolder(folder)
  }

  private func stop(_ record: inout Record, _ words: String) {
    record.ending = .stopped
    record.problems.append(words)
  }

  private func keep(_ record: Record) throws(FileProblem) {
    try replaceFile(statePath(record.student, "json"), with: Array(record.json.text.utf8))
  }

  /// A folder of this grader's, with all that is in it.
  private static func removeFolder(_ path: String) {
    for (name, kind) in (try? FolderListing(path))?.entries ?? [] {
      if kind == .folder { removeFolder(path + "/" + name) } else { removeFile(path + "/" + name) }
    }
    removeEmptyFolder(path)
  }

  // MARK: What comes out

  /// - Parameter language: the lesson's.
  package func write(_ book: Gradebook, language: String) throws(FileProblem) {
    try makeFolders(options.out)
    func write(_ name: String, _ text: String) throws(FileProblem) {
      let path = options.out + "/" + name
      let bytes = Array(text.utf8)
      if let same = try? readFile(path), same == bytes { return }
      try replaceFile(path, with: bytes)
    }
    try write("grades.csv", book.csv)
    try write("grades.json", book.json.text + "\n")
    try write("marks.csv", book.marksCSV)
    try write("class.html", ClassPage(book: book, language: language).html)
    let feedback = Feedback(book: book, language: language)
    for record in book.records where record.ending != .missing {
      let report = (try? readFile(statePath(record.student, "html"))).map { String(decoding: $0, as: UTF8.self) }
      let folder = "feedback/\(Self.safe(record.student))"
      try makeFolders("\(options.out)/\(folder)")
      try write("\(folder)/report.html", feedback.page(record, report: report))
    }
  }
}
