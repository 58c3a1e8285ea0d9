/// A binary floating-point number with the fewest decimal digits that tell it from its neighbours in its own type: what
/// Python and NumPy print.
package struct ShortestDecimal {
  /// Every type's numbers are exact in 64 bits.
  package let value: Double
  /// Significant digits in ASCII, without zeros at either end; empty for zero.
  private let digits: [UInt8]
  /// The number is 0.d₁d₂d₃… · 10^exponent.
  private let exponent: Int

  package init<Number: BinaryFloatingPoint & CustomStringConvertible>(_ number: Number) {
    value = Double(number)
    guard number.isFinite, number != 0 else {
      digits = []
      exponent = 1
      return
    }
    // Swift's description has the shortest digits, but writes all digits of whole numbers, which half-precision
    // numbers do not need.
    if MemoryLayout<Number>.size == 2, number.magnitude >= 1024 {
      let rounded = Self.fewest(of: value.magnitude) { Number($0) == number.magnitude }
      digits = rounded.digits.map { $0 + 0x30 }
      exponent = rounded.exponent
      return
    }
    let parts = number.magnitude.description.utf8.split(separator: 0x65)
    let mantissa = parts.first ?? "".utf8[...]
    let whole = mantissa.prefix { $0 != 0x2e }
    let all = Array(whole) + mantissa.dropFirst(whole.count + 1)
    let significant = all.drop { $0 == 0x30 }
    let power = parts.count > 1 ? Int(String(decoding: parts[1], as: UTF8.self)) ?? 0 : 0
    exponent = whole.count + power - (all.count - significant.count)
    digits = significant.reversed().drop { $0 == 0x30 }.reversed()
  }

  /// A whole number of no more than ten digits, rounded to the first count of digits that is still taken for it.
  private static func fewest(of number: Double, isEqual: (Int) -> Bool) -> ExactDecimal {
    let exact = ExactDecimal(number)
    for count in 1..<max(exact.digits.count, 1) {
      var rounded = exact
      rounded.round(toDigits: count)
      var whole = 0
      for index in 0..<rounded.exponent { whole = whole * 10 + Int(rounded.digit(index)) }
      if isEqual(whole) { return rounded }
    }
    return exact
  }

  package var nameOfNonFinite: String? {
    value.isNaN ? "nan" : value.isFinite ? nil : value < 0 ? "-inf" : "inf"
  }

  private var sign: String { value.sign == .minus ? "-" : "" }

  /// `12.5`, `3.`: no zeros behind the last digit, and rounded from the exact value where there are too many digits.
  package func positional(precision: Int) -> String {
    if digits.count - exponent > precision {
      let text = Text.positional(value.magnitude, places: precision)
      return sign + withoutZeros(text.utf8.contains(0x2e) ? text : text + ".")
    }
    var text = Array(digits.prefix(max(exponent, 0)))
    text += [UInt8](repeating: 0x30, count: max(exponent - digits.count, 0))
    if text.isEmpty { text.append(0x30) }
    text.append(0x2e)
    text += [UInt8](repeating: 0x30, count: max(-exponent, 0))
    text += digits.dropFirst(max(exponent, 0))
    return sign + String(decoding: text, as: UTF8.self)
  }

  /// The shortest digits, at most `precision` of them behind the point.
  package func scientific(precision: Int) -> ScientificNotation {
    if digits.count - 1 > precision {
      var parts = exactScientific(digits: precision)
      parts.fraction = withoutZeros(parts.fraction)
      return parts
    }
    return ScientificNotation(
      whole: sign + (digits.isEmpty ? "0" : String(decoding: digits.prefix(1), as: UTF8.self)),
      fraction: String(decoding: digits.dropFirst(), as: UTF8.self), power: digits.isEmpty ? 0 : exponent - 1)
  }

  /// The exact value, rounded to as many digits behind the point.
  package func exactScientific(digits: Int) -> ScientificNotation {
    var parts = ScientificNotation(value.magnitude, places: digits)
    parts.whole = sign + parts.whole
    return parts
  }
}

private func withoutZeros(_ text: String) -> String {
  var text = text
  while text.last == "0" { text.removeLast() }
  return text
}
