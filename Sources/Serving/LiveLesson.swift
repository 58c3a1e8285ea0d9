package import HTTP
package import Files
package import Lesson
package import Markdown
package import Reporting
package import Running
package import Steps
import Text

/// A lesson that is open in pages of a browser and follows its file. One thread does it all: while it trains, the server
/// is asked between batches.
package final class LiveLesson {
  package struct Setup {
    package var path: String
    package var options: Session.Options
    package var report: ReportOptions
    /// `--set`, as typed.
    package var changes: [String]
    /// Whether every training is done at once, however long it takes.
    package var isEager: Bool
    /// Also of a text that is not in the file yet.
    package var plan: (SourceText, Surroundings) -> PlanningResult
    /// Hears of each run, for the terminal.
    package var hear: (RunEvent) -> Void
    package var tell: ([Diagnostic], SourceText) -> Void
    package var isInterrupted: () -> Bool

    package init(
      path: String, options: Session.Options, report: ReportOptions, changes: [String], isEager: Bool,
      plan: @escaping (SourceText, Surroundings) -> PlanningResult, hear: @escaping (RunEvent) -> Void,
      tell: @escaping ([Diagnostic], SourceText) -> Void, isInterrupted: @escaping () -> Bool
    ) {
      self.path = path
      self.options = options
      self.report = report
      self.changes = changes
      self.isEager = isEager
      self.plan = plan
      self.hear = hear
      self.tell = tell
      self.isInterrupted = isInterrupted
    }
  }

  let setup: Setup
  private var server: LoopbackServer
  package let gate: Gate
  let clock = ContinuousClock()

  /// What pages show, counted from 1.
  var page = ""
  var version = 0
  /// How often it was asked for.
  var fetches = 0
  /// Which text of the lesson they show, counted from 1.
  var textVersion = 0
  var state = LiveState.starting
  /// The file as it was last read.
  var session: Session?
  var lesson: ResolvedLesson?
  private var latest: Outcome?
  /// How long each step took when it was last performed.
  private var seconds: [String: Double] = [:]
  private static let patience = 1.0
  var problems = JSON.array([])
  var runs: KeptRuns
  /// Texts that edits in the page took the place of, the latest last, each with what it became.
  var undoable: [(before: SourceText, after: SourceText)] = []
  /// Whether training is to end early, keeping what it has learnt.
  private(set) var stops = false
  /// Whether trainings that take long are done without being asked for.
  private var runsAll = true

  private var seen: FileVersion?
  /// Whether the text that was last read has been checked and run to its end.
  private var isWhole = false
  private var isStale = true
  private var lastServed: ContinuousClock.Instant
  private var progress = LiveProgress()
  /// Events that came up while the server was answering.
  private var waiting: [ServerEvent] = []
  private var isServing = false

  package init(_ setup: Setup, port: Int, token: String) throws(FileProblem) {
    self.setup = setup
    server = try LoopbackServer(port: port)
    gate = Gate(port: server.port, token: token)
    lastServed = clock.now
    runs = KeptRuns(of: setup.path, in: setup.options.store)
  }

  /// Until the program is interrupted.
  package func run() {
    while !setup.isInterrupted() {
      serve(waiting: 15)
      look()
      if isStale { renew() }
    }
  }

  func stopTraining() { stops = true }

  /// Runs what waits too.
  func runAll() {
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
    guard version != seen else { return }
    seen = version
    guard version != nil else {
      isStale = false
      return set(.failed("\(setup.path) is not there; this page goes on when it is back"))
    }
    isStale = true
  }

  private var hasChanged: Bool { FileVersion(path: setup.path) != seen }

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
    let result = setup.plan(session.source, session.surroundings)
    self.session = session
    lesson = result.lesson
    textVersion += 1
    setup.tell(result.diagnostics, session.source)
    problems = LiveEvent.problems(result.diagnostics, of: session)
    send(ServerEvent("problems", problems.text))
    guard let plan = result.plan else {
      // The text as it is now, with what ran last.
      publish(latest.showing(Plan(lesson: result.lesson, steps: []), version: setup.options.version), session)
      isWhole = true
      return set(.mistakes(result.diagnostics))
    }
    let start = clock.now
    publish(latest.showing(plan, version: setup.options.version), session)
    set(.running)
    do throws(Diagnostic) {
      let outcome = try session.run(
        plan, settings: setup.changes, stopsTraining: { [unowned self] in stops },
        postpones: { [unowned self] step in postpones(step) }
      ) { [unowned self] event in
        hear(event)
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
        send(ServerEvent("runs", runs.json.text))
      }
      let waiting = outcome.steps.count { $0.waiting != nil }
      set(.done(outcome.failures, seconds: (clock.now - start) / .seconds(1), isStopped: stops, waiting: waiting))
    } catch {
      setup.tell([error], session.source)
      set(.failed(error.summary))
    }
  }

  /// Between batches: whether what runs is still wanted.
  private var goesOn: Bool {
    guard clock.now - lastServed > .milliseconds(10) else { return true }
    serve(waiting: 0)
    if hasChanged { isStale = true }
    return !isStale && !setup.isInterrupted()
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
    send(ServerEvent("page", LiveEvent.page(version, text: textVersion).text))
    // Pages fetch it before the next step keeps the thread busy.
    let end = clock.now + .milliseconds(100)
    let count = fetches
    while fetches < count + server.streams, clock.now < end { serve(waiting: 5) }
    serve(waiting: 0)
  }

  // MARK: The pages

  private func serve(waiting milliseconds: Int32) {
    isServing = true
    server.serve(waiting: milliseconds) { [unowned self] request in answer(request) }
    isServing = false
    lastServed = clock.now
    let events = waiting
    waiting = []
    for event in events { server.send(event) }
  }

  func send(_ event: ServerEvent) {
    if isServing { waiting.append(event) } else { server.send(event) }
  }

  func set(_ state: LiveState) {
    self.state = state
    send(ServerEvent("state", LiveEvent.state(state, canUndo: !undoable.isEmpty).text))
  }

  private func hear(_ event: RunEvent) {
    setup.hear(event)
    if case .stepFinished(let step, let outcome) = event, !outcome.isKept { seconds[step.id] = outcome.seconds }
    if let json = progress.hear(event, at: clock.now) { send(ServerEvent("progress", json.text)) }
  }
}

extension Outcome {
  /// With what waiting steps gave when they were last performed.
  fileprivate func withEarlier(_ earlier: Outcome?) -> Outcome {
    guard let earlier, steps.contains(where: { $0.waiting != nil }) else { return self }
    var outcome = self
    for index in steps.indices where steps[index].waiting != nil {
      let id = steps[index].id
      guard let before = earlier.steps.first(where: { $0.id == id }) else { continue }
      outcome.steps[index].outputs = before.outputs.map { output in
        guard case .figure(var figure) = output, !figure.name.hasPrefix("before-") else { return output }
        // Numbers count through the run.
        figure.name = "before-" + figure.name
        return .figure(figure)
      }
      for (name, value) in earlier.values where name.step == id && outcome.values[name] == nil {
        outcome.values[name] = value
      }
    }
    (outcome.playground, outcome.pageMemory) = (earlier.playground, earlier.pageMemory)
    return outcome
  }
}

extension Outcome? {
  /// A lesson as it is now, with what the steps gave when they last ran.
  fileprivate func showing(_ plan: Plan, version: String) -> Outcome {
    guard var outcome = self else { return Outcome(notRun: plan, version: version) }
    outcome.plan = plan
    outcome.failures = []
    return outcome
  }
}
