internal import Files

/// Compression without zlib, in deflate's format with its fixed codes (RFC 1951): for drawings, whose rows repeat.
struct PortableDeflater {
  /// In zlib's wrapping (RFC 1950).
  static func zlib(_ bytes: [UInt8]) -> [UInt8] {
    var deflater = PortableDeflater()
    deflater.compress(bytes)
    var checksum = PortableAdler32()
    for byte in bytes { checksum.update(byte) }
    return [0x78, 0x01] + deflater.data + bigEndian(checksum.value)
  }

  private static let farthest = 1 << 15
  private static let longest = 258
  /// How many earlier places are looked at for each next one.
  private static let tries = 16

  private var data: [UInt8] = []
  private var bits: UInt32 = 0
  private var count: UInt32 = 0

  private mutating func compress(_ bytes: [UInt8]) {
    // One block, the last.
    put(0b011, 3)
    // The last place with the same three bytes, by a hash of them, and for each place of the window the one before.
    var last = [Int32](repeating: -1, count: 1 << 13)
    var before = [Int32](repeating: -1, count: Self.farthest)
    var place = 0
    while place < bytes.count {
      let (length, distance) = match(bytes, place, last, before)
      if length == 0 { put(literal: bytes[place]) } else { put(length: length, distance: distance) }
      for next in place..<place + max(length, 1) where next + 3 <= bytes.count {
        let hash = Self.hash(bytes, next)
        before[next % Self.farthest] = last[hash]
        last[hash] = Int32(next)
      }
      place += max(length, 1)
    }
    put(code: 0, 7)
    put(0, (8 - count) & 7)
  }

  private static func hash(_ bytes: [UInt8], _ place: Int) -> Int {
    let three = UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2]) << 16
    return Int((three &* 0x9e37_79b1) >> 19)
  }

  /// The longest copy that starts here; 0 for none.
  private func match(_ bytes: [UInt8], _ place: Int, _ last: [Int32], _ before: [Int32]) -> (length: Int, distance: Int)
  {
    let limit = min(Self.longest, bytes.count - place)
    guard limit >= 3 else { return (0, 0) }
    var best = (length: 0, distance: 0)
    var earlier = Int(last[Self.hash(bytes, place)])
    for _ in 0..<Self.tries {
      guard earlier >= 0, place - earlier <= Self.farthest else { break }
      var length = 0
      while length < limit, bytes[earlier + length] == bytes[place + length] { length += 1 }
      if length > best.length { best = (length, place - earlier) }
      if length == limit { break }
      let next = Int(before[earlier % Self.farthest])
      guard next < earlier else { break }
      earlier = next
    }
    return best.length >= 3 ? best : (0, 0)
  }

  private mutating func put(literal byte: UInt8) {
    let value = UInt32(byte)
    if value < 144 { put(code: 0x30 + value, 8) } else { put(code: 0x190 + value - 144, 9) }
  }

  private mutating func put(length: Int, distance: Int) {
    let value = UInt32(length - 3), extra = Self.extraBits(value, 4)
    let symbol = length == Self.longest ? 285 : 257 + 4 * extra + value >> extra
    if symbol < 280 { put(code: symbol - 256, 7) } else { put(code: 0xc0 + symbol - 280, 8) }
    if length < Self.longest { put(value & (1 << extra - 1), extra) }
    let back = UInt32(distance - 1), far = Self.extraBits(back, 2)
    put(code: 2 * far + back >> far, 5)
    put(back & (1 << far - 1), far)
  }

  /// How many bits follow a symbol, where so many symbols stand for each doubling.
  private static func extraBits(_ value: UInt32, _ symbols: UInt32) -> UInt32 {
    value < 2 * symbols ? 0 : UInt32(31 - (value / symbols).leadingZeroBitCount)
  }

  /// Codes go from their highest bit on, all else from the lowest.
  private mutating func put(code: UInt32, _ length: UInt32) {
    var (rest, reversed): (UInt32, UInt32) = (code, 0)
    for _ in 0..<length {
      reversed = reversed << 1 | rest & 1
      rest >>= 1
    }
    put(reversed, length)
  }

  private mutating func put(_ value: UInt32, _ length: UInt32) {
    bits |= value << count
    count += length
    while count >= 8 {
      data.append(UInt8(truncatingIfNeeded: bits))
      bits >>= 8
      count -= 8
    }
  }
}
