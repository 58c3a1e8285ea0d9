import Testing
import Text

struct NumberTextTests {
  @Test(
    arguments: [
      (0.85, 3, "0.850"), (0.9996, 3, "1.000"), (-0.0001, 3, "0.000"), (-1.5, 1, "−1.5"), (0, 0, "0"), (12.5, 0, "12"),
      (0.81985, 4, "0.8198"), (2.675, 2, "2.67"), (0.375, 2, "0.38"), (9_999_999, 0, "9999999"), (1e7, 2, "1.00e7"),
      (1.7976931348623157e308, 2, "1.80e308"), (0.05, 1, "0.1"),
      (.nan, 2, "nan"), (.infinity, 2, "inf"), (-.infinity, 0, "−inf"),
    ] as [(Double, Int, String)])
  func fixed(value: Double, places: Int, text: String) { #expect(NumberText.fixed(value, places) == text) }

  @Test(
    arguments: [
      (0, "0"), (0.3944, "0.394"), (0.012345, "0.0123"), (12.34, "12.3"), (4567.8, "4568"), (1e-5, "1.00e−5"),
      (-0.287, "−0.287"), (.nan, "nan"), (9.9996e-8, "1.00e−7"),
    ] as [(Double, String)])
  func short(value: Double, text: String) { #expect(NumberText.short(value) == text) }

  @Test(
    arguments: [
      (0, 1, "0"), (0.5, 0.1, "0.5"), (1, 0.2, "1.0"), (0.995, 0.005, "0.995"), (20, 5, "20"), (2e6, 1e6, "2e6"),
      (4e-13, 2e-13, "4e−13"), (0.3, 0.1, "0.3"), (-5, 5, "−5"),
    ] as [(Double, Double, String)])
  func tick(value: Double, step: Double, text: String) { #expect(NumberText.tick(value, step: step) == text) }

  @Test func percent() {
    #expect(NumberText.percent(0.9984) == "99.8 %")
    #expect(NumberText.percent(1) == "100 %")
    #expect(NumberText.percent(0) == "0 %")
    #expect(NumberText.percent(.nan) == "nan")
    #expect(NumberText.percent(1.2) == "120.0 %" && NumberText.percent(-0.5) == "−50.0 %")
  }

  /// Neither nothing nor all is what it would be rounded to.
  @Test(arguments: [
    (0.99975, 1, "> 99.9 %"), (0.9994, 1, "99.9 %"), (0.99951, 1, "> 99.9 %"), (1.0.nextDown, 2, "> 99.99 %"),
    (0.0004, 1, "< 0.1 %"), (0.0006, 1, "0.1 %"), (.leastNonzeroMagnitude, 3, "< 0.001 %"), (0, 1, "0 %"),
    (1, 3, "100 %"),
    (0.998, 0, "99.8 %"), (0.9999, 0, "> 99.9 %"), (0.003, 0, "0.3 %"), (0.0001, 0, "< 0.1 %"), (0.5, 0, "50 %"),
  ]) func sharesAreBounded(share: Double, places: Int, text: String) { #expect(Text.percent(share, places) == text) }

  @Test func fractionsAreBounded() {
    #expect(fraction(0.99996, 4) == "> 0.9999" && fraction(0.00001, 4) == "< 0.0001")
    #expect(fraction(1, 4) == "1.0000" && fraction(0, 4) == "0.0000" && fraction(0.25, 2) == "0.25")
  }

  @Test func wholeNumbersAreGrouped() {
    #expect(NumberText.whole(1_234_567) == "1,234,567" && NumberText.whole(-1234) == "−1,234")
  }
}
