/// The parts of `1.50e-07`.
package struct ScientificNotation {
  package var whole: String
  package var fraction: String
  /// With its sign and at least two digits, as C writes it.
  package var exponent: String

  package var text: String { whole + (fraction.isEmpty ? "" : "." + fraction) + "e" + exponent }

  init(whole: String, fraction: String, power: Int) {
    self.whole = whole
    self.fraction = fraction
    exponent = (power < 0 ? "-" : "+") + (power.magnitude < 10 ? "0" : "") + String(power.magnitude)
  }

  /// - Parameters:
  ///   - magnitude: finite and not negative.
  ///   - places: digits behind the point, correctly rounded.
  init(_ magnitude: Double, places: Int) {
    var exact = ExactDecimal(magnitude)
    exact.round(toDigits: places + 1)
    let digits = (0...places).map { exact.digit($0) + 0x30 }
    self.init(
      whole: String(decoding: digits.prefix(1), as: UTF8.self),
      fraction: String(decoding: digits.dropFirst(), as: UTF8.self),
      power: exact.digits.isEmpty ? 0 : exact.exponent - 1)
  }
}
