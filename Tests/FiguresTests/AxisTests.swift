import Testing
import Text

@testable import Figures

struct AxisTests {
  @Test func ticksAreRound() {
    #expect(
      Axis.fromZero([0.48, 0.21], ticks: 5).ticks.map { NumberText.tick($0, step: 0.1) } == [
        "0", "0.1", "0.2", "0.3", "0.4", "0.5",
      ])
    #expect(Axis.fromZero([123_456], ticks: 5).ticks == [0, 50_000, 100_000, 150_000])
    #expect(Axis.fromZero([], ticks: 5).high == 1)
    #expect(Axis.fromZero([.nan, .infinity], ticks: 5).high == 1)
  }

  @Test(arguments: [1e-290, 3e-7, 0.02, 0.99, 1, 1.01, 9.99, 5e3, 7e22, 1e299, 1.7e308])
  func axisHoldsItsValues(largest: Double) {
    for values in [[largest], [largest, 0], [largest, -largest / 3]] {
      let axis = Axis.fromZero(values, ticks: 5)
      #expect(axis.low <= 0 && axis.low <= (values.min() ?? 0) && axis.high >= largest * (1 - 1e-8))
      #expect(axis.ticks.count >= 2 && axis.ticks.count <= 8)
      #expect(zip(axis.ticks, axis.ticks.dropFirst()).allSatisfy { $0 < $1 })
      for value in values + axis.ticks { #expect((-1e-6...1 + 1e-6).contains(axis.position(value))) }
    }
  }

  @Test(arguments: [[0.85, 0.96], [1, 1], [0, 0], [0.5, 0.5], [0.1, 0.98], [0.999, 0.9999], [0, 1]])
  func accuracyStaysWithinZeroAndOne(values: [Double]) {
    let axis = Axis.shares(values, ticks: 5)
    #expect(axis.low >= 0 && axis.high <= 1 && axis.high - axis.low > 0.02)
    #expect(axis.ticks.allSatisfy { $0 >= 0 && $0 <= 1 + 1e-9 })
    #expect(axis.low <= values[0] + 1e-9 && values[1] <= axis.high + 1e-9)
  }

  @Test(arguments: [1, 2, 3, 9, 10, 11, 25, 99, 200, 1000, 123_456])
  func epochsAreWhole(count: Int) {
    let axis = Axis.epochs(count, ticks: 10)
    #expect(axis.ticks.count <= 10 && !axis.ticks.isEmpty)
    #expect(axis.ticks.allSatisfy { $0 == $0.rounded() && $0 >= 1 && $0 <= Double(count) })
  }
}
