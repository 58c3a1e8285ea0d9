import Caching
import Files
import Grading
import Lesson
import Markdown
import Running
import Steps
import Text

/// Grades a class: finds whose files there are, has each graded, and writes the tables.
struct ClassGrading {
  let tool: CommandLineTool

  /// - Parameter round: of a job that comes after parts, how often they were handed out by then.
  func grade(_ arguments: Arguments, round: Int? = nil) throws(UsageError) -> ExitCode {
    let wanted = try GradeSetup(arguments, tool.environment)
    do throws(Diagnostic) { return try grade(wanted, round: round) } catch {
      tool.report(error, of: wanted.path)
      return [error].exitCode
    }
  }

  private func grade(_ wanted: GradeSetup, round: Int?) throws(Diagnostic) -> ExitCode {
    let session = try Session(path: wanted.path, options: wanted.session)
    let exercise: Exercise
    do throws(Handout.Problems) { exercise = try Exercise(session.source, session.surroundings) } catch {
      tool.report(error.diagnostics, of: session)
      return error.diagnostics.exitCode
    }
    let grader = Grader(
      wanted.grader, scheme: exercise.scheme, basis: basis(of: session, exercise, wanted.grader.arguments),
      isInterrupted: tool.isInterrupted, tell: { if !wanted.isQuiet { tool.terminal.say("\($0)\n") } })
    let group = try group(wanted)
    if let cluster = wanted.cluster,
      let code = try ClusterGrading(tool: tool, setup: wanted, cluster: cluster).handOut(
        grader, group.tasks, round: round)
    {
      return code
    }
    if !wanted.isMerging {
      if !wanted.isQuiet {
        tool.terminal.say("\(wanted.path): \(exercise.scheme.text ?? "it says no points, so each item counts 1")\n")
      }
      guard let count = try graded(grader, group.tasks, wanted, exercise) else {
        tool.terminal.say("\(wanted.path): interrupted; run the same again to go on\n")
        return .interrupted
      }
      if !wanted.isQuiet { tool.terminal.say("\(wanted.path): graded \(Words.count(count, "file"))\n") }
      if wanted.grader.shard != nil { return .success }
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
  private func group(_ wanted: GradeSetup) throws(Diagnostic) -> Group {
    var group = Group()
    let roster = try wanted.roster.map { path throws(Diagnostic) in try Roster(try ClassFile.text(of: path)) }
    let delivery: Delivery
    do throws(FileProblem) {
      delivery = try Delivery(wanted.submissions, lesson: fileName(wanted.path))
    } catch {
      throw Diagnostic(cause: .machine, id: .unavailable, at: nil, "what was handed in cannot be read: \(error.words)")
    }
    group.strays = delivery.strays
    let variants = try wanted.key.map { path throws(Diagnostic) in
      try Variant.read(try ClassFile.text(of: path), named: path)
    }
    var present: Set<String> = []
    for file in delivery.files {
      let student = roster?.student(of: file)
      var remarks: [String] = []
      if let roster, student == nil {
        remarks.append(
          roster.isShared(file.student)
            ? "the roster has several of that name: name the file or its folder as the roster tells them apart"
            : "the roster has nobody of that name")
      }
      if let others = delivery.doubles[file.student] {
        remarks.append("\(others.count) files were handed in; '\(file.file)' counts")
      }
      let name = student?.name ?? file.student
      guard present.insert(name).inserted else {
        group.strays.append("\(file.path) (another one of \(name))")
        continue
      }
      let variant = variants?.first { Roster.isSame($0.student, name) }
      if variants != nil, variant == nil {
        remarks.append("the key has no variant of that name, so the lesson's own counts")
      }
      group.tasks.append(
        Grader.Task(student: name, path: file.path, remarks: remarks, arguments: variant.map { Self.words($0) } ?? []))
    }
    // Of a late student's file alone nothing follows for the others.
    for student in roster?.students ?? [] where !present.contains(student.name) && wanted.isWholeClass {
      group.tasks.append(Grader.Task(student: student.name, path: nil))
    }
    group.tasks.sort { $0.student < $1.student }
    return group
  }

  private static func words(_ variant: Variant) -> [String] {
    (variant.seed.map { ["--seed", "\($0)"] } ?? []) + variant.settings.flatMap { ["--set", $0] }
  }

  /// The lesson itself first: what it computes is kept for all who have not changed it.
  private func graded(
    _ grader: Grader, _ tasks: [Grader.Task], _ wanted: GradeSetup, _ exercise: Exercise
  ) throws(Diagnostic) -> Int? {
    do throws(FileProblem) {
      guard let own = try grader.gradeLesson(wanted.path) else { return nil }
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
      return try grader.grade(tasks)
    } catch {
      throw wanted.cannotUse(error)
    }
  }

  private func writeBook(
    _ grader: Grader, _ exercise: Exercise, _ session: Session, _ group: Group, _ wanted: GradeSetup
  ) throws(Diagnostic) -> ExitCode {
    let out = wanted.grader.out
    var marks = Marks()
    let own = out + "/marks.csv"
    if exists(own) { marks = marks.updated(by: Marks(try ClassFile.text(of: own), named: own)) }
    if let path = wanted.marks { marks = marks.updated(by: Marks(try ClassFile.text(of: path), named: path)) }
    if marks.areForeign {
      throw Diagnostic(
        cause: .machine, id: .badValue, at: nil, "the tables are left as they are: \(Words.list(marks.problems))",
        notes: ["put the file's header back, or take the file away: it is made anew"])
    }
    for problem in marks.problems { tool.terminal.say("\(problem)\n") }
    let records = grader.folder.records().map { record in
      guard !grader.isCurrent(record) else { return record }
      var record = record
      record.problems.append("graded with another version of the lesson or other options: hand its file in again")
      return record
    }
    let title = exercise.plan.lesson.title.map { $0.inlines(keepsRemarks: false) { _, words in words }.plainText }
    let book = Gradebook(
      title: title ?? exercise.plan.frontMatter.title ?? Session.name(of: wanted.path), scheme: exercise.scheme,
      records: records, marks: marks, strays: group.strays)
    do throws(FileProblem) { try grader.folder.write(book, language: exercise.plan.frontMatter.language) } catch {
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
