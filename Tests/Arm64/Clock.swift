/// What the engine uses of the standard library's clock, which Embedded Swift lacks: it stands still.
package struct ContinuousClock: Sendable {
  package struct Instant: Sendable {
    package static var now: Instant { Instant() }
    package func duration(to other: Instant) -> Duration { .seconds(0) }
  }

  package static var now: Instant { Instant() }
}

package struct Duration: Sendable {
  var count: Double
  package static func seconds(_ count: Double) -> Duration { Duration(count: count) }
  package static func / (a: Duration, b: Duration) -> Double { a.count / b.count }
}
