import Files
import Text

/// A process that grades one file, and the folder that it writes to.
struct StudentRun {
  let task: Grader.Task
  let path: String
  let key: String
  let folder: String
  private let child: ChildProcess
  private let seconds: Double

  /// - Parameters:
  ///   - name: of its folder.
  ///   - further: options of its own.
  init(
    _ task: Grader.Task, _ path: String, key: String, in folder: GradingFolder, named name: String,
    _ options: Grader.Options, further: [String] = []
  ) throws(FileProblem) {
    (self.task, self.path, self.key, seconds) = (task, path, key, options.seconds)
    self.folder = try folder.makeWork(name)
    child = try ChildProcess(
      options.program,
      options.arguments + [path, "--student", task.student, "--out", self.folder] + task.arguments + further,
      environment: options.environment + ["TMPDIR=\(self.folder)"], output: self.folder + "/record")
  }

  /// How it ended; nil while it runs. What goes on behind its own limit hangs, and is ended.
  func ending() -> ChildProcess.Ending? {
    if let ending = child.ending() { return ending }
    guard child.seconds > Grader.patience(seconds) + 10 else { return nil }
    child.kill()
    return .killed
  }

  func stop() {
    child.kill()
    GradingFolder.remove(folder)
  }

  /// What it has told, and how it ended.
  func record(_ ending: ChildProcess.Ending, _ scheme: Scheme) -> Record {
    var record = Record(student: task.student, path: path, key: key)
    let said = (try? readFile(folder + "/record", limit: 256 << 20)) ?? []
    // The last line may be cut off.
    for line in said.split(separator: 0x0A).reversed() {
      guard let json = try? JSON(parsing: line), let found = Record(json) else { continue }
      record = found
      break
    }
    if record.items.isEmpty { record.items = Record.nothing(scheme) }
    (record.student, record.path, record.key, record.remarks) = (task.student, path, key, task.remarks)
    switch ending {
    case .code(0): break
    case .code(let code):
      record.ending = .crashed
      record.problems.append("the run ended with code \(code)")
    case .killed, .signal(Self.outOfTime):
      record.ending = .stopped
      record.problems.append("it took more than its time, and was stopped")
    case .signal(let signal):
      record.ending = .crashed
      record.problems.append("the run was ended by signal \(signal)")
    }
    return record
  }

  /// `SIGXCPU`
  private static let outOfTime: Int32 = 24
}

extension Record {
  static func nothing(_ scheme: Scheme) -> [Item] {
    scheme.items.map { Item(id: $0.id, points: 0, note: "not reached") }
  }
}
