/// A text's lines, one at a time: they end with a line feed, a carriage return (old Macs) or both (Windows).
struct TextLines {
  static let largestText: Int64 = 1 << 28
  private static let longestLine = 1 << 25

  /// The line that `next` found, without its end.
  var line: [UInt8] = []
  /// Counts from 1.
  private(set) var number = 0

  private var piece: [UInt8] = []
  private var place = 0
  /// Where the piece's next carriage return is, or its end.
  private var nextReturn = -1
  private var endsWithReturn = false

  /// False at the end.
  mutating func next(_ stream: inout ByteStream) throws(DataError) -> Bool {
    line.removeAll(keepingCapacity: true)
    var isEmpty = true
    while try fetch(&stream) {
      if endsWithReturn && piece[place] == 0x0a { place += 1 }
      endsWithReturn = false
      guard place < piece.count else { continue }
      isEmpty = false
      let start = place
      if nextReturn < place { nextReturn = find(0x0d, upTo: piece.count) }
      place = find(0x0a, upTo: nextReturn)
      line += piece[start..<place]
      guard line.count <= Self.longestLine else {
        throw .notNumbers(
          file: stream.name, problem: "the line is longer than \(Self.longestLine >> 20) MB", line: number + 1,
          value: nil)
      }
      guard place < piece.count else { continue }
      endsWithReturn = piece[place] == 0x0d
      place += 1
      break
    }
    if !isEmpty { number += 1 }
    return !isEmpty
  }

  /// Adds the next line to this one, with a line feed between them; false at the end.
  mutating func append(_ stream: inout ByteStream) throws(DataError) -> Bool {
    let start = line
    guard try next(&stream) else { return false }
    guard start.count + line.count < Self.longestLine else {
      throw .notNumbers(
        file: stream.name, problem: "the line is longer than \(Self.longestLine >> 20) MB", line: number, value: nil)
    }
    line = start + [0x0a] + line
    return true
  }

  private mutating func fetch(_ stream: inout ByteStream) throws(DataError) -> Bool {
    if place < piece.count { return true }
    piece = try stream.read(upTo: 1 << 16)
    place = 0
    nextReturn = -1
    guard stream.position <= Self.largestText else {
      throw .tooLarge(file: stream.name, bytes: UInt64(stream.position), limit: UInt64(Self.largestText))
    }
    return !piece.isEmpty
  }

  /// The byte's first place from `place` on, or `end`.
  private func find(_ byte: UInt8, upTo end: Int) -> Int {
    piece.withUnsafeBytes { bytes in
      let mark = SIMD32(repeating: byte)
      var place = place
      while place + 32 <= end, !any(bytes.loadUnaligned(fromByteOffset: place, as: SIMD32<UInt8>.self) .== mark) {
        place += 32
      }
      while place < end, bytes[place] != byte { place += 1 }
      return place
    }
  }
}
