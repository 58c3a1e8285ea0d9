internal import Operations

/// Where networks are computed: the kernels picked for this processor, and the worker threads.
package final class Device: Sendable {
  package let threads: Int
  /// `baseline`, `avx2`, `avx512` or `arm64`.
  package let processor: String
  let execute: Execute

  /// - Parameters:
  ///   - threads: nil for all cores.
  ///   - processor: a forced kernel variant, as `LESSON_CPU` gives it; nil or empty picks the best supported.
  package init(threads: Int?, processor: String?) throws(EngineError) {
    let variant = try Processor.pick(processor)
    self.threads = max(1, threads ?? 1)
    self.processor = variant.name
    execute = variant.execute
  }

  /// Runs operations one after the other, each shared out among the threads.
  func run(_ operations: [Operation], _ state: BatchState) {
    for operation in operations { execute(operation, state, 0, 1) }
  }
}
