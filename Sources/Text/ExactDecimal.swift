/// All decimal digits of a binary floating-point number. There are finitely many, since a tenth is half of a fifth.
package struct ExactDecimal {
  /// Without zeros at either end; empty for zero.
  package private(set) var digits: [UInt8] = []
  /// The number is 0.d₁d₂d₃… · 10^exponent.
  package private(set) var exponent = 0

  /// - Parameter magnitude: finite and not negative.
  package init(_ magnitude: Double) {
    guard magnitude != 0 else { return }
    // magnitude = significand · 2^power
    let isSubnormal = magnitude.exponentBitPattern == 0
    let significand = magnitude.significandBitPattern | (isSubnormal ? 0 : 1 << 52)
    var power = (isSubnormal ? 1 : Int(magnitude.exponentBitPattern)) - 1075
    let zeros = min(significand.trailingZeroBitCount, max(-power, 0))
    power += zeros
    var integer = BigDecimal(significand >> UInt64(zeros))
    // significand / 2^n = significand · 5^n / 10^n
    if power >= 0 { integer.multiply(by: 2, times: power) } else { integer.multiply(by: 5, times: -power) }
    digits = integer.digits
    exponent = digits.count + min(power, 0)
    trim()
  }

  private mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
  }

  /// Half to even, as IEEE 754 and `printf` round.
  package mutating func round(toDigits count: Int) {
    guard count < digits.count else { return }
    guard count >= 0 else {
      digits = []
      return
    }
    // Trimmed digits: a lone five is exactly a half.
    let isHalf = digits[count] == 5 && count + 1 == digits.count
    let isUp = isHalf ? count > 0 && digits[count - 1] % 2 == 1 : digits[count] >= 5
    digits.removeLast(digits.count - count)
    if isUp {
      while digits.last == 9 { digits.removeLast() }
      if digits.isEmpty {
        digits = [1]
        exponent += 1
      } else {
        digits[digits.count - 1] += 1
      }
    }
    trim()
  }

  package mutating func round(toPlaces places: Int) { round(toDigits: exponent + places) }

  /// `12.50`: rounded already to as many places or fewer.
  func positional(places: Int) -> String {
    var text: [UInt8] = []
    for index in 0..<max(exponent, 0) { text.append(0x30 + digit(index)) }
    if text.isEmpty { text.append(0x30) }
    if places > 0 {
      text.append(0x2e)
      for place in 0..<places { text.append(0x30 + digit(exponent + place)) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  func digit(_ index: Int) -> UInt8 { digits.indices.contains(index) ? digits[index] : 0 }
}

/// A natural number of any size, in groups of nine decimal digits, the lowest first.
private struct BigDecimal {
  private static let base: UInt64 = 1_000_000_000
  private var groups: [UInt32] = []

  init(_ number: UInt64) {
    var rest = number
    while rest > 0 {
      groups.append(UInt32(rest % Self.base))
      rest /= Self.base
    }
  }

  /// - Parameter factor: one digit.
  mutating func multiply(by factor: UInt64, times count: Int) {
    // As many at once as a group can take.
    var (step, size) = (factor, 1)
    while step * factor <= Self.base {
      step *= factor
      size += 1
    }
    for _ in 0..<count / size { multiply(by: step) }
    for _ in 0..<count % size { multiply(by: factor) }
  }

  private mutating func multiply(by factor: UInt64) {
    var carry: UInt64 = 0
    for index in groups.indices {
      let product = UInt64(groups[index]) * factor + carry
      groups[index] = UInt32(product % Self.base)
      carry = product / Self.base
    }
    if carry > 0 { groups.append(UInt32(carry)) }
  }

  /// The highest first, without zeros before it.
  var digits: [UInt8] {
    var digits: [UInt8] = []
    for group in groups {
      var rest = group
      for _ in 0..<9 {
        digits.append(UInt8(rest % 10))
        rest /= 10
      }
    }
    while digits.last == 0 { digits.removeLast() }
    return digits.reversed()
  }
}
