/// NumPy's `longdouble`, 16 bytes each: 80 bits of Intel's processors with padding, or 128 bits of others. They become the
/// nearest doubles.
enum LongDoubles {
  static let size = 16

  /// Little-endian numbers, one after the other.
  static func doubles(_ bytes: [UInt8]) -> [Double] {
    let numbers = stride(from: 0, to: bytes.count - bytes.count % size, by: size).map { place in
      (low: word(bytes, place, 8), high: word(bytes, place + 8, 8))
    }
    let areOthers = numbers.allSatisfy { isOfOthers($0.low, $0.high) } && numbers.contains { $0.high >> 48 != 0 }
    return numbers.map {
      !areOthers ? ofIntels($0.low, UInt16(truncatingIfNeeded: $0.high)) : ofOthers($0.low, $0.high)
    }
  }

  /// Whether it has an exponent where 128 bits have theirs, of a number as large as doubles are; there Intel's have
  /// padding.
  private static func isOfOthers(_ low: UInt64, _ high: UInt64) -> Bool {
    let exponent = Int(high >> 48 & 0x7fff)
    return abs(exponent - 16_383) <= 1074 || exponent == 0x7fff || low == 0 && high << 1 == 0
  }

  private static func word(_ bytes: [UInt8], _ place: Int, _ count: Int) -> UInt64 {
    (0..<count).reversed().reduce(0) { $0 << 8 | UInt64(bytes[place + $1]) }
  }

  private static func ofIntels(_ significand: UInt64, _ signAndExponent: UInt16) -> Double {
    number(significand, exponent: Int(signAndExponent & 0x7fff), isNegative: signAndExponent >> 15 == 1)
  }

  private static func ofOthers(_ low: UInt64, _ high: UInt64) -> Double {
    let exponent = Int(high >> 48 & 0x7fff)
    let fraction = (high & 0xffff_ffff_ffff) << 15 | low >> 49
    // Whatever lies beyond decides only where a number is halfway between two.
    let rest: UInt64 = low << 15 == 0 ? 0 : 1
    let lead: UInt64 = exponent == 0 || exponent == 0x7fff ? 0 : 1 << 63
    return number(lead | fraction | rest, exponent: exponent, isNegative: high >> 63 == 1)
  }

  /// - Parameter significand: 1.0 is its highest bit.
  private static func number(_ significand: UInt64, exponent: Int, isNegative: Bool) -> Double {
    var size: Double
    if exponent == 0x7fff {
      size = significand << 1 == 0 ? .infinity : .nan
    } else {
      size = Double(sign: .plus, exponent: exponent - 16_383 - 63, significand: Double(significand))
    }
    if isNegative { size = -size }
    return size
  }
}
