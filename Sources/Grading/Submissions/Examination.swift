import Files
import Lesson
import Markdown
import Reporting
package import Running
import Steps
import Text

/// Grades one student's file: what the process does that is started for it.
package struct Examination {
  private let session: Session
  private let folder: String
  private let say: (Record) -> Void
  private let goesOn: () -> Bool
  private let seconds: Double
  private var record: Record

  /// - Parameters:
  ///   - session: of the instructor's lesson.
  ///   - folder: where the report goes.
  ///   - seconds: of the processor, which all may take.
  ///   - say: takes the record whenever there is more of it.
  ///   - goesOn: asked between batches.
  package init(
    _ session: Session, folder: String, student: String, seconds: Double, say: @escaping (Record) -> Void,
    goesOn: @escaping () -> Bool
  ) {
    self.session = session
    self.folder = folder
    self.say = say
    self.goesOn = goesOn
    self.seconds = seconds
    record = Record(student: student, path: "", key: "")
  }

  package mutating func examine(_ path: String, on exercise: Exercise) {
    record.items = exercise.scheme.items.map { item in
      Record.Item(id: item.id, points: 0, note: "not reached")
    }
    record.ending = .unreadable
    let source: SourceText
    do throws(Diagnostic) {
      var options = Session.Options()
      options.takesPipe = false
      source = try Session(path: path, options: options).source
    } catch {
      record.problems = [error.summary]
      return say(record)
    }
    let submission = Submission(of: source, on: exercise, session.surroundings)
    record.problems = submission.problems
    record.changes = submission.changes.map { .init(name: $0.name, text: $0.text) }
    record.answers = submission.answers.sorted { $0.key < $1.key }.map { .init(name: $0.key, text: $0.value) }
    for index in record.items.indices {
      let item = exercise.scheme.items[index]
      if item.kind == .question {
        let isEmpty = (submission.answers[item.subject] ?? "").isEmpty
        record.items[index].points = isEmpty ? 0 : nil
        record.items[index].note = isEmpty ? "no answer" : nil
      } else if item.kind == .setting {
        let isRight = submission.rightSettings.contains(item.id)
        record.items[index].points = isRight ? item.points : 0
        record.items[index].note = isRight ? nil : "not what was asked for"
      }
    }
    guard submission.isOfLesson else {
      // Its list of all that is missing would say no more.
      record.problems = ["it holds hardly any step of the lesson, so it was not run"]
      return say(record)
    }
    if submission.isUntouched { record.problems.append("it was handed in as it was handed out") }
    record.ending = .stopped
    say(record)
    run(submission, exercise)
    say(record)
  }

  private mutating func run(_ submission: Submission, _ exercise: Exercise) {
    let pending = PendingFolder(for: session.reportFolder)
    defer { pending.discard() }
    let (say, goesOn, seconds) = (say, goesOn, seconds)
    let start = Confinement.spent
    var isOutOfTime = false
    var partial = record
    let expectations = exercise.scheme.items.filter { $0.kind == .expectation }
    let idle = Self.idleTrials(submission.plan, exercise.scheme)
    do throws(Diagnostic) {
      var outcome = try session.run(
        submission.plan, settings: [], saving: pending,
        withholds: { submission.withheld[$0.id] ?? (idle.contains($0.id) ? Self.idle : nil) }
      ) { event in
        if case .stepFinished(let step, let result) = event, result.failure == nil,
          let item = expectations.first(where: { $0.subject == step.id }),
          let index = partial.items.firstIndex(where: { $0.id == item.id })
        {
          partial.items[index].points = item.points
          partial.items[index].note = nil
          say(partial)
        }
        isOutOfTime = isOutOfTime || Confinement.spent - start > seconds
        return !isOutOfTime && goesOn()
      }
      settle(&outcome, submission, exercise)
      if isOutOfTime {
        let time = Words.number(seconds)
        record.problems.insert("it was stopped when it had computed for the \(time) s that '--time' allows", at: 0)
      }
      try writeReport(outcome, exercise)
    } catch {
      record.items = partial.items
      record.ending = .failed
      record.problems.append(error.summary)
    }
  }

  /// What ends a run by the clock is no fault of the student's.
  private func summary(_ failure: Diagnostic) -> String {
    guard failure.id == .outOfTime else { return failure.summary }
    let patience = Words.number(Grader.patience(seconds))
    return "it was stopped after \(patience) s by the clock, in which this machine was too busy to give it the "
      + "\(Words.number(seconds)) s of computing that '--time' allows"
  }

  private mutating func settle(_ outcome: inout Outcome, _ submission: Submission, _ exercise: Exercise) {
    record.ending = outcome.failures.contains { $0.endsRun } || outcome.isInterrupted ? .failed : .whole
    for failure in outcome.failures where failure.id != .expectation {
      let step = outcome.steps.first { $0.failure == failure }?.id
      record.problems.append((step.map { "'\($0)': " } ?? "") + summary(failure))
    }
    for (id, reason) in submission.withheld.sorted(by: { $0.key < $1.key }) {
      record.problems.append("'\(id)' was not run: \(reason)")
    }
    var turns: [String: Int] = [:]
    for (index, item) in exercise.scheme.items.enumerated() {
      switch item.kind {
      case .question, .setting: continue
      case .expectation:
        let step = outcome.steps.first { $0.id == item.subject }
        let holds = step.map { $0.failure == nil && $0.waiting == nil } ?? false
        record.items[index].points = holds ? item.points : 0
        record.items[index].note =
          holds ? nil : step?.failure?.summary ?? (step == nil ? "not reached" : "a step that it needs was not run")
      case .blank:
        let turn = turns[item.subject.lowercased(), default: 0]
        turns[item.subject.lowercased()] = turn + 1
        let given = submission.blanks[item.subject.lowercased()].flatMap { turn < $0.count ? $0[turn] : nil } ?? ""
        let value = Scheme.value(item.subject).flatMap { outcome.values[$0] }
        let isRight =
          !given.isEmpty && value?.isAnswered(by: given, language: exercise.plan.frontMatter.language) == true
        record.items[index].points = isRight ? item.points : 0
        record.items[index].note =
          isRight ? nil : given.isEmpty ? "not filled in" : value == nil ? "not reached" : "'\(given)' is not right"
      }
    }
    record.results = outcome.values.sorted { ($0.key.step, $0.key.key) < ($1.key.step, $1.key.key) }.compactMap {
      Self.result($0.key, $0.value)
    }
  }

  private static let idle = "nothing is tried out for a grading where no points depend on it; your own run does"

  /// The steps that train networks many times over, for values that no points are given for.
  private static func idleTrials(_ plan: Plan, _ scheme: Scheme) -> Set<String> {
    let needed = scheme.judging(plan)
    return Set(plan.steps.filter { $0.trials != nil && !needed.contains($0.id) }.map { $0.id })
  }

  private static func result(_ name: ValueName, _ value: Value) -> Record.Result? {
    let id = "\(name.step).\(name.key)"
    switch value {
    case .fraction(let share): return .init(id: id, number: share, text: percent(share, 2), isShare: true)
    case .number(let number):
      return number.isFinite ? .init(id: id, number: number, text: decimal(number, 4), isShare: false) : nil
    case .integer(let number): return .init(id: id, number: Double(number), text: grouped(number), isShare: false)
    case .truth(let isSo): return .init(id: id, number: nil, text: isSo ? "yes" : "no", isShare: false)
    case .text(let text): return .init(id: id, number: nil, text: String(text.prefix(200)), isShare: false)
    }
  }

  private func writeReport(_ outcome: Outcome, _ exercise: Exercise) throws(Diagnostic) {
    // An answer shows no picture of the instructor's.
    let own = Set(exercise.syntax.prose.pictures.map { $0.name })
    let session = session
    var options = ReportOptions { own.contains($0) ? session.image($0) : nil }
    options.edition = .student
    options.playground = false
    options.fallbackTitle = Session.name(of: session.path)
    options.figureBytes = session.options.limits.outputSize
    let files = try Report.limited(outcome, formats: ReportFormat.all.filter { $0.name == "html" }, options: options)
      .files
    do throws(FileProblem) {
      for file in files where file.path.hasSuffix(".html") {
        try writeFile(file.bytes, to: folder + "/" + fileName(file.path))
      }
    } catch {
      throw Diagnostic(
        cause: .machine, id: .cannotWriteReport, at: nil, "the report cannot be written: \(error.words)")
    }
  }
}
