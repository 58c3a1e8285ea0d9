import Arrays
import Glibc

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
    case .float16(let numbers): scalar(Decimal(numbers.first ?? 0), below: 1e3)
    case .float32, .indexed: scalar(Decimal(values.floats.first ?? 0), below: 1e6)
    case .float64(let numbers): scalar(Decimal(numbers.first ?? 0), below: 1e16)
    default: aligned(values, places: [0], precision: 8)[0]
    }
  }

  private static func scalar(_ number: Decimal, below limit: Double) -> String {
    if let name = number.nameOfNonFinite { return name }
    if number.value == 0 || (1e-4..<limit).contains(abs(number.value)) {
      let text = number.positional(precision: 400)
      return text + (text.hasSuffix(".") ? "0" : "")
    }
    let parts = number.scientific(precision: 400)
    return parts.whole + (parts.fraction.isEmpty ? "" : "." + parts.fraction) + "e" + parts.exponent
  }

  static func padded(_ texts: [String]) -> [String] {
    let width = texts.map(\.utf8.count).max() ?? 0
    return texts.map { String(repeating: " ", count: width - $0.utf8.count) + $0 }
  }
}

/// The choice of a notation and a width for all numbers of an array.
private struct FloatFormat {
  let texts: [String]

  /// - Parameter limit: from here on numbers get exponents; above it their type keeps no more digits.
  init<Number: BinaryFloatingPoint & CustomStringConvertible>(_ numbers: [Number], precision: Int, limit: Number) {
    let sizes = numbers.lazy.map(\.magnitude).filter { $0.isFinite && $0 != 0 }
    let largest = sizes.max() ?? 1
    let smallest = sizes.min() ?? 1
    let decimals = numbers.map { Decimal($0) }
    // NumPy computes with the array's own type.
    if largest >= limit || smallest < 0.0001 || largest / smallest > 1000 {
      let fractions = decimals.filter(\.value.isFinite).map { $0.scientific(precision: precision).fraction.utf8.count }
      texts = Self.scientific(decimals, digits: fractions.max() ?? 0)
    } else {
      texts = Self.positional(decimals, precision: precision)
    }
  }

  /// All with as many digits behind the point, and as many in the exponent.
  private static func scientific(_ numbers: [Decimal], digits: Int) -> [String] {
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
  private static func positional(_ numbers: [Decimal], precision: Int) -> [String] {
    let texts = numbers.map { $0.nameOfNonFinite ?? $0.positional(precision: precision) }
    func fraction(_ text: String) -> Int { text.utf8.count - (text.utf8.prefix { $0 != 0x2e }.count + 1) }
    let width = zip(numbers, texts).filter { $0.0.value.isFinite }.map { fraction($0.1) }.max() ?? 0
    return NumberFormat.padded(
      zip(numbers, texts).map { number, text in
        number.value.isFinite ? text + String(repeating: " ", count: width - fraction(text)) : text
      })
  }
}

/// A binary floating-point number with the fewest decimal digits that tell it from its neighbours in its own type.
struct Decimal {
  /// Every type's numbers are exact in 64 bits.
  let value: Double
  /// Significant digits, without zeros at either end; empty for zero.
  private let digits: [UInt8]
  /// The number is 0.d₁d₂d₃… · 10^exponent.
  private let exponent: Int

  init<Number: BinaryFloatingPoint & CustomStringConvertible>(_ number: Number) {
    value = Double(number)
    let parts = Self.shortest(number.magnitude).utf8.split(separator: 0x65)
    let mantissa = parts.first ?? ""[...].utf8
    let whole = mantissa.prefix { $0 != 0x2e }
    var digits = Array(whole) + mantissa.dropFirst(whole.count + 1)
    var exponent = whole.count + (parts.count > 1 ? Int(String(decoding: parts[1], as: UTF8.self)) ?? 0 : 0)
    guard number.isFinite, number != 0 else {
      self.digits = []
      self.exponent = 1
      return
    }
    while digits.first == 0x30 {
      digits.removeFirst()
      exponent -= 1
    }
    while digits.last == 0x30 { digits.removeLast() }
    self.digits = Array(digits)
    self.exponent = exponent
  }

  /// `0.1`, `12.5`, `1e-05`, `1.25e+20`.
  private static func shortest<Number: BinaryFloatingPoint & CustomStringConvertible>(_ number: Number) -> String {
    // Swift's description has the shortest digits, but writes all digits of whole numbers, which half-precision
    // numbers do not need.
    guard number.isFinite, MemoryLayout<Number>.size == 2, number >= 1024 else { return number.description }
    let texts = (0..<5).lazy.map { Self.print(Double(number), "%#.*e", $0) }
    return texts.first { Number(strtod($0, nil)) == number } ?? number.description
  }

  var nameOfNonFinite: String? {
    value.isNaN ? "nan" : value.isFinite ? nil : value < 0 ? "-inf" : "inf"
  }

  private var sign: String { value.sign == .minus ? "-" : "" }

  /// `12.5`, `3.`: no zeros behind the last digit, and rounded from the exact value where there are too many digits.
  func positional(precision: Int) -> String {
    if digits.count - exponent > precision { return Self.withoutZeros(Self.print(value, "%.*f", precision)) }
    let zeros = [UInt8](repeating: 0x30, count: max(-exponent, 0))
    let whole = digits.prefix(max(exponent, 0)) + [UInt8](repeating: 0x30, count: max(exponent - digits.count, 0))
    let fraction = zeros + digits.dropFirst(max(exponent, 0))
    return sign + (whole.isEmpty ? "0" : String(decoding: whole, as: UTF8.self)) + "."
      + String(decoding: fraction, as: UTF8.self)
  }

  typealias Parts = (whole: String, fraction: String, exponent: String)

  /// The shortest digits, at most `precision` of them behind the point.
  func scientific(precision: Int) -> Parts {
    if digits.count - 1 > precision {
      let parts = exactScientific(digits: precision)
      return (parts.whole, String(Self.withoutZeros("." + parts.fraction).dropFirst()), parts.exponent)
    }
    let power = digits.isEmpty ? 0 : exponent - 1
    let size = (abs(power) < 10 ? "0" : "") + String(abs(power))
    return (
      sign + (digits.isEmpty ? "0" : String(decoding: digits.prefix(1), as: UTF8.self)),
      String(decoding: digits.dropFirst(), as: UTF8.self), (power < 0 ? "-" : "+") + size
    )
  }

  /// The exact value, rounded to as many digits.
  func exactScientific(digits: Int) -> Parts {
    let parts = Self.print(value, "%#.*e", digits).split(separator: "e")
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    return (String(mantissa[0]), String(mantissa[1]), String(parts[1]))
  }

  private static func withoutZeros(_ text: String) -> String {
    var text = text.contains(".") ? text : text + "."
    while text.last == "0" { text.removeLast() }
    return text
  }

  /// glibc rounds the exact value half to even, as NumPy does.
  private static func print(_ value: Double, _ format: String, _ precision: Int) -> String {
    let precision = min(precision, 400)
    return withVaList([Int32(precision), value]) { arguments in
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: precision + 400) { buffer in
        guard let start = buffer.baseAddress else { return "" }
        vsnprintf(start, buffer.count, format, arguments)
        return String(cString: start)
      }
    }
  }
}
