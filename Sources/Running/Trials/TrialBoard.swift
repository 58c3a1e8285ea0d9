import Files
import Steps

#if canImport(Glibc)
import Synchronization
#endif

/// A run that is to be done.
struct TrialJob: Sendable {
  /// Among the design's combinations.
  var combination: Int
  /// Among its seeds.
  var seed: Int
  /// In epochs; 0 of one that an earlier run has done.
  var work: Double
}

/// What runs on several threads tell one another: which is next, what they gave, whether to go on.
final class TrialBoard: Sendable {
  private struct State {
    /// Each is done by one thread, in its order, so that a longer training goes on from a shorter one.
    var chains: [[TrialJob]]
    var results: TrialRuns
    /// By combination and seed, for what is told of the data once.
    var provenances: [[Provenance?]]
    var done = 0
    var finished: [TrialJob] = []
    var work = 0.0
    /// Of the run at hand of each thread.
    var partial: [Double]
    var stops = false
  }
  private let state: Mutex<State>
  private let total: Double

  init(_ chains: [[TrialJob]], _ design: TrialDesign, threads: Int) {
    total = max(chains.joined().reduce(0) { $0 + $1.work }, 1e-9)
    state = Mutex(
      State(
        chains: chains.reversed(), results: TrialRuns(of: design),
        provenances: design.combinations.map { _ in design.seeds.map { _ in nil } },
        partial: [Double](repeating: 0, count: threads)))
  }

  var goesOn: Bool { state.withLock { !$0.stops } }
  func stop() { state.withLock { $0.stops = true } }

  func next() -> [TrialJob]? { state.withLock { $0.stops ? nil : $0.chains.popLast() } }

  /// - Parameter share: of the job's training.
  func note(_ job: TrialJob, share: Double, thread: Int) {
    state.withLock { $0.partial[thread] = job.work * share }
  }

  func note(_ job: TrialJob, _ run: TrialRun, _ provenance: Provenance, thread: Int?) {
    state.withLock { state in
      state.results.runs[job.combination][job.seed] = run
      state.provenances[job.combination][job.seed] = provenance
      state.done += 1
      state.finished.append(job)
      state.work += job.work
      if let thread { state.partial[thread] = 0 }
    }
  }

  /// What has ended since it was last asked for, and the share of the work that is done.
  func news() -> (finished: [(job: TrialJob, run: TrialRun?)], done: Int, share: Double) {
    state.withLock { state in
      // Without a conversion of tuples, which Embedded Swift has not.
      var finished: [(job: TrialJob, run: TrialRun?)] = []
      for job in state.finished { finished.append((job: job, run: state.results.runs[job.combination][job.seed])) }
      state.finished = []
      return (finished, state.done, min((state.work + state.partial.reduce(0, +)) / total, 1))
    }
  }

  var results: TrialRuns {
    state.withLock { state in
      var results = state.results
      for provenance in state.provenances.joined() {
        guard let provenance else { continue }
        for source in provenance.sources where !results.sources.contains(source) { results.sources.append(source) }
        results.sampleNotice = results.sampleNotice ?? provenance.sampleNotice
      }
      return results
    }
  }
}
