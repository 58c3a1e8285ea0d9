package import Files
import Lesson

/// Grades a class: each file in a process of its own, as many at once as are wanted, and keeps what came of it.
package struct Grader {
  package struct Options: Sendable {
    package var out = "grading"
    /// This program's own file.
    package var program = "/proc/self/exe"
    /// Behind the program's name, before the files.
    package var arguments: [String] = []
    package var environment: [String] = []
    /// Seconds of the processor for each student.
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
    /// What was odd about the way in which it was handed in.
    package var remarks: [String]
    /// Options of the student's own.
    package var arguments: [String]

    package init(student: String, path: String?, remarks: [String] = [], arguments: [String] = []) {
      self.student = student
      self.path = path
      self.remarks = remarks
      self.arguments = arguments
    }
  }

  /// Seconds by the clock after which what may compute for `seconds` is taken to hang, however busy the machine is.
  package static func patience(_ seconds: Double) -> Double { seconds * 8 + 10 }

  private let options: Options
  private let scheme: Scheme
  /// Of the lesson, the program, the options and the data.
  private let basis: String
  private let isInterrupted: () -> Bool
  private let tell: (String) -> Void
  package let folder: GradingFolder

  package init(
    _ options: Options, scheme: Scheme, basis: String, isInterrupted: @escaping () -> Bool,
    tell: @escaping (String) -> Void
  ) {
    self.options = options
    self.scheme = scheme
    self.basis = basis
    self.isInterrupted = isInterrupted
    self.tell = tell
    folder = GradingFolder(options.out)
  }

  /// Whether a record is of the lesson, the data and the limits as they are now.
  package func isCurrent(_ record: Record) -> Bool { record.ending == .missing || record.key.hasPrefix(basis) }

  private func key(_ bytes: [UInt8], _ task: Task) -> String {
    basis + Checksum.sha256(bytes + task.arguments.flatMap { [0] + Array($0.utf8) })
  }

  // MARK: What there is to do

  package struct Work {
    /// Which of all tasks it is, from 0.
    package var index: Int
    var task: Task
    var path: String
    var key: String
  }

  /// Files that have to be graded still, of this part; of all others it is noted what is known of them.
  package func pending(_ tasks: [Task]) throws(FileProblem) -> [Work] {
    try folder.make()
    var work: [Work] = []
    for (index, task) in tasks.enumerated() {
      if let shard = options.shard, index % shard.of != shard.part - 1 { continue }
      let earlier = folder.record(of: task.student)
      guard let path = task.path else {
        // Who has handed in before is not missing.
        if let earlier, earlier.ending != .missing { continue }
        var record = Record(student: task.student, path: "", key: basis)
        record.ending = .missing
        try folder.keep(record)
        continue
      }
      let bytes: [UInt8]
      do throws(FileProblem) { bytes = try readFile(path, limit: 4 << 20) } catch {
        var record = Record(student: task.student, path: path, key: basis)
        record.ending = .unreadable
        record.items = Record.nothing(scheme)
        record.remarks = task.remarks
        record.problems = ["the file cannot be read: \(error.code == 27 ? "it is larger than 4 MB" : error.words)"]
        try folder.keep(record)
        continue
      }
      let key = key(bytes, task)
      if !options.isFresh, var earlier, earlier.key == key {
        guard earlier.path != path || earlier.remarks != task.remarks else { continue }
        (earlier.path, earlier.remarks) = (path, task.remarks)
        try folder.keep(earlier)
        continue
      }
      work.append(Work(index: index, task: task, path: path, key: key))
    }
    return work
  }

  // MARK: Grading

  /// - Returns: how many were graded anew; nil where it was interrupted.
  package func grade(_ tasks: [Task]) throws(FileProblem) -> Int? {
    let work = try pending(tasks)
    var rest = work[...]
    var running: [StudentRun] = []
    var done = 0
    let jobs = options.jobs ?? ChildProcess.processors
    while !rest.isEmpty || !running.isEmpty {
      if isInterrupted() {
        for run in running { run.stop() }
        return nil
      }
      while running.count < jobs, let next = rest.popFirst() {
        running.append(
          try StudentRun(
            next.task, next.path, key: next.key, in: folder, named: "work-" + GradingFolder.safe(next.task.student),
            options))
      }
      var still: [StudentRun] = []
      for run in running {
        guard let ending = run.ending() else {
          still.append(run)
          continue
        }
        try folder.takeReport(of: run.task.student, from: run.folder)
        try folder.keep(run.record(ending, scheme))
        GradingFolder.remove(run.folder)
        done += 1
        tell("\(done) of \(work.count): \(run.task.student)")
      }
      running = still
      if !running.isEmpty { ChildProcess.rest() }
    }
    return work.count
  }

  /// Runs the lesson itself, and keeps what it computes for those who have not changed it.
  ///
  /// - Returns: nil where it was interrupted.
  package func gradeLesson(_ path: String) throws(FileProblem) -> Record? {
    try folder.make()
    let task = Task(student: "lesson", path: path)
    let key = key(try readFile(path, limit: 16 << 20), task)
    if let earlier = folder.ownRecord, earlier.key == key { return earlier }
    // Several parts may be graded at once.
    let name = "own-lesson-\(options.shard?.part ?? 0)-\(ChildProcess.id)"
    let run = try StudentRun(task, path, key: key, in: folder, named: name, options, further: ["--keep"])
    while true {
      if isInterrupted() {
        run.stop()
        return nil
      }
      if let ending = run.ending() {
        let record = run.record(ending, scheme)
        try folder.keepOwn(record)
        GradingFolder.remove(run.folder)
        return record
      }
      ChildProcess.rest()
    }
  }
}
