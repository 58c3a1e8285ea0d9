internal import Operations

#if canImport(Glibc)
internal import Glibc
internal import Synchronization

/// A fork-join over threads that spin briefly for the next job, then sleep.
///
/// The one place where threads share memory unchecked: `job` is written by the caller of `run` alone, before
/// `generation` tells the workers of it, and not again before all of them have arrived at the job's end.
final class Workers: @unchecked Sendable {
  /// With the caller of `run`.
  private(set) var count = 1
  private let execute: Execute
  private var threads: [pthread_t] = []
  private var job: (schedule: Schedule, states: UnsafeBufferPointer<BatchState>)?
  private let generation = Atomic<Int>(0)
  /// Arrivals at barriers, all in all.
  private let arrivals = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  /// The arrivals that the caller of `run` has waited for.
  private var passed = 0
  /// Looks at a counter, about a nanosecond each, before a thread gives way at a barrier, or falls asleep without a job:
  /// longer than it waits in a fit on a processor of its own, too short to notice in an idle program.
  private static let barrierSpins = 4_000
  private static let idleSpins = 30_000
  private let isStopping = Atomic<Bool>(false)
  /// Held while a job runs, so that several callers take turns.
  private let turn = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init(count: Int, execute: @escaping Execute) {
    self.execute = execute
    pthread_mutex_init(turn, nil)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
    for part in 1..<max(2, count) where part < count {
      let start = Unmanaged.passRetained(Start(workers: self, part: part))
      var thread = pthread_t()
      let status = pthread_create(
        &thread, nil,
        { argument in
          guard let argument else { return nil }
          let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
          start.workers.work(part: start.part)
          return nil
        }, start.toOpaque())
      guard status == 0 else {
        start.release()
        break
      }
      threads.append(thread)
    }
    self.count = threads.count + 1
  }

  private final class Start {
    let workers: Workers
    let part: Int
    init(workers: Workers, part: Int) {
      self.workers = workers
      self.part = part
    }
  }

  /// All operations of the schedule in order, each by all threads, for one state after the other; returns when the last
  /// is done.
  /// - Parameter results: called when a step's losses are there, before the next step's replace them.
  func run(_ schedule: Schedule, _ states: UnsafeBufferPointer<BatchState>, results: (Int) -> Void) {
    pthread_mutex_lock(turn)
    defer { pthread_mutex_unlock(turn) }
    job = (schedule, states)
    generation.add(1, ordering: .sequentiallyConsistent)
    if sleepers.load(ordering: .sequentiallyConsistent) > 0 { wake() }
    perform(schedule, states, part: 0, passed: &passed, results)
    wait(&passed, schedule.meter, part: 0)
  }

  /// Ends the threads; no `run` may follow.
  func stop() {
    isStopping.store(true, ordering: .sequentiallyConsistent)
    generation.add(1, ordering: .sequentiallyConsistent)
    wake()
    for thread in threads { pthread_join(thread, nil) }
    threads = []
  }

  deinit {
    pthread_mutex_destroy(turn)
    pthread_mutex_destroy(mutex)
    pthread_cond_destroy(condition)
    turn.deallocate()
    mutex.deallocate()
    condition.deallocate()
  }

  private func wake() {
    pthread_mutex_lock(mutex)
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }

  private func perform(
    _ schedule: Schedule, _ states: UnsafeBufferPointer<BatchState>, part: Int, passed: inout Int,
    _ results: (Int) -> Void
  ) {
    for step in states.indices {
      if step > 0, schedule.waitsBetween { wait(&passed, schedule.meter, part: part) }
      if let meter = schedule.meter {
        performMeasured(schedule, meter, states[step], part: part, passed: &passed)
      } else {
        for index in 0..<schedule.operations.count {
          if schedule.waits[index] { wait(&passed) }
          execute(schedule.operations[index], states[step], part, count)
        }
      }
      if schedule.waitsAtEnd { wait(&passed, schedule.meter, part: part) }
      if part == 0 { results(step) }
    }
  }

  private func performMeasured(
    _ schedule: Schedule, _ meter: Meter, _ state: BatchState, part: Int, passed: inout Int
  ) {
    var ticks = Meter.ticks
    for index in 0..<schedule.operations.count {
      if schedule.waits[index] {
        wait(&passed)
        meter.add(since: &ticks, to: meter.waiting(index, part: part))
      }
      execute(schedule.operations[index], state, part, count)
      meter.add(since: &ticks, to: meter.working(index, part: part))
    }
  }

  /// The same between steps and at the end, where a meter may count.
  private func wait(_ passed: inout Int, _ meter: Meter?, part: Int) {
    guard let meter else { return wait(&passed) }
    var ticks = Meter.ticks
    wait(&passed)
    meter.add(since: &ticks, to: meter.end(part: part))
  }

  /// Until all threads have come as far as this one.
  private func wait(_ passed: inout Int) {
    passed += count
    if arrivals.add(1, ordering: .acquiringAndReleasing).newValue >= passed { return }
    var spins = 0
    while arrivals.load(ordering: .acquiring) < passed {
      spins += 1
      // Another program may have taken the processor of the thread that is awaited.
      if spins > Self.barrierSpins { sched_yield() }
    }
  }

  private func work(part: Int) {
    var seen = 0
    var passed = 0
    while true {
      var spins = 0
      while generation.load(ordering: .acquiring) == seen {
        spins += 1
        if spins > Self.idleSpins { sleep(unless: seen) }
      }
      if isStopping.load(ordering: .acquiring) { return }
      seen += 1
      guard let (schedule, states) = job else { return }
      perform(schedule, states, part: part, passed: &passed) { _ in }
      passed += count
      arrivals.add(1, ordering: .releasing)
    }
  }

  private func sleep(unless seen: Int) {
    pthread_mutex_lock(mutex)
    sleepers.add(1, ordering: .sequentiallyConsistent)
    while generation.load(ordering: .sequentiallyConsistent) == seen { pthread_cond_wait(condition, mutex) }
    sleepers.subtract(1, ordering: .sequentiallyConsistent)
    pthread_mutex_unlock(mutex)
  }
}
#else
/// Where there are no threads the caller of `run` does all of it.
final class Workers: Sendable {
  let count = 1
  private let execute: Execute

  init(count: Int, execute: @escaping Execute) { self.execute = execute }

  func run(_ schedule: Schedule, _ states: UnsafeBufferPointer<BatchState>, results: (Int) -> Void) {
    for step in states.indices {
      for operation in schedule.operations { execute(operation, states[step], 0, 1) }
      results(step)
    }
  }

  func stop() {}
}
#endif
