import Files
package import Networks
internal import Operations

/// Where networks are computed: the kernels picked for this processor, and the worker threads.
package final class Device: Sendable {
  package let threads: Int
  /// `baseline`, `avx2`, `avx512`, `arm64` or `webassembly`.
  package let processor: String
  private let workers: Workers

  /// - Parameters:
  ///   - threads: nil for all cores.
  ///   - processor: a forced kernel variant, as `LESSON_CPU` gives it; nil or empty picks the best supported.
  package init(threads: Int?, processor: String?) throws(EngineError) {
    let variant = try Processor.pick(processor)
    workers = Workers(count: max(1, min(threads ?? Self.cores, 256)), execute: variant.execute)
    self.threads = workers.count
    self.processor = variant.name
  }

  deinit { workers.stop() }

  /// Runs operations one after the other, each shared out among the threads.
  func run(_ schedule: Schedule, _ state: BatchState) {
    workers.run(schedule, state)
  }

  /// The processors that this program may use: the bits of a hexadecimal mask.
  private static var cores: Int {
    let mask = systemValue("/proc/self/status", "Cpus_allowed:") ?? ""
    return mask.reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) }
  }
}
