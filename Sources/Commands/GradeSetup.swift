import Files
import Grading
import Lesson
import Running
import Steps

/// What a call of `grade` asks for.
struct GradeSetup {
  static let standardTime = 60.0
  static let standardMemory: Int64 = 2 << 30
  static let largestFile: Int64 = 256 << 20

  var path: String
  var submissions: [String]
  var session: Session.Options
  var grader = Grader.Options()
  var roster: String?
  var marks: String?
  /// A file that says who has got which variant.
  var key: String?
  var isMerging: Bool
  var isQuiet: Bool
  /// Whether folders were named, so that who is not among them has handed in nothing.
  var isWholeClass: Bool
  var cluster: Cluster?

  struct Cluster {
    /// nil for as many as the class needs.
    var parts: Int?
    /// Of `sbatch`.
    var options: [String]
  }

  /// Of a run of a student's.
  static func session(
    _ arguments: Arguments, _ environment: [String: String]
  ) throws(UsageError) -> Session.Options {
    var options = try LessonSettings(dataOf: arguments, environment: environment).session
    options.threads = 1
    options.takesPipe = false
    options.limits = RunLimits(
      seconds: try arguments[GradeOptions.time] ?? standardTime,
      memory: try arguments[GradeOptions.memory] ?? standardMemory, outputSize: 50 << 20)
    return options
  }

  init(_ arguments: Arguments, _ environment: [String: String]) throws(UsageError) {
    path = arguments.operands[0]
    submissions = Array(arguments.operands.dropFirst())
    session = try Self.session(arguments, environment)
    roster = try arguments[GradeOptions.roster]
    marks = try arguments[GradeOptions.marks]
    key = try arguments[GradeOptions.key]
    isMerging = try arguments[GradeOptions.merge]
    isQuiet = try arguments[GradeOptions.quiet]
    isWholeClass = submissions.count > 1 || submissions.contains { isFolder($0) }
    guard isMerging || !submissions.isEmpty else {
      throw UsageError(
        summary: "'lesson grade' needs what was handed in, behind the lesson",
        hint: "such as 'lesson grade 00-mlp.md handed-in'; '--merge' writes tables of what was graded")
    }
    grader.out = try arguments[GradeOptions.out]
    grader.jobs = try arguments[GradeOptions.jobs]
    grader.isFresh = try arguments[GradeOptions.fresh]
    grader.shard = try arguments[GradeOptions.shard]
    grader.seconds = session.limits.seconds ?? Self.standardTime
    let options = try arguments[GradeOptions.sbatch]
    let parts = try arguments[GradeOptions.parts]
    if try arguments[GradeOptions.slurm] {
      guard grader.shard == nil, !isMerging else {
        throw UsageError(summary: "'--slurm' makes the parts itself, so it goes with neither '--shard' nor '--merge'")
      }
      cluster = Cluster(parts: parts, options: options)
    } else if parts != nil || !options.isEmpty {
      throw UsageError(summary: "'\(parts == nil ? "--sbatch" : "--parts")' needs '--slurm'")
    }
    grader.arguments = ["grade-one"] + limits + data + [path]
    grader.program = environment[CommandLineTool.programPath] ?? "/proc/self/exe"
    grader.environment = ["HOME", "XDG_CACHE_HOME", "LESSON_CPU", "LESSON_DATA"].compactMap { name in
      environment[name].map { "\(name)=\($0)" }
    }
  }

  private var limits: [String] {
    [
      "--time", "\(Int(grader.seconds.rounded(.up)))s", "--memory",
      "\((session.limits.memory ?? Self.standardMemory) >> 10)KB",
    ]
  }

  private var data: [String] {
    var words: [String] = []
    // Folders of the environment are found there.
    for folder in session.namesData ? session.dataFolders : [] { words += ["--data", folder] }
    for folder in session.allowedFolders { words += ["--allow", folder] }
    if session.usesSample { words.append("--sample") }
    return words
  }

  func cannotUse(_ problem: FileProblem) -> Diagnostic {
    Diagnostic(cause: .machine, id: .cannotWrite, at: nil, "\(grader.out) cannot be used: \(problem.words)")
  }

  /// The same call once more, on another machine, without what concerns the parts and `--fresh`.
  var words: [String] {
    var words = ["--out", grader.out, "--jobs", "\(grader.jobs ?? 1)"] + limits + data
    if let roster { words += ["--roster", roster] }
    if let marks { words += ["--marks", marks] }
    if let key { words += ["--key", key] }
    return words + [path] + submissions
  }
}
