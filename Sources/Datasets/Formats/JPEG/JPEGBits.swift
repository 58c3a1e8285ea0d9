/// The bits of a scan (T.81, F.2.2.5): a zero follows each byte 0xff in it, and any other marker ends it. Beyond the end
/// come zeros, which are counted.
struct JPEGBits {
  private let bytes: [UInt8]
  /// Where the next byte stands; at its end, that of the marker.
  private(set) var place: Int
  private var hasEnded = false
  /// The last `count` bits are still to be taken.
  private var bits: UInt64 = 0
  private var count = 0
  private var padding = 0
  /// Blocks, this one included, in which nothing follows (G.1.2.2).
  var emptyBlocks = 0
  /// The places of coefficients in their order of rows.
  let order = JPEGBits.zigzag

  private static let zigzag: [Int] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21,
    28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54,
    47, 55, 62, 63,
  ]

  init(_ bytes: [UInt8], at place: Int) {
    self.bytes = bytes
    self.place = place
  }

  /// Whether more bits were taken than there are.
  var areOverdrawn: Bool { padding > count }

  private mutating func fill() {
    if place + 8 <= bytes.count {
      let word = UInt64(
        bigEndian: bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: UInt64.self) })
      // Where none of the eight is 0xff, as mostly, they come together.
      if (~word &- 0x0101_0101_0101_0101) & word & 0x8080_8080_8080_8080 == 0 {
        let taken = (64 - count) / 8
        bits = bits << UInt64(8 * taken) | word >> UInt64(64 - 8 * taken)
        count += 8 * taken
        place += taken
        return
      }
    }
    while count <= 48 {
      var byte: UInt8 = 0
      if !hasEnded, place < bytes.count {
        byte = bytes[place]
        if byte != 0xff {
          place += 1
        } else if place + 1 < bytes.count, bytes[place + 1] == 0 {
          place += 2
        } else {
          hasEnded = true
          byte = 0
          padding += 8
        }
      } else {
        padding += 8
      }
      bits = bits << 8 | UInt64(byte)
      count += 8
    }
  }

  /// At most 16 bits.
  @inline(__always)
  mutating func take(_ size: Int) -> Int32 {
    if count < size { fill() }
    count -= size
    return Int32(truncatingIfNeeded: bits >> UInt64(count)) & ((1 << Int32(size)) - 1)
  }

  /// A number of so many bits, of which the first tells the sign (F.2.2.1).
  @inline(__always)
  mutating func signed(_ size: Int) -> Int32 {
    guard size > 0 else { return 0 }
    let value = take(size)
    let isNegative = value >> Int32(truncatingIfNeeded: size &- 1) &- 1
    return value &+ (isNegative & (1 &- 1 << Int32(truncatingIfNeeded: size)))
  }

  /// What the next code stands for; 256 where there is none such.
  @inline(__always)
  mutating func symbol(_ codes: JPEGCodes) -> Int {
    if count < 32 { fill() }
    let entry = codes.short[Int(truncatingIfNeeded: bits >> UInt64(count - JPEGCodes.shortBits)) & JPEGCodes.mask]
    if entry != 0 {
      count -= Int(entry >> 8)
      return Int(entry & 255)
    }
    return longSymbol(codes)
  }

  private mutating func longSymbol(_ codes: JPEGCodes) -> Int {
    for length in JPEGCodes.shortBits + 1...16 {
      let code = Int(truncatingIfNeeded: bits >> UInt64(count - length)) & ((1 << length) - 1)
      if code < codes.ends[length] {
        count -= length
        return Int(codes.symbols[code - codes.starts[length]])
      }
    }
    return 256
  }

  /// Goes behind the marker of a restart (F.2.1.3.1), which must be the one with this number.
  mutating func restart(_ number: Int) -> Bool {
    while place + 1 < bytes.count, bytes[place] != 0xff || bytes[place + 1] == 0 || bytes[place + 1] == 0xff {
      place += 1
    }
    guard place + 1 < bytes.count, bytes[place + 1] == 0xd0 + UInt8(number & 7) else { return false }
    self = JPEGBits(bytes, at: place + 2)
    return true
  }
}

/// A Huffman table (T.81, C): codes of 1 to 16 bits.
final class JPEGCodes: Sendable {
  static let shortBits = 9
  static let mask = (1 << shortBits) - 1

  /// By the next bits: length and symbol of the code that they begin with; 0 where it is longer.
  let short: [UInt16]
  let symbols: [UInt8]
  /// By length: the code behind the last one, and what leads from a code to its place among the symbols.
  let ends: [Int]
  let starts: [Int]

  /// nil where so many codes of these lengths cannot be.
  init?(counts: ArraySlice<UInt8>, symbols: ArraySlice<UInt8>) {
    let symbols = Array(symbols)
    var short = [UInt16](repeating: 0, count: 1 << Self.shortBits)
    var ends = [Int](repeating: 0, count: 17)
    var starts = ends
    var (code, place) = (0, 0)
    for (index, count) in counts.enumerated() {
      let length = index + 1
      starts[length] = code - place
      guard code + Int(count) <= 1 << length, place + Int(count) <= symbols.count else { return nil }
      for _ in 0..<count {
        if length <= Self.shortBits {
          let first = code << (Self.shortBits - length)
          for entry in first..<first + (1 << (Self.shortBits - length)) {
            short[entry] = UInt16(length) << 8 | UInt16(symbols[place])
          }
        }
        code += 1
        place += 1
      }
      ends[length] = count > 0 ? code : 0
      code <<= 1
    }
    (self.short, self.symbols, self.ends, self.starts) = (short, symbols, ends, starts)
  }
}
