import Caching
import Files
import Grading
import Lesson
import Markdown
import Running
import Steps
import Text

extension Command {
  static let grade = Command(
    name: "grade", operands: Operands(text: "FILE SUBMISSIONS…", count: 1...10_000),
    summary: "Grades what students handed in for a lesson: points, tables, a page of the class, feedback for each.",
    details: """
      FILE is the lesson as you have it, with its solutions; SUBMISSIONS are files, or folders in any layout that learning
      platforms export. Of each student's file only blanks, answers, settings and layers are taken over into the lesson;
      its steps, data, expectations and points are yours. Each is run in a process of its own, within --time and --memory;
      what one of them does stops nobody else. Run the same again to go on, or with a late student's file alone.

      In --out stand grades.csv, grades.json, class.html, feedback/STUDENT/report.html, and marks.csv with the answers for
      you to read: fill in its points and comments, and run the same again.
      """,
    options: GradeOptions.all
  ) { tool, arguments throws(UsageError) in try ClassGrading(tool: tool).grade(arguments) }

  /// What `grade` starts for each student; nobody types it.
  static let gradeOne = Command(
    name: "grade-one", operands: Operands(text: "FILE SUBMISSION", count: 2...2),
    summary: "Grades one submission, for 'lesson grade'.", options: GradeOptions.ofOne
  ) { tool, arguments throws(UsageError) in try ClassGrading(tool: tool).gradeOne(arguments) }
}

private enum GradeOptions {
  static let out = CommandOption.text("--out", "DIR", help: "where tables and feedback go", standard: "grading")
  static let roster = CommandOption<String?>.text(
    "--roster", "FILE", help: "a CSV file with the class: a header, then a line for each student")
  static let marks = CommandOption<String?>.text(
    "--marks", "FILE", help: "points for answers, as marks.csv with its points filled in")
  static let time = CommandOption<Double?>.duration("--time", help: "for each student, such as 90s or 5min [60s]")
  static let memory = CommandOption<Int64?>.size("--memory", help: "for each student, such as 2GB [2GB]")
  static let jobs = CommandOption.number(
    "--jobs", "N", help: "how many at once", shownStandard: "as many as cores", in: 1...256)
  static let fresh = CommandOption.isGiven("--fresh", help: "grade anew what was graded already")
  static let merge = CommandOption.isGiven(
    "--merge", help: "grade nothing; write the tables of what was graded, in parts or earlier")
  static let quiet = CommandOption.isGiven("--quiet", help: "print nothing but problems")
  static let shard = CommandOption<(part: Int, of: Int)?>(
    "--shard", "K/N", help: "grade the K-th of N parts and write no tables, for several machines with one --out",
    standard: nil
  ) { words throws(UsageError) in
    let parts = words[0].split(separator: "/").map { Int($0) }
    guard parts.count == 2, let part = parts[0], let count = parts[1], part >= 1, part <= count, count <= 10_000 else {
      throw UsageError(summary: "'--shard' takes a part and how many there are, such as 1/4, not '\(words[0])'")
    }
    return (part, count)
  }
  static let student = CommandOption<String?>.text("--student", "NAME", help: "whose it is")
  static let keeps = CommandOption.isGiven("--keep", help: "keep results for the others")

  static let all =
    [out.spec, roster.spec, marks.spec, time.spec, memory.spec, jobs.spec] + data
    + [fresh.spec, shard.spec, merge.spec, quiet.spec]
  /// Nothing of a lesson's settings, which would be no rules any more.
  static let data = LessonSettings.dataOptions
  static let ofOne = [out.spec, time.spec, memory.spec, student.spec, keeps.spec] + data
}

/// Grades one submission, or all.
private struct ClassGrading {
  let tool: CommandLineTool

  private static let standardTime = 60.0
  private static let standardMemory: Int64 = 2 << 30
  private static let largestFile: Int64 = 256 << 20

  private func sessionOptions(_ arguments: Arguments) throws(UsageError) -> Session.Options {
    var options = try LessonSettings(dataOf: arguments, environment: tool.environment).session
    options.threads = 1
    options.takesPipe = false
    options.limits = RunLimits(
      seconds: try arguments[GradeOptions.time] ?? Self.standardTime,
      memory: try arguments[GradeOptions.memory] ?? Self.standardMemory, outputSize: 50 << 20)
    return options
  }

  // MARK: One

  func gradeOne(_ arguments: Arguments) throws(UsageError) -> ExitCode {
    let parent = Confinement.parent
    var options = try sessionOptions(arguments)
    let out = try arguments[GradeOptions.out]
    let student = try arguments[GradeOptions.student] ?? ""
    Confinement.set(
      seconds: (options.limits.seconds ?? Self.standardTime) + 5, memory: options.limits.memory ?? Self.standardMemory,
      fileSize: Self.largestFile)
    // Beside the state of all: `OUT/.state/work-NAME`.
    let store = FolderStore(parentFolder(out) + "/cache").store
    options.store = try arguments[GradeOptions.keeps] ? store : store.readingOnly
    options.outputFolder = out + "/run"
    do throws(Diagnostic) {
      let session = try Session(path: arguments.operands[0], options: options)
      let exercise: Exercise
      do throws(Handout.Problems) { exercise = try Exercise(session.source, session.surroundings) } catch {
        throw error.diagnostics[0]
      }
      var examination = Examination(
        session, folder: out, student: student,
        say: { tool.terminal.document($0.json.text + "\n") }, goesOn: { !Confinement.isOrphan(of: parent) })
      examination.examine(arguments.operands[1], on: exercise)
      return .success
    } catch {
      tool.report(error, of: arguments.operands[0])
      return [error].exitCode
    }
  }

  // MARK: All

  func grade(_ arguments: Arguments) throws(UsageError) -> ExitCode {
    let wanted = try GradeSetup(arguments, session: try sessionOptions(arguments))
    do throws(Diagnostic) { return try grade(wanted) } catch {
      tool.report(error, of: wanted.path)
      return [error].exitCode
    }
  }

  private func grade(_ wanted: GradeSetup) throws(Diagnostic) -> ExitCode {
    let session = try Session(path: wanted.path, options: wanted.session)
    let exercise: Exercise
    do throws(Handout.Problems) { exercise = try Exercise(session.source, session.surroundings) } catch {
      tool.report(error.diagnostics, of: session)
      return error.diagnostics.exitCode
    }
    var options = wanted.grader
    options.program = tool.environment[CommandLineTool.programPath] ?? "/proc/self/exe"
    options.environment = ["HOME", "XDG_CACHE_HOME", "LESSON_CPU", "LESSON_DATA"].compactMap { name in
      tool.environment[name].map { "\(name)=\($0)" }
    }
    let grader = Grader(
      options, scheme: exercise.scheme, basis: basis(of: session, exercise, options.arguments),
      isInterrupted: tool.isInterrupted, tell: { if !wanted.isQuiet { tool.terminal.say("\($0)\n") } })
    let group = try group(wanted, exercise)
    if !wanted.isMerging {
      if !wanted.isQuiet {
        tool.terminal.say("\(wanted.path): \(exercise.scheme.text ?? "it says no points, so each item counts 1")\n")
      }
      guard let count = try graded(grader, group.tasks, wanted, exercise) else {
        tool.terminal.say("\(wanted.path): interrupted; run the same again to go on\n")
        return .interrupted
      }
      if !wanted.isQuiet { tool.terminal.say("\(wanted.path): graded \(Words.count(count, "file"))\n") }
      if options.shard != nil { return .success }
    }
    return try writeBook(grader, exercise, session, group, wanted)
  }

  /// What every record depends on besides the student's file.
  private func basis(of session: Session, _ exercise: Exercise, _ arguments: [String]) -> String {
    var parts = [CommandLineTool.version, session.source.text(0..<session.source.utf8.count)] + arguments
    for step in exercise.plan.steps {
      for name in session.fileNames(readBy: step) {
        if case .success(let bytes) = session.contents(name) { parts.append(Checksum.sha256(bytes)) }
      }
    }
    return String(Checksum.sha256(Array(parts.joined(separator: "\n").utf8)).prefix(32))
  }

  private struct Group {
    var tasks: [Grader.Task] = []
    var strays: [String] = []
  }

  /// Who is to be graded, and by which file.
  private func group(_ wanted: GradeSetup, _ exercise: Exercise) throws(Diagnostic) -> Group {
    var group = Group()
    let roster = try wanted.roster.map { path throws(Diagnostic) in try Roster(try text(of: path)) }
    let delivery: Delivery
    do throws(FileProblem) {
      delivery = try Delivery(wanted.submissions, lesson: fileName(wanted.path))
    } catch {
      throw Diagnostic(cause: .machine, id: .unavailable, at: nil, "what was handed in cannot be read: \(error.words)")
    }
    group.strays = delivery.strays
    var present: Set<String> = []
    for file in delivery.files {
      let student = roster?.student(of: file)
      var problems: [String] = []
      if roster != nil, student == nil { problems.append("the roster has nobody of that name") }
      if let others = delivery.doubles[file.student] {
        problems.append("\(others.count) files were handed in; '\(file.file)' counts")
      }
      let name = student?.name ?? file.student
      guard present.insert(name).inserted else {
        group.strays.append("\(file.path) (another one of \(name))")
        continue
      }
      group.tasks.append(Grader.Task(student: name, path: file.path, problems: problems))
    }
    // Of a late student's file alone nothing follows for the others.
    for student in roster?.students ?? [] where !present.contains(student.name) && wanted.isWholeClass {
      group.tasks.append(Grader.Task(student: student.name, path: nil))
    }
    group.tasks.sort { $0.student < $1.student }
    return group
  }

  private func text(of path: String) throws(Diagnostic) -> String {
    do throws(FileProblem) { return String(decoding: try readFile(path, limit: 64 << 20), as: UTF8.self) } catch {
      throw Diagnostic(cause: .machine, id: .unavailable, at: nil, "\(path) cannot be read: \(error.words)")
    }
  }

  /// The lesson itself first: what it computes is kept for all who have not changed it.
  private func graded(
    _ grader: Grader, _ tasks: [Grader.Task], _ wanted: GradeSetup, _ exercise: Exercise
  ) throws(Diagnostic) -> Int? {
    do throws(FileProblem) {
      let (own, count) = try grader.gradeLesson(wanted.path)
      guard let own else { return nil }
      let missed = exercise.scheme.items.filter { item in
        item.kind == .expectation && own.points(of: item.id) != item.points
      }
      if !missed.isEmpty {
        let notes = missed.map { item in
          "\(item.title) (\(own.items.first { $0.id == item.id }?.note ?? "not reached"))"
        }
        tool.terminal.say(
          "\(wanted.path): your own lesson does not reach \(Words.list(notes)), so nobody can be expected to\n")
      }
      _ = count
      return try grader.grade(tasks)
    } catch {
      throw Diagnostic(
        cause: .machine, id: .cannotWrite, at: nil, "\(wanted.grader.out) cannot be used: \(error.words)")
    }
  }

  private func writeBook(
    _ grader: Grader, _ exercise: Exercise, _ session: Session, _ group: Group, _ wanted: GradeSetup
  ) throws(Diagnostic) -> ExitCode {
    let out = wanted.grader.out
    var marks = Marks()
    let own = out + "/marks.csv"
    if exists(own) { marks = marks.updated(by: Marks(try text(of: own), named: own)) }
    if let path = wanted.marks { marks = marks.updated(by: Marks(try text(of: path), named: path)) }
    for problem in marks.problems { tool.terminal.say("\(problem)\n") }
    let records = grader.records().map { record in
      guard !grader.isCurrent(record) else { return record }
      var record = record
      record.problems.append("graded with another version of the lesson or other options: hand its file in again")
      return record
    }
    let title = exercise.plan.lesson.title.map { $0.inlines(keepsRemarks: false) { _, words in words }.plainText }
    let book = Gradebook(
      title: title ?? exercise.plan.frontMatter.title ?? Session.name(of: wanted.path), scheme: exercise.scheme,
      records: records, marks: marks, strays: group.strays)
    do throws(FileProblem) { try grader.write(book, language: exercise.plan.frontMatter.language) } catch {
      throw Diagnostic(cause: .machine, id: .cannotWrite, at: nil, "\(out) cannot be written: \(error.words)")
    }
    if !wanted.isQuiet {
      for stray in group.strays { tool.terminal.say("not graded: \(stray)\n") }
      tool.terminal.say(
        "\(wanted.path): wrote \(out)/grades.csv, grades.json, marks.csv, class.html and feedback for "
          + "\(Words.count(records.count { $0.ending != .missing }, "student"))\n")
    }
    return .success
  }
}

/// What a call of `grade` asks for.
private struct GradeSetup {
  var path: String
  var submissions: [String]
  var session: Session.Options
  var grader = Grader.Options()
  var roster: String?
  var marks: String?
  var isMerging: Bool
  var isQuiet: Bool
  /// Whether folders were named, so that who is not among them has handed in nothing.
  var isWholeClass: Bool

  init(_ arguments: Arguments, session: Session.Options) throws(UsageError) {
    path = arguments.operands[0]
    submissions = Array(arguments.operands.dropFirst())
    self.session = session
    roster = try arguments[GradeOptions.roster]
    marks = try arguments[GradeOptions.marks]
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
    grader.seconds = session.limits.seconds ?? 60
    var words = ["grade-one", "--time", "\(Int(grader.seconds.rounded(.up)))s"]
    words += ["--memory", "\((session.limits.memory ?? 2 << 30) >> 10)KB"]
    // Folders of the environment are found there.
    for folder in session.namesData ? session.dataFolders : [] { words += ["--data", folder] }
    for folder in session.allowedFolders { words += ["--allow", folder] }
    if session.usesSample { words.append("--sample") }
    grader.arguments = words + [path]
  }
}
