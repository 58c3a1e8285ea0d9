/// Seconds since it was started: the one use of a clock.
package struct Stopwatch: Sendable {
  #if canImport(Glibc)
  private let start = ContinuousClock.now
  package var seconds: Double { start.duration(to: .now) / .seconds(1) }
  #else
  private let start = hostSeconds()
  package var seconds: Double { hostSeconds() - start }
  #endif

  package init() {}
}

#if !canImport(Glibc)
/// `performance.now()`, in seconds.
@_extern(wasm, module: "host", name: "seconds") @_extern(c)
private func hostSeconds() -> Double
#endif
