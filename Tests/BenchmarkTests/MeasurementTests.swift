import Testing

@testable import Benchmark

@Suite struct MeasurementTests {
  @Test(arguments: [
    (0.0349, "0.0349"), (0.0999, "0.100"), (0.5, "0.500"), (1.2345, "1.23"), (9.96, "10.0"), (31.26, "31.3"),
    (Double.nan, "–"), (.infinity, "–"), (0, "0.0000"),
  ])
  func secondsHaveThreeDigits(_ value: Double, _ text: String) { #expect(seconds(value) == text) }

  @Test func medianIsInTheMiddle() {
    #expect(Measurement(seconds: [9, 1, 2], peakMemory: 0, accuracy: 0).epochSeconds == 2)
    #expect(Measurement(seconds: [9, 1, 2, 3], peakMemory: 0, accuracy: 0).epochSeconds == 2.5)
    #expect(Measurement(seconds: [], peakMemory: 0, accuracy: 0).epochSeconds.isNaN)
  }
}
