internal import Files

/// Undoes deflate's compression without zlib, for hosts that lack it, with the same answers.
final class PortableInflater {
  private enum Stage: Equatable {
    case header, block, stored(Int), codes, trailer
    case ended(Inflater.State)
  }

  private enum Stop: Error {
    /// More of the file is needed.
    case short
    case wrong(Inflater.State)

    static func broken(_ reason: String) -> Stop { .wrong(.broken(reason: reason)) }
  }

  private let wrapping: Inflater.Wrapping
  private var stage: Stage
  private var isLastBlock = false
  private var literals = PrefixCode()
  private var distances = PrefixCode()
  /// What the next bytes are copies of; 0 or more of them, and how far back the first lies.
  private var copy = (count: 0, distance: 0)
  private var literal: UInt8?
  /// The last 32 kB that were made.
  private var window = [UInt8](repeating: 0, count: 1 << 15)
  private var total: UInt64 = 0
  private var checksum = PortableCRC32()
  private var adler = PortableAdler32()
  /// Bytes that were taken from the caller and not used up, of which `bit` bits are.
  private var carry: [UInt8] = []
  private var bit = 0
  private var source = UnsafeRawBufferPointer(start: nil, count: 0)

  init(_ wrapping: Inflater.Wrapping) {
    self.wrapping = wrapping
    stage = wrapping == .none ? .block : .header
  }

  func restart() {
    stage = wrapping == .none ? .block : .header
    (total, checksum, adler, copy, literal) = (0, PortableCRC32(), PortableAdler32(), (0, 0), nil)
    (carry, bit) = ([], 0)
  }

  /// The CRC-32 of what was made since the start, and how much that was.
  var made: (checksum: UInt32, count: UInt64) { (checksum.value, total) }

  func inflate(
    _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer
  ) -> (taken: Int, made: Int, state: Inflater.State) {
    self.source = source
    var count = 0
    var state = Inflater.State.goesOn
    var start = bit
    do throws(Stop) {
      while true {
        start = bit
        if case .ended(let end) = stage { throw .wrong(end) }
        guard try step(into: target, &count) else { break }
      }
    } catch {
      switch error {
      // From the start of this step, once there is more.
      case .short: bit = start
      case .wrong(let found):
        state = found
        stage = .ended(found)
      }
      if case .short = error { return keep(carry.count + source.count, target, count, state) }
    }
    return keep(max((bit + 7) / 8, carry.count), target, count, state)
  }

  private func keep(
    _ end: Int, _ target: UnsafeMutableRawBufferPointer, _ count: Int, _ state: Inflater.State
  ) -> (taken: Int, made: Int, state: Inflater.State) {
    let taken = end - carry.count
    carry = (bit / 8..<max(end, bit / 8)).map { byte($0) }
    bit %= 8
    source = UnsafeRawBufferPointer(start: nil, count: 0)
    if wrapping == .gzip { checksum.update(UnsafeRawBufferPointer(rebasing: target[..<count])) }
    return (taken, count, state)
  }

  /// A header, a block's beginning, a symbol or the end; false where there is no room for more.
  private func step(into target: UnsafeMutableRawBufferPointer, _ count: inout Int) throws(Stop) -> Bool {
    func put(_ byte: UInt8) {
      target[count] = byte
      window[Int(total & 0x7fff)] = byte
      count += 1
      total += 1
      if wrapping == .zlib { adler.update(byte) }
    }
    if let byte = literal {
      guard count < target.count else { return false }
      put(byte)
      literal = nil
    }
    while copy.count > 0 {
      guard count < target.count else { return false }
      put(window[Int((total - UInt64(copy.distance)) & 0x7fff)])
      copy.count -= 1
    }
    switch stage {
    case .header:
      try skipHeader()
      stage = .block
    case .block:
      if isLastBlock {
        isLastBlock = false
        stage = .trailer
      } else {
        try beginBlock()
      }
    case .stored(0): stage = .block
    case .stored(let rest):
      guard count < target.count else { return false }
      put(UInt8(try take(8)))
      stage = .stored(rest - 1)
    case .codes: try readSymbol()
    case .trailer:
      // Sums of what is in the target but not in the checksum yet.
      if wrapping == .gzip {
        var whole = checksum
        whole.update(UnsafeRawBufferPointer(rebasing: target[..<count]))
        try expect(whole.value, UInt32(truncatingIfNeeded: total))
      } else if wrapping == .zlib {
        try expect(adler.value.byteSwapped)
      }
      bit = (bit + 7) / 8 * 8
      throw .wrong(.ended)
    case .ended: return false
    }
    return true
  }

  // MARK: Bits

  private func byte(_ index: Int) -> UInt8 {
    if index < carry.count { return carry[index] }
    return index - carry.count < source.count ? source[index - carry.count] : 0
  }

  private func peek() -> UInt32 {
    let place = bit >> 3
    let three = UInt32(byte(place)) | UInt32(byte(place + 1)) << 8 | UInt32(byte(place + 2)) << 16
    return three >> UInt32(bit & 7) & 0xffff
  }

  private func skip(_ count: Int) throws(Stop) {
    guard bit + count <= 8 * (carry.count + source.count) else { throw .short }
    bit += count
  }

  /// Up to 16 bits, the first the lowest.
  private func take(_ count: Int) throws(Stop) -> Int {
    let bits = peek() & (1 << UInt32(count) - 1)
    try skip(count)
    return Int(bits)
  }

  private func symbol(_ code: PrefixCode, _ what: String) throws(Stop) -> Int {
    guard let (symbol, length) = code.symbol(peek()) else {
      try skip(15)
      throw .broken("invalid \(what) code")
    }
    try skip(length)
    return symbol
  }

  // MARK: Parts

  private func expect(_ numbers: UInt32...) throws(Stop) {
    bit = (bit + 7) / 8 * 8
    for number in numbers {
      let (low, high) = (UInt32(try take(16)), UInt32(try take(16)))
      guard high << 16 | low == number else { throw .wrong(.wrongChecksum) }
    }
  }

  private func skipHeader() throws(Stop) {
    if wrapping == .zlib {
      let (first, second) = (try take(8), try take(8))
      guard (first << 8 | second) % 31 == 0, first & 15 == 8, second & 32 == 0 else { throw .wrong(.wrongHeader) }
      return
    }
    guard try take(16) == 0x8b1f, try take(8) == 8 else { throw .wrong(.wrongHeader) }
    let flags = try take(8)
    guard flags < 32 else { throw .wrong(.wrongHeader) }
    try skip(48)
    if flags & 4 != 0 { try skip(8 * (try take(16))) }
    // A name and a comment.
    for flag in [8, 16] where flags & flag != 0 { while try take(8) != 0 {} }
    if flags & 2 != 0 { try skip(16) }
  }

  private func beginBlock() throws(Stop) {
    let isLast = try take(1) == 1
    switch try take(2) {
    case 0:
      bit = (bit + 7) / 8 * 8
      let (count, complement) = (try take(16), try take(16))
      guard count ^ complement == 0xffff else { throw .broken("invalid stored block lengths") }
      stage = .stored(count)
    case 1:
      let lengths = [(144, 8), (112, 9), (24, 7), (8, 8)].flatMap { [Int](repeating: $0.1, count: $0.0) }
      literals = PrefixCode(lengths) ?? PrefixCode()
      distances = PrefixCode([Int](repeating: 5, count: 30), mayLack: true) ?? PrefixCode()
      stage = .codes
    case 2:
      try readCodes()
      stage = .codes
    default: throw .broken("invalid block type")
    }
    isLastBlock = isLast
  }

  private func readCodes() throws(Stop) {
    let (literalCount, distanceCount, lengthCount) = (try take(5) + 257, try take(5) + 1, try take(4) + 4)
    guard literalCount <= 286, distanceCount <= 30 else { throw .broken("too many length or distance symbols") }
    var own = [Int](repeating: 0, count: 19)
    for place in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15].prefix(lengthCount) {
      own[place] = try take(3)
    }
    guard let code = PrefixCode(own) else { throw .broken("invalid code lengths set") }
    var lengths: [Int] = []
    while lengths.count < literalCount + distanceCount {
      let symbol = try symbol(code, "code length")
      let (length, count) =
        switch symbol {
        case 16: (lengths.last, try take(2) + 3)
        case 17: (0, try take(3) + 3)
        case 18: (0, try take(7) + 11)
        default: (symbol, 1)
        }
      guard let length, lengths.count + count <= literalCount + distanceCount else {
        throw .broken("invalid bit length repeat")
      }
      lengths += [Int](repeating: length, count: count)
    }
    guard lengths[256] > 0 else { throw .broken("invalid code -- missing end-of-block") }
    guard let literals = PrefixCode(Array(lengths[..<literalCount]), mayBeShort: true) else {
      throw .broken("invalid literal/lengths set")
    }
    guard let distances = PrefixCode(Array(lengths[literalCount...]), mayBeShort: true) else {
      throw .broken("invalid distances set")
    }
    (self.literals, self.distances) = (literals, distances)
  }

  private func readSymbol() throws(Stop) {
    let symbol = try symbol(literals, "literal/length")
    guard symbol != 256 else { return stage = .block }
    guard symbol > 256 else { return literal = UInt8(symbol) }
    // The lengths 3 to 10, then four of each number of further bits; 258 alone.
    let extra = symbol < 265 || symbol == 285 ? 0 : (symbol - 261) / 4
    let least = symbol < 265 ? symbol - 254 : symbol == 285 ? 258 : (4 + (symbol - 265) % 4) << extra + 3
    guard symbol < 286 else { throw .broken("invalid literal/length code") }
    let count = least + (try take(extra))
    let code = try self.symbol(distances, "distance")
    guard code < 30 else { throw .broken("invalid distance code") }
    let more = code < 4 ? 0 : code / 2 - 1
    let distance = (code < 4 ? code : (2 + code % 2) << more) + 1 + (try take(more))
    guard UInt64(distance) <= total else { throw .broken("invalid distance too far back") }
    copy = (count, distance)
  }
}
