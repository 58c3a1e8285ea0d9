import Caching
import Datasets
import Engine
import Lesson
import Networks
import Steps

/// Does the runs of a design: each as the lesson itself would run with these settings and this seed, on a thread of its
/// own where there are several. What steps give is kept as that of any run is, so that what is done once is not done
/// again: the same data is prepared once, and a training of more epochs goes on from one of fewer.
struct TrialRunner: Sendable {
  /// What runs may use of the machine.
  struct Machine: Sendable {
    var files: FileAccess
    var library: DatasetLibrary
    var reader: DataFileReader
    var version: String
    /// Bytes that each may take.
    var memory: Int64?
    var threads: Int
    var processor: String

    init(_ environment: RunEnvironment) {
      files = environment.files
      library = environment.library
      reader = environment.reader
      version = environment.version
      memory = environment.limits.memory
      threads = environment.device.threads
      processor = environment.device.processor
    }

    func environment(_ device: Device) -> RunEnvironment {
      RunEnvironment(
        device: device, files: files, library: library, reader: reader, version: version,
        limits: RunLimits(memory: memory))
    }
  }

  let lesson: ResolvedLesson
  let machine: Machine
  let store: Store
  let surroundings: StepKeys.Surroundings

  /// - Parameters:
  ///   - seconds: after which no run goes on.
  ///   - hear: answers whether to go on.
  func run(
    _ design: TrialDesign, seconds: Double?, hear: (TrialProgress) -> Bool
  ) throws(Diagnostic) -> TrialRuns {
    let clock = Stopwatch()
    let all = chains(design)
    let chains = all.map { $0.filter { $0.work > 0 } }.filter { !$0.isEmpty }
    let threads = max(1, min(machine.threads, chains.count))
    let board = TrialBoard(chains, design, threads: threads)
    let count = max(1, machine.threads / threads)
    let processor = machine.processor
    // What earlier runs have done is there at once, however little time there is.
    if let device = try? Device(threads: 1, processor: processor) {
      for job in all.joined() where job.work == 0 { perform(job, design, device, [:], board, thread: nil) }
    }
    let shared = chains.isEmpty ? [:] : try prepared(design)
    sideBySide(
      threads,
      { thread in
        guard let device = try? Device(threads: count, processor: processor) else { return }
        while let chain = board.next() {
          for job in chain where board.goesOn { perform(job, design, device, shared, board, thread: thread) }
        }
      },
      look: {
        let news = board.news()
        func progress(_ finished: String?) -> TrialProgress {
          TrialProgress(done: news.done, of: design.runs, share: news.share, finished: finished)
        }
        var goesOn = seconds.map { clock.seconds < $0 } ?? true
        for (job, run) in news.finished { goesOn = hear(progress(words(job, run, design))) && goesOn }
        goesOn = hear(progress(nil)) && goesOn
        if !goesOn { board.stop() }
      })
    return board.results
  }

  private func words(_ job: TrialJob, _ run: TrialRun?, _ design: TrialDesign) -> String {
    let seed = design.seeds.count > 1 ? ", seed \(design.seeds[job.seed])" : ""
    let value = design.measure.flatMap { measure in
      run?.values[measure.name]?.measured.map {
        "\(measure.name.key) \(TrialRanking.text($0, isShare: measure.isShare))"
      }
    }
    return "\(design.words(job.combination))\(seed): \(run?.problem ?? value ?? "done")"
  }

  // MARK: The order

  /// Trainings that differ only in how far they go stand in one chain, the shortest first.
  private func chains(_ design: TrialDesign) -> [[TrialJob]] {
    var chains: [[TrialJob]] = []
    var places: [[String]: Int] = [:]
    for (index, combination) in design.combinations.enumerated() where combination.problem == nil {
      for seed in design.seeds.indices {
        let isKept = isKept(combination, design, seed: design.seeds[seed])
        let job = TrialJob(combination: index, seed: seed, work: isKept ? 0 : epochs(combination))
        let key = zip(design.axes, combination.values).filter { !isEnd($0.0, combination) }.map { $0.1 } + ["\(seed)"]
        if let place = places[key] {
          chains[place].append(job)
        } else {
          places[key] = chains.count
          chains.append([job])
        }
      }
    }
    return chains.map { chain in
      chain.sorted {
        (epochs(design.combinations[$0.combination]), $0.combination)
          < (epochs(design.combinations[$1.combination]), $1.combination)
      }
    }
  }

  private func isEnd(_ axis: TrialDesign.Axis, _ combination: TrialDesign.Combination) -> Bool {
    guard let step = combination.steps.first(where: { "\($0.id).\(axis.key)" == axis.name }) else { return false }
    return step.verb.keeping.course?.ends(step).contains(axis.key) ?? false
  }

  private func epochs(_ combination: TrialDesign.Combination) -> Double {
    combination.steps.reduce(0.01) { sum, step in
      step.effects.makes.contains(.training(step.id)) ? sum + Double(Verb.options(of: step).epochs) : sum
    }
  }

  // MARK: What is done already

  private func keys(seed: UInt64) -> StepKeys {
    var surroundings = surroundings
    surroundings.seed = seed
    return StepKeys(surroundings)
  }

  /// Whether all that it is to give is kept.
  private func isKept(_ combination: TrialDesign.Combination, _ design: TrialDesign, seed: UInt64) -> Bool {
    let wanted = [design.measure?.name.step, design.test?.name.step, design.fit]
    var keys = keys(seed: seed)
    for step in combination.steps {
      let key = keys.key(of: step)
      keys.perform(step, key)
      guard wanted.contains(step.id) else { continue }
      guard let key, store.read(key.shown) != nil else { return false }
    }
    return true
  }

  /// What steps leave that are the same in all runs, performed once: the data, as it is prepared.
  private func prepared(_ design: TrialDesign) throws(Diagnostic) -> [Digest: StepState] {
    guard let first = design.combinations.first(where: { $0.problem == nil }), let seed = design.seeds.first else {
      return [:]
    }
    let device: Device
    do { device = try Device(threads: machine.threads, processor: machine.processor) } catch { return [:] }
    let varied = Set(design.axes.filter { $0.isVaried }.map { $0.step })
    var stage = Stage(seed: seed, environment: machine.environment(device)) { _ in true }
    var keys = keys(seed: seed)
    var shared: [Digest: StepState] = [:]
    // What differs from run to run, or is a network.
    var own: Set<Resource> = []
    for step in first.steps {
      let effects = step.effects
      let isOwn =
        varied.contains(step.id) || design.seeds.count > 1 && step.verb.keeping.drawsNumbers
        || effects.writes.contains { $0.isOfNetwork } || !own.isDisjoint(with: effects.reads + effects.changes)
      guard !isOwn, let key = keys.key(of: step), step.verb.keeping.isAllowed else {
        own.formUnion(effects.writes)
        continue
      }
      // What is wrong with it, each run tells by itself.
      do throws(Diagnostic) { try stage.perform(step) } catch { return shared }
      keys.perform(step, key)
      shared[key.state] = StepState(of: step, in: stage.workspace)
      if store.read(key.shown) == nil { store.keep(stage.result, under: key.shown) { $0.code(&$1) } }
    }
    return shared
  }

  // MARK: A run

  private func perform(
    _ job: TrialJob, _ design: TrialDesign, _ device: Device, _ shared: [Digest: StepState], _ board: TrialBoard,
    thread: Int?
  ) {
    var plan = Plan(lesson: lesson, steps: design.combinations[job.combination].steps)
    plan.lesson.frontMatter.seed = design.seeds[job.seed]
    var surroundings = surroundings
    surroundings.seed = design.seeds[job.seed]
    let keeper = Keeper(store: store, lesson: nil, surroundings: surroundings, shared: shared)
    let outcome = Runner.run(plan, in: machine.environment(device), keeper: keeper) { event in
      guard let thread else { return true }
      if case .training(let progress) = event, !progress.isKept {
        let batch = progress.isEpochEnd ? 1 : Double(progress.batch) / Double(max(progress.batches, 1))
        let share = (Double(progress.epoch - 1) + batch) / Double(max(progress.epochs, 1))
        board.note(job, share: share, thread: thread)
      }
      return board.goesOn
    }
    guard !outcome.isInterrupted else { return }
    var run = TrialRun(problem: outcome.failures.first { $0.endsRun }?.summary)
    run.values = outcome.values
    if let curve = outcome.steps.first(where: { $0.id == design.fit })?.curve(of: design.measure?.name.key) {
      (run.curveName, run.curve) = (curve.name, curve.points)
    }
    board.note(job, run, outcome.provenance, thread: thread)
  }
}

extension Resource {
  /// Whether it is other in each run; files are written by each for itself.
  fileprivate var isOfNetwork: Bool {
    switch self {
    case .network, .example, .training, .file: true
    case .array, .value, .dataset: false
    }
  }
}
