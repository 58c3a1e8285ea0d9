import Files
package import Lesson
package import Markdown
package import Reporting
package import Running
package import Steps
import Text

/// A lesson that is open in pages of a browser and follows its file. One thread does it all: while it trains, the host
/// is asked between batches what pages want.
package final class LiveLesson {
  package struct Setup {
    package var path: String
    package var options: Session.Options
    package var report: ReportOptions
    /// `--set`, as typed.
    package var changes: [String]
    /// Whether every training is done at once, however long it takes.
    package var isEager: Bool
    /// Whether the steps are run as soon as the lesson is there, or when they are asked for.
    package var runsAtStart = true
    /// Also of a text that is not in the file yet.
    package var plan: (SourceText, Surroundings) -> PlanningResult
    /// Hears of each run, for the terminal.
    package var hear: (RunEvent) -> Void
    package var tell: ([Diagnostic], SourceText) -> Void

    package init(
      path: String, options: Session.Options, report: ReportOptions, changes: [String], isEager: Bool,
      plan: @escaping (SourceText, Surroundings) -> PlanningResult, hear: @escaping (RunEvent) -> Void,
      tell: @escaping ([Diagnostic], SourceText) -> Void
    ) {
      self.path = path
      self.options = options
      self.report = report
      self.changes = changes
      self.isEager = isEager
      self.plan = plan
      self.hear = hear
      self.tell = tell
    }
  }

  let setup: Setup
  private let host: LiveHost

  /// What pages show; empty before there is anything to be shown.
  package private(set) var page = ""
  /// Counted from 1.
  private(set) var version = 0
  /// How often it was asked for.
  var fetches = 0
  /// Which text of the lesson they show, counted from 1.
  var textVersion = 0
  var state = LiveState.starting
  /// The file as it was last read.
  package private(set) var session: Session?
  var lesson: ResolvedLesson?
  private var latest: Outcome?
  /// What ran last; nil before anything has.
  package var outcome: Outcome? { latest }
  /// How long each step took when it was last performed.
  private var seconds: [String: Double] = [:]
  private static let patience = 1.0
  private static let moment = 0.05
  private(set) var problems = LiveEvent("problems", .array([]))
  var runs: KeptRuns
  /// Texts that edits in the page took the place of, the latest last, each with what it became.
  var undoable: [(before: SourceText, after: SourceText)] = []
  /// Whether training is to end early, keeping what it has learnt.
  private(set) var stops = false
  /// Whether trainings that take long are done without being asked for.
  private var runsAll = true
  /// Whether steps are run at all.
  private var isAsked: Bool

  private var seen: FileVersion?
  /// Whether the text that was last read has been checked and run to its end.
  private var isWhole = false
  private var isStale = true
  private var lastServed: Double
  private var progress = LiveProgress()
  private var files = WatchedFiles()

  package init(_ setup: Setup, host: LiveHost) {
    self.setup = setup
    self.host = host
    lastServed = host.now()
    isAsked = setup.runsAtStart
    runs = KeptRuns(of: setup.path, in: setup.options.store)
  }

  /// Until it is interrupted.
  package func run() { while !host.isInterrupted() { goOn() } }

  /// Answers what was asked and does what is to be done, to its end; nothing where nothing has changed.
  package func goOn() {
    serve(waiting: 15)
    look()
    if isStale { renew() }
  }

  /// Whether there is nothing to do before something changes or is asked for.
  package var isIdle: Bool { !isStale && !hasChanged }

  func stopTraining() { stops = true }

  /// Checks the lesson anew, and what runs: files that it loads are others now.
  package func refresh() {
    isWhole = false
    isStale = true
  }

  /// Runs what waits too.
  func runAll() {
    isAsked = true
    runsAll = true
    isWhole = false
    isStale = true
  }

  /// A training that takes longer than one waits for, or may.
  private func postpones(_ step: PlannedStep) -> Bool {
    guard !runsAll, step.effects.makes.contains(.training(step.id)) || step.trials != nil else { return false }
    return seconds[step.id].map { $0 > LiveLesson.patience } ?? true
  }

  // MARK: The file

  /// A file that changed is read once it has been still for a moment, since editors write in parts.
  private func look() {
    let version = FileVersion(path: setup.path)
    guard version != seen else {
      if filesHaveChanged { isStale = true }
      return
    }
    seen = version
    guard version != nil else {
      isStale = false
      return set(.failed("\(setup.path) is not there; this page goes on when it is back"))
    }
    isStale = true
  }

  private var hasChanged: Bool { FileVersion(path: setup.path) != seen }

  /// Data, weights and pictures beside the lesson; then it is run again, though it reads as before.
  private var filesHaveChanged: Bool {
    guard let session, files.haveChanged(at: host.now(), { session.version(of: $0) }) else { return false }
    isWhole = false
    return true
  }

  /// Checks the lesson, and runs what its pages do not show yet.
  private func renew() {
    serve(waiting: 15)
    guard !hasChanged else { return look() }
    isStale = false
    stops = false
    let session: Session
    do throws(Diagnostic) { session = try Session(path: setup.path, options: setup.options) } catch {
      // Whoever replaces a file may have taken it away for a moment.
      return set(.failed(error.summary))
    }
    // Written again as it was: by a save, or by undoing an edit and its undoing.
    if isWhole, session.source.utf8 == self.session?.source.utf8 { return }
    isWhole = false
    let notes = WatchedFiles.Notes()
    let result = setup.plan(session.source, session.surroundings { notes.note($0, $1) })
    files.follow(notes, result.plan)
    // An edit of the same text still fits where it is only to be run.
    if session.source.utf8 != self.session?.source.utf8 { textVersion += 1 }
    self.session = session
    lesson = result.lesson
    setup.tell(result.diagnostics, session.source)
    problems = LiveEvent.problems(result.diagnostics, of: session)
    host.send(problems)
    guard let plan = result.plan else {
      // The text as it is now, with what ran last.
      publish(latest.showing(Plan(lesson: result.lesson, steps: []), version: setup.options.version), session)
      isWhole = true
      return set(.mistakes(result.diagnostics))
    }
    let start = host.now()
    guard isAsked else {
      publish(latest.showing(plan, version: setup.options.version), session)
      isWhole = true
      return set(.ready)
    }
    var isShown = false
    // Before the results, where these take longer than a moment.
    let showText = { [self] in
      guard !isShown, version == 0 || host.now() - start > LiveLesson.moment else { return }
      isShown = true
      publish(latest.showing(plan, version: setup.options.version), session)
    }
    showText()
    set(.running)
    do throws(Diagnostic) {
      let outcome = try session.run(
        plan, settings: setup.changes, stopsTraining: { [self] in stops },
        postpones: { [self] step in postpones(step) }
      ) { [self] event in
        hear(event)
        showText()
        return goesOn
      }
      guard !outcome.isInterrupted else { return }
      setup.tell(outcome.failures, session.source)
      let shown = outcome.withEarlier(latest)
      latest = shown
      isWhole = true
      runsAll = setup.isEager
      publish(shown, session)
      if outcome.failures.isEmpty, !stops, outcome.steps.allSatisfy({ $0.waiting == nil }) {
        runs.append(outcome)
        host.send(LiveEvent("runs", runs.json))
      }
      let waiting = outcome.steps.count { $0.waiting != nil }
      set(.done(outcome.failures, seconds: host.now() - start, isStopped: stops, waiting: waiting))
    } catch {
      setup.tell([error], session.source)
      set(.failed(error.summary))
    }
  }

  /// Between batches: whether what runs is still wanted.
  private var goesOn: Bool {
    guard host.now() - lastServed > 0.01 else { return true }
    serve(waiting: 0)
    if hasChanged || filesHaveChanged { isStale = true }
    return !isStale && !host.isInterrupted()
  }

  private func publish(_ outcome: Outcome, _ session: Session) {
    var options = setup.report
    options.image = { session.image($0) }
    options.host?.version = version + 1
    options.fallbackTitle = Session.name(of: setup.path)
    do throws(Diagnostic) { page = try Report.page(outcome, options: options) } catch {
      return setup.tell([error], session.source)
    }
    version += 1
    host.send(.page(version, text: textVersion))
    // Pages fetch it before the next step keeps the thread busy.
    let end = host.now() + 0.1
    let count = fetches
    while fetches < count + host.pages(), host.now() < end { serve(waiting: 5) }
    serve(waiting: 0)
  }

  // MARK: The pages

  private func serve(waiting milliseconds: Int32) {
    host.serve(milliseconds) { request in answer(request) }
    lastServed = host.now()
  }

  func set(_ state: LiveState) {
    self.state = state
    host.send(.state(state, canUndo: !undoable.isEmpty))
  }

  private func hear(_ event: RunEvent) {
    setup.hear(event)
    if case .stepFinished(let step, let outcome) = event, !outcome.isKept { seconds[step.id] = outcome.seconds }
    if let news = progress.hear(event, at: host.now()) { host.send(news) }
  }
}
