import Caching
import Lesson
import Networks
import Steps

/// What a run takes over from earlier runs, and what it keeps for later ones.
struct Keeper {
  private let store: Store
  /// Under which the lesson's records are kept.
  private let recordsKey: Digest
  private let program: String
  private var keys: StepKeys
  private var pending: PendingSteps
  private let digest: (PlannedStep, Resource) -> Digest?
  /// Whether the files are still what they were when the run read their digests.
  private var isTrusted = true
  private var takenOver = 0
  /// The steps as they are, for the next run to say what has changed.
  private var records: [StepRecord] = []
  /// Ids of steps that were performed and took long.
  private var slowSteps: [String] = []
  /// By the id of a training that was performed: `goes on from epoch 10`.
  private var starts: [String: String] = [:]

  /// The steps as they were in the run before.
  private let earlier: [StepRecord]
  /// Ids of steps that are left for later.
  private var postponed: Set<String> = []

  init(store: Store, lesson: String, surroundings: StepKeys.Surroundings) {
    self.store = store
    program = surroundings.program
    keys = StepKeys(surroundings)
    pending = PendingSteps(store: store)
    digest = surroundings.digest
    recordsKey = Digest(["lesson", lesson])
    earlier = store.value(recordsKey, blank: []) { StepRecord.code(&$1, with: &$0) } ?? []
  }

  /// Leaves a step for later; what has changed of it since it was performed, where that is known.
  mutating func postpone(_ step: PlannedStep) -> String? {
    postponed.insert(step.id)
    return changes(of: step.id).map { $0.isEmpty ? "not kept" : $0.joined(separator: ", ") }
  }

  private func changes(of id: String) -> [String]? {
    guard let before = earlier.first(where: { $0.id == id }), let now = records.first(where: { $0.id == id }) else {
      return nil
    }
    return now.changes(since: before)
  }

  func key(of step: PlannedStep) -> StepKey? { isTrusted ? keys.key(of: step) : nil }

  mutating func note(_ step: PlannedStep, seed: UInt64) {
    let (keys, digest) = (keys, digest)
    records.append(StepRecord(of: step, seed: seed) { keys[$0] ?? ($0.isOutside ? digest(step, $0) : nil) })
  }

  /// Shows and tells what the step gave in an earlier run, where that was kept.
  mutating func takeOver(_ step: PlannedStep, _ key: StepKey?, _ stage: inout Stage) -> Bool {
    guard let key, step.verb.keeping.isAllowed else { return false }
    guard let result = store.value(key.shown, blank: StepResult(), { $0.code(&$1) }) else {
      return retell(step, key, &stage)
    }
    stage.take(result, of: step)
    finish(step, key)
    return true
  }

  /// From what the step left, where another program has shown it.
  private mutating func retell(_ step: PlannedStep, _ key: StepKey, _ stage: inout Stage) -> Bool {
    guard step.verb.keeping.retell != nil, let bytes = store.read(key.state), let state = StepState(bytes) else {
      return false
    }
    let records = PendingSteps.written(step).filter { if case .training = $0 { true } else { false } }
    guard state.restore(records, of: step, into: &stage.workspace), stage.retell(step) else { return false }
    keep(stage.result, key)
    finish(step, key, made: records)
    return true
  }

  private mutating func finish(_ step: PlannedStep, _ key: StepKey, made: Set<Resource> = []) {
    takenOver += 1
    pending.append(step, key, made: made)
    keys.perform(step, key)
  }

  /// Makes what a step needs of the steps above that were only taken over.
  mutating func prepare(_ step: PlannedStep, _ key: StepKey?, _ stage: inout Stage) throws(Diagnostic) {
    // What is performed on the way is not the training at hand.
    stage.states = nil
    try settle(
      PendingSteps.inputs(step), overwriting: PendingSteps.written(step), &stage)
    guard isTrusted, let course = key?.course, let options = step.verb.keeping.course?.options(step) else { return }
    stage.states = FitStates(start: Course(course, in: store).start(options))
  }

  /// Keeps the states that a training came by, and where it started.
  private mutating func keepStates(of step: PlannedStep, under key: StepKey, _ stage: Stage) {
    guard let states = stage.states, let course = key.course else { return }
    Course(course, in: store).keep(states.reached)
    guard let start = states.start?.epochs.count else { return }
    let isAll = stage.workspace.histories[step.id]?.history.epochs.count == start
    starts[step.id] = isAll ? "was trained for \(start) before" : "goes on from epoch \(start)"
  }

  private mutating func settle(
    _ wanted: Set<Resource>, overwriting: Set<Resource> = [], _ stage: inout Stage
  ) throws(Diagnostic) {
    let digest = digest
    var isTrusted = isTrusted
    defer { self.isTrusted = isTrusted }
    try pending.settle(wanted, overwriting: overwriting, &stage) { step, stage throws(Diagnostic) in
      let sources = step.effects.reads.filter { $0.isOutside }
      let before = sources.map { digest(step, $0) }
      try stage.performSilently(step)
      if sources.map({ digest(step, $0) }) != before { isTrusted = false }
    }
  }

  /// Keeps what a step has given that was performed.
  /// - Parameter seconds: it took.
  mutating func keep(_ step: PlannedStep, _ key: StepKey?, _ stage: Stage, seconds: Double) {
    let written = PendingSteps.written(step)
    pending.overwrite(written)
    if seconds >= store.slow || step.verb.keeping.retell != nil { slowSteps.append(step.id) }
    guard let key, isTrusted, isWhole(step, stage), self.key(of: step) == key else { return keys.perform(step, nil) }
    keys.perform(step, key)
    let keeping = step.verb.keeping
    guard keeping.isAllowed else { return }
    // What it leaves first, so that whoever finds what it showed finds that too.
    let isWorthIt = keeping.state == .always || keeping.state == .whereSlow && seconds >= store.slow
    if isWorthIt, !written.isEmpty, let state = StepState(of: step, in: stage.workspace) {
      store.write(key.state, state.bytes)
    }
    keepStates(of: step, under: key, stage)
    keep(stage.result, key)
  }

  private func keep(_ result: StepResult, _ key: StepKey) {
    store.keep(result, under: key.shown) { $0.code(&$1) }
  }

  /// Nothing that is known of what a failed step was to make holds any more.
  mutating func fail(_ step: PlannedStep) {
    pending.overwrite(PendingSteps.written(step))
    keys.perform(step, nil)
  }

  /// Whether a training went to its end.
  private func isWhole(_ step: PlannedStep, _ stage: Stage) -> Bool {
    switch stage.workspace.histories[step.id]?.history.ending {
    case .timeLimit, .interrupted: false
    case .allEpochs, .earlyStopping, nil: true
    }
  }

  // MARK: The end of a run

  /// - Parameter isWhole: whether it came to its end.
  mutating func finish(steps: [PlannedStep], isWhole: Bool) -> RunKeeping {
    let reasons = slowSteps.compactMap { id -> String? in
      let changes = changes(of: id)
      if let start = starts[id] { return "\(id): \(((changes ?? []) + [start]).joined(separator: ", "))" }
      return changes.map { "\(id): \($0.isEmpty ? "was not kept" : $0.joined(separator: ", ")), runs again" }
    }
    // What did not run has not changed.
    let ids = Set(records.map { $0.id })
    let records = records.map { record in
      postponed.contains(record.id) ? earlier.first { $0.id == record.id } ?? record : record
    }
    let all = records + (isWhole ? [] : earlier.filter { !ids.contains($0.id) })
    if all != earlier { store.keep(all, under: recordsKey) { StepRecord.code(&$1, with: &$0) } }
    store.trim()
    return RunKeeping(
      takenOver: takenOver, steps: steps.count { $0.verb.keeping.isAllowed }, reasons: reasons, problem: store.problem()
    )
  }

  // MARK: The page's network

  /// What the page's network is known by; nil where it is not.
  private func page(of network: String?) -> Digest? {
    guard isTrusted, let network, let own = keys[.network(network)], let example = keys[.example(network)] else {
      return nil
    }
    return Digest(["page", program, own.text, example.text])
  }

  var figureMemory: FigureMemory { FigureMemory(store: store, program: program) }

  func pageMemory(of network: String?) -> PageMemory? {
    guard let key = page(of: network) else { return nil }
    let store = store
    return PageMemory(read: { store.read(key) }, write: { store.write(key, $0) })
  }

  func isMade(_ network: String) -> Bool {
    !pending.isPending(.network(network)) && !pending.isPending(.example(network))
  }

  /// Makes a network whose training was only taken over.
  mutating func make(_ network: String, _ stage: inout Stage) throws(Diagnostic) {
    try settle([.network(network), .example(network)], &stage)
  }
}

extension Resource {
  /// Whether it comes from the machine.
  fileprivate var isOutside: Bool {
    switch self {
    case .dataset, .file: true
    case .array, .network, .example, .training, .value: false
    }
  }
}
