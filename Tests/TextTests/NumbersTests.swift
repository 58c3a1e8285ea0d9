import Foundation
import Testing
import Text

/// Held against the C library's `printf`, which rounds the exact value half to even.
@Suite struct NumbersTests {
  private func printed(_ format: String, _ digits: Int, _ number: Double) -> String {
    var buffer = [CChar](repeating: 0, count: 1500)
    let count = withVaList([Int32(digits), number]) { vsnprintf(&buffer, buffer.count, format, $0) }
    return String(decoding: buffer.prefix(Int(count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private func withoutSignOfZero(_ text: String) -> String {
    text.hasPrefix("-") && text.allSatisfy { "-0.".contains($0) } ? String(text.dropFirst()) : text
  }

  private func check(_ number: Double, _ digits: Int) {
    let fixed = decimal(number, digits)
    if fixed != withoutSignOfZero(printed("%.*f", digits, number)) {
      Issue.record("\(number) with \(digits): \(fixed)")
    }
    let power = scientific(number, digits)
    if power != printed("%.*e", digits, number) { Issue.record("\(number) with \(digits): \(power)") }
    let short = general(number, digits: max(digits, 1))
    if short != printed("%.*g", max(digits, 1), number) { Issue.record("\(number) with \(digits): \(short)") }
  }

  static let hard: [Double] = [
    0, -0.0, 0.95525, 0.5, 1.5, 2.5, 0.125, 0.375, 2.675, 1.005, 0.05, 9.5, 99.5, 999.995, 0.9995, 1e15, 1e16, 1e22,
    1e23,
    9_007_199_254_740_994, 1e300, .greatestFiniteMagnitude, .leastNonzeroMagnitude, .leastNormalMagnitude,
    .leastNormalMagnitude.nextDown, 1e-5,
    9.9999e-5, 0.0001, 123456.5, 1_234_565, 0x1p63, 0x1p64, 0x1p-1074, 0x1.fffffffffffffp62, 0x1.fffffffffffffp63,
    .pi, -1e-300, 4.5e15, 0.1, 0.2, 0.3, 100, 1000, 1e100,
  ]

  @Test(arguments: hard) func hardCases(_ number: Double) {
    for digits in [0, 1, 2, 3, 4, 5, 6, 8, 17, 19, 20, 25, 40] { check(number, digits) }
  }

  /// Numbers of every size, and such as lessons show.
  @Test func randomNumbers() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<5_000 {
      let any = Double(bitPattern: UInt64.random(in: .min ... .max, using: &generator))
      if any.isFinite { check(any, Int.random(in: 0...20)) }
      check(Double.random(in: -2...2), Int.random(in: 0...8))
      check(Double.random(in: -1e9...1e9), Int.random(in: 0...6))
      // Ties, which rounding half up would miss.
      check(Double(Int.random(in: -4096...4096)) / 4096, Int.random(in: 0...11))
    }
  }

  @Test func manyRandomNumbersWithFixedPlaces() {
    for _ in 0..<200_000 {
      let number = Double.random(in: -1...1) * (Bool.random() ? 1 : 1e6)
      let places = Int.random(in: 0...6)
      let text = decimal(number, places)
      if text != withoutSignOfZero(printed("%.*f", places, number)) { Issue.record("\(number), \(places): \(text)") }
    }
  }

  @Test func shortestDigitsAreThoseOfPython() {
    #expect(ShortestDecimal(Float16(2048)).positional(precision: 8) == "2048.")
    #expect(ShortestDecimal(Float16(65504)).positional(precision: 8) == "65500.")
    #expect(ShortestDecimal(Float(0.1)).positional(precision: 20) == "0.1")
    #expect(ShortestDecimal(-1.5e-7).scientific(precision: 8).text == "-1.5e-07")
    #expect(ShortestDecimal(1e22).scientific(precision: 8).text == "1e+22")
    #expect(ShortestDecimal(-0.0).positional(precision: 8) == "-0.")
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (11_935, "11,935"), (-1_234_567, "-1,234,567")])
  func thousandsAreGrouped(_ number: Int, _ text: String) { #expect(grouped(number) == text) }

  @Test(
    arguments: [
      (0.95195, 4, "0.9519"), (0.95206, 4, "0.9521"), (0.95525, 4, "0.9553"), (0.05, 1, "0.1"), (1.005, 0, "1"),
      (-0.004, 2, "0.00"), (-1.5, 1, "-1.5"), (.nan, 2, "nan"), (-.infinity, 2, "-inf"), (123456.789, 2, "123456.79"),
    ] as [(Double, Int, String)])
  func decimalsAreRounded(_ number: Double, _ places: Int, _ text: String) { #expect(decimal(number, places) == text) }

  @Test func bytesAreWrittenAsKerasWritesThem() {
    #expect(byteText(11_935 * 4) == "46.62 KB")
    #expect(byteText(717_210 * 4) == "2.74 MB")
    #expect(byteText(40) == "40.00 B")
  }

  @Test func whatSteersATerminalIsShown() {
    #expect("a\u{1B}[2J\u{9B}\u{202E}b\u{2066}\u{200F}".printable() == #"a\u{1B}[2J\u{9B}\u{202E}b\u{2066}\u{200F}"#)
    #expect("a\tb\r\n".printable(keeping: ["\n", "\t", "\r"]) == "a\tb\r\n")
    #expect("👩‍👩‍👧 é ש".printable() == "👩‍👩‍👧 é ש")
    #expect("a\u{1B}\u{7}\u{85}\tb\n\u{200F}".withoutControls == "a\u{FFFD}\u{FFFD}\u{FFFD}\tb\n\u{200F}")
  }
}
