/// Seconds since it was started: the one use of a clock.
package struct Stopwatch: Sendable {
  private let start = ContinuousClock.now
  package init() {}
  package var seconds: Double { start.duration(to: .now) / .seconds(1) }
}
