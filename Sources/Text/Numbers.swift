/// `11,935`
package func grouped(_ number: Int) -> String {
  var digits = String(number.magnitude)
  var groups: [String] = []
  while digits.count > 3 {
    groups.insert(String(digits.suffix(3)), at: 0)
    digits.removeLast(3)
  }
  return (number < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
}

/// A number with a fixed count of decimals, correctly rounded; `nan`, `inf` and `-inf` where it is none. What rounds to
/// zero has no sign.
package func decimal(_ number: Double, _ places: Int) -> String {
  guard number.isFinite else { return nameOfNonFinite(number) }
  let text = positional(number.magnitude, places: min(max(places, 0), 40))
  return number < 0 && text.utf8.contains(where: { $0 > 0x30 }) ? "-" + text : text
}

/// `1.50e-07`: with so many digits behind the point, and at least two in the exponent, as `printf` writes it.
package func scientific(_ number: Double, _ places: Int) -> String {
  guard number.isFinite else { return nameOfNonFinite(number) }
  let sign = number.sign == .minus ? "-" : ""
  return sign + ScientificNotation(number.magnitude, places: min(max(places, 0), 40)).text
}

/// As few digits as the number needs, at most so many significant ones; with an exponent where it is very small or large.
package func general(_ number: Double, digits: Int) -> String {
  guard number.isFinite else { return nameOfNonFinite(number) }
  let sign = number.sign == .minus ? "-" : ""
  var exact = ExactDecimal(number.magnitude)
  exact.round(toDigits: digits)
  let power = exact.digits.isEmpty ? 0 : exact.exponent - 1
  guard power < -4 || power >= digits else {
    return sign + exact.positional(places: max(0, exact.digits.count - exact.exponent))
  }
  return sign + scientific(number.magnitude, exact.digits.count - 1)
}

/// A whole number as such, any other with four decimals.
package func shortest(_ number: Double) -> String {
  decimal(number, number == number.rounded() && number.magnitude < 1e9 ? 0 : 4)
}

/// `46.62 KB`: bytes as Keras' summary writes them, in units of 1,024.
package func byteText(_ bytes: some BinaryInteger) -> String {
  var amount = Double(bytes)
  var unit = 0
  let units = ["B", "KB", "MB", "GB", "TB"]
  while amount >= 1024, unit < units.count - 1 {
    amount /= 1024
    unit += 1
  }
  return decimal(amount, 2) + " " + units[unit]
}

private func nameOfNonFinite(_ number: Double) -> String { number.isNaN ? "nan" : number < 0 ? "-inf" : "inf" }

private let powersOfTen: [UInt64] = {
  var powers: [UInt64] = [1]
  while powers.count < 20 { powers.append(powers[powers.count - 1] * 10) }
  return powers
}()

/// - Parameter magnitude: finite and not negative.
func positional(_ magnitude: Double, places: Int) -> String {
  guard let scaled = scaled(magnitude, places: places) else {
    var exact = ExactDecimal(magnitude)
    exact.round(toPlaces: places)
    return exact.positional(places: places)
  }
  guard places > 0 else { return String(scaled) }
  let fraction = String(scaled % powersOfTen[places])
  return String(scaled / powersOfTen[places]) + "." + String(repeating: "0", count: places - fraction.utf8.count)
    + fraction
}

/// `magnitude` · 10^`places`, rounded half to even from the exact product; nil where it has more than 64 bits.
private func scaled(_ magnitude: Double, places: Int) -> UInt64? {
  guard magnitude < 0x1p63, places < powersOfTen.count else { return nil }
  let isSubnormal = magnitude.exponentBitPattern == 0
  let significand = magnitude.significandBitPattern | (isSubnormal ? 0 : 1 << 52)
  let power = (isSubnormal ? 1 : Int(magnitude.exponentBitPattern)) - 1075
  let product = UInt128(significand) * UInt128(powersOfTen[places])
  if power >= 0 { return product >> UInt128(64 - power) == 0 ? UInt64(product << UInt128(power)) : nil }
  // The product has fewer than 53 + 64 bits.
  guard power > -118 else { return 0 }
  let quotient = product >> UInt128(-power)
  guard quotient < UInt128(UInt64.max) else { return nil }
  let rest = product & (UInt128(1) << UInt128(-power) - 1)
  let half = UInt128(1) << UInt128(-power - 1)
  return UInt64(quotient) + (rest > half || rest == half && quotient & 1 == 1 ? 1 : 0)
}
