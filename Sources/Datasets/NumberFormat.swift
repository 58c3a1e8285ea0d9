import Arrays
import Text

/// Numbers as NumPy writes them, alone or aligned in an array.
enum NumberFormat {
  /// The elements at `places`, all of one width.
  static func aligned(_ values: NDArray.Values, places: [Int], precision: Int) -> [String] {
    func integers<Number: FixedWidthInteger>(_ numbers: [Number]) -> [String] {
      padded(places.map { String(numbers[$0]) })
    }
    func decimals<Number: BinaryFloatingPoint & CustomStringConvertible>(
      _ numbers: [Number], below limit: Number
    ) -> [String] {
      FloatFormat(places.map { numbers[$0] }, precision: max(precision, 0), limit: limit).texts
    }
    return switch values {
    case .bool(let flags): places.map { flags[$0] ? " True" : "False" }
    case .uint8(let numbers): integers(numbers)
    case .int8(let numbers): integers(numbers)
    case .uint16(let numbers): integers(numbers)
    case .int16(let numbers): integers(numbers)
    case .uint32(let numbers): integers(numbers)
    case .int32(let numbers): integers(numbers)
    case .uint64(let numbers): integers(numbers)
    case .int64(let numbers): integers(numbers)
    case .float16(let numbers): decimals(numbers, below: 1e3)
    case .float32(let numbers): decimals(numbers, below: 1e6)
    case .float64(let numbers): decimals(numbers, below: 1e8)
    case .indexed(let bytes, let table):
      aligned(
        .float32(places.map { table[Int(bytes[$0])] }), places: Array(places.indices), precision: precision)
    }
  }

  /// An array of no dimension.
  static func scalar(_ values: NDArray.Values) -> String {
    switch values {
    case .bool(let flags): flags.first == true ? "True" : "False"
    case .float16(let numbers): scalar(ShortestDecimal(numbers.first ?? 0), below: 1e3)
    case .float32, .indexed: scalar(ShortestDecimal(values.floats.first ?? 0), below: 1e6)
    case .float64(let numbers): scalar(ShortestDecimal(numbers.first ?? 0), below: 1e16)
    default: aligned(values, places: [0], precision: 8)[0]
    }
  }

  private static func scalar(_ number: ShortestDecimal, below limit: Double) -> String {
    if let name = number.nameOfNonFinite { return name }
    if number.value == 0 || (1e-4..<limit).contains(abs(number.value)) {
      let text = number.positional(precision: 400)
      return text + (text.hasSuffix(".") ? "0" : "")
    }
    return number.scientific(precision: 400).text
  }

  /// Whole numbers in another base, those without a sign with as many digits as their type can need: `0a` for a byte.
  static func aligned(_ values: NDArray.Values, places: [Int], base: Int) -> [String] {
    func digits<Number: FixedWidthInteger>(_ numbers: [Number]) -> [String] {
      let width = Number.isSigned ? 0 : String(Number.max, radix: base).utf8.count
      return padded(
        places.map { place in
          let text = String(numbers[place], radix: base)
          return String(repeating: "0", count: max(width - text.utf8.count, 0)) + text
        })
    }
    return switch values {
    case .uint8(let numbers): digits(numbers)
    case .int8(let numbers): digits(numbers)
    case .uint16(let numbers): digits(numbers)
    case .int16(let numbers): digits(numbers)
    case .uint32(let numbers): digits(numbers)
    case .int32(let numbers): digits(numbers)
    case .uint64(let numbers): digits(numbers)
    case .int64(let numbers): digits(numbers)
    case .bool, .float16, .float32, .float64, .indexed: aligned(values, places: places, precision: 8)
    }
  }

  static func padded(_ texts: [String]) -> [String] {
    let width = texts.map { $0.utf8.count }.max() ?? 0
    return texts.map { String(repeating: " ", count: width - $0.utf8.count) + $0 }
  }
}

/// The choice of a notation and a width for all numbers of an array.
private struct FloatFormat {
  let texts: [String]

  /// - Parameter limit: from here on numbers get exponents; above it their type keeps no more digits.
  init<Number: BinaryFloatingPoint & CustomStringConvertible>(_ numbers: [Number], precision: Int, limit: Number) {
    let sizes = numbers.lazy.map { $0.magnitude }.filter { $0.isFinite && $0 != 0 }
    let largest = sizes.max() ?? 1
    let smallest = sizes.min() ?? 1
    let decimals = numbers.map { ShortestDecimal($0) }
    // NumPy computes with the array's own type.
    if largest >= limit || smallest < 0.0001 || largest / smallest > 1000 {
      let fractions = decimals.filter { $0.value.isFinite }.map {
        $0.scientific(precision: precision).fraction.utf8.count
      }
      texts = Self.scientific(decimals, digits: fractions.max() ?? 0)
    } else {
      texts = Self.positional(decimals, precision: precision)
    }
  }

  /// All with as many digits behind the point, and as many in the exponent.
  private static func scientific(_ numbers: [ShortestDecimal], digits: Int) -> [String] {
    let parts = numbers.map { $0.value.isFinite ? $0.exactScientific(digits: digits) : nil }
    let exponentSize = parts.compactMap { $0?.exponent.utf8.count }.max() ?? 0
    return NumberFormat.padded(
      zip(numbers, parts).map { number, parts in
        guard let parts else { return number.nameOfNonFinite ?? "" }
        let zeros = String(repeating: "0", count: exponentSize - parts.exponent.utf8.count)
        return parts.whole + "." + parts.fraction + "e" + parts.exponent.prefix(1) + zeros + parts.exponent.dropFirst()
      })
  }

  /// With their points below one another.
  private static func positional(_ numbers: [ShortestDecimal], precision: Int) -> [String] {
    let texts = numbers.map { $0.nameOfNonFinite ?? $0.positional(precision: precision) }
    func fraction(_ text: String) -> Int { text.utf8.count - (text.utf8.prefix { $0 != 0x2e }.count + 1) }
    let width = zip(numbers, texts).filter { $0.0.value.isFinite }.map { fraction($0.1) }.max() ?? 0
    return NumberFormat.padded(
      zip(numbers, texts).map { number, text in
        number.value.isFinite ? text + String(repeating: " ", count: width - fraction(text)) : text
      })
  }
}
