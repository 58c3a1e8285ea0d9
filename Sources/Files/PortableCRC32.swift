/// The checksum of gzip, zip and PNG without zlib (ISO 3309).
package struct PortableCRC32 {
  package private(set) var value: UInt32

  package init(value: UInt32 = 0) { self.value = value }

  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    var rest = ~value
    for byte in bytes { rest = rest >> 8 ^ Self.table[Int((rest ^ UInt32(byte)) & 0xff)] }
    value = ~rest
  }

  /// `count` bytes follow that have a checksum of their own.
  package mutating func append(_ other: UInt32, count: UInt64) {
    // Times x to the power of eight for each byte, by squares.
    var (power, left): (UInt32, UInt64) = (1 << 23, count)
    while left > 0 {
      if left & 1 == 1 { value = Self.product(value, power) }
      power = Self.product(power, power)
      left >>= 1
    }
    value ^= other
  }

  /// Of polynomials, the lowest power in the highest bit.
  private static func product(_ a: UInt32, _ b: UInt32) -> UInt32 {
    var (sum, b): (UInt32, UInt32) = (0, b)
    for bit in 0..<32 {
      if a << UInt32(bit) & 1 << 31 != 0 { sum ^= b }
      b = divided(b)
    }
    return sum
  }

  private static func divided(_ value: UInt32) -> UInt32 { value >> 1 ^ (value & 1 == 1 ? 0xedb8_8320 : 0) }

  private static let table = (0..<256).map { byte in (0..<8).reduce(UInt32(byte)) { value, _ in divided(value) } }
}
