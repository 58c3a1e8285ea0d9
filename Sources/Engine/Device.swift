import Files
package import Networks
internal import Operations

/// Where networks are computed: the kernels picked for this processor, and the worker threads.
package final class Device: Sendable {
  package let threads: Int
  /// `baseline`, `avx2`, `avx512`, `arm64` or `webassembly`.
  package let processor: String
  /// Whether products are rounded by themselves: without fused multiply-add the last bits are others.
  package let roundsProducts: Bool
  /// Of 4, of 8 and of all threads: where there is little to share, many wait for one another longer than they work.
  private let teams: [Workers]

  /// - Parameters:
  ///   - threads: nil for all cores.
  ///   - processor: a forced kernel variant, as `LESSON_CPU` gives it; nil or empty picks the best supported.
  package init(threads: Int?, processor: String?) throws(EngineError) {
    let variant = try Processor.pick(processor)
    let count = max(1, min(threads ?? Self.cores, 256))
    teams = ([4, 8].filter { $0 < count } + [count]).map { Workers(count: $0, execute: variant.execute) }
    self.threads = teams[teams.count - 1].count
    self.processor = variant.name
    roundsProducts = !variant.roundsOnce
  }

  deinit { for team in teams { team.stop() } }

  /// Runs operations one after the other, each shared out among the threads.
  func run(_ schedule: Schedule, _ state: BatchState) {
    withUnsafePointer(to: state) { run(schedule, UnsafeBufferPointer(start: $0, count: 1)) { _ in } }
  }

  /// The same for one state after the other.
  /// - Parameter results: is told each step whose losses are there, before the next step's replace them.
  func run(_ schedule: Schedule, _ states: UnsafeBufferPointer<BatchState>, results: (Int) -> Void) {
    let team = teams.first { $0.count >= schedule.threads } ?? teams[teams.count - 1]
    team.run(schedule, states, results: results)
  }

  /// The processors that this program may use: the bits of a hexadecimal mask.
  private static var cores: Int {
    let mask = systemValue("/proc/self/status", "Cpus_allowed:") ?? ""
    return mask.reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) }
  }
}
