import Arrays
import CZlib
import Files
import Testing

@testable import Datasets

/// Our own deflate beside zlib's.
struct PortableInflaterTests {
  private static let random = RandomStream(seed: 1, purpose: .shuffle, step: 0)
  private static let texts: [[UInt8]] = {
    let noise = (0..<70_000).map { UInt8(random[UInt64($0)] & 255) }
    let words = (0..<40_000).flatMap { Array("\($0 * $0 % 977) ".utf8) }
    return [[], [65], noise, words, [UInt8](repeating: 7, count: 300_000), words + noise.prefix(1000) + words]
  }()

  @Test(arguments: [Inflater.Wrapping.gzip, .zlib, .none], [0, 1, 9])
  func undoesWhatZlibDoes(wrapping: Inflater.Wrapping, level: Int32) {
    for text in Self.texts {
      for strategy in [Z_DEFAULT_STRATEGY, Z_FIXED] {
        let packed = packed(text, wrapping, level: level, strategy: strategy)
        for sizes in [(1 << 20, 1 << 20), (1 << 12, 999), (7, 1 << 16)] {
          let inflater = PortableInflater(wrapping)
          let run = unpacked(packed + [1, 2, 3], pieces: sizes) { inflater.inflate($0, into: $1) }
          #expect(run.bytes == text && run.state == .ended && run.taken == packed.count)
          guard wrapping == .gzip else { continue }
          var checksum = CRC32()
          text.withUnsafeBytes { checksum.update($0) }
          #expect(inflater.made.checksum == checksum.value && inflater.made.count == UInt64(text.count))
        }
      }
    }
  }

  /// A byte changed, or the end cut off: what zlib takes is taken with the same contents, and what it refuses refused.
  @Test(arguments: [Inflater.Wrapping.gzip, .zlib, .none])
  func judgesDamageAsZlibDoes(wrapping: Inflater.Wrapping) {
    let text = Array(Self.texts[3].prefix(3000)) + Self.texts[4].prefix(500)
    for level: Int32 in [0, 6] {
      let whole = packed(text, wrapping, level: level, strategy: Z_DEFAULT_STRATEGY)
      for round: UInt64 in 0..<400 {
        var damaged = whole
        damaged[Int(Self.random[4 * round] % UInt64(whole.count))] ^= 1 << UInt8(Self.random[4 * round + 1] % 8)
        if round % 2 == 0 { damaged.removeLast(Int(Self.random[4 * round + 2] % 20)) }
        let (own, theirs) = (PortableInflater(wrapping), Inflater(wrapping))
        defer { theirs.end() }
        let ours = unpacked(damaged, pieces: (1 << 20, 1 << 20)) { own.inflate($0, into: $1) }
        let wanted = unpacked(damaged, pieces: (1 << 20, 1 << 20)) { theirs.inflate($0, into: $1) }
        #expect(ours.state == wanted.state, "\(damaged)")
        if wanted.state == .ended { #expect(ours.bytes == wanted.bytes, "\(damaged)") }
      }
    }
  }

  @Test func checksumsOfPartsMakeThatOfTheWhole() {
    for cut in [0, 1, 100, 69_999] {
      let noise = Self.texts[2]
      var (first, second, whole) = (PortableCRC32(), PortableCRC32(), CRC32())
      noise[..<cut].withUnsafeBytes { first.update($0) }
      noise[cut...].withUnsafeBytes { second.update($0) }
      noise.withUnsafeBytes { whole.update($0) }
      first.append(second.value, count: UInt64(noise.count - cut))
      #expect(first.value == whole.value)
    }
  }

  private func packed(
    _ bytes: [UInt8], _ wrapping: Inflater.Wrapping, level: Int32, strategy: Int32
  ) -> [UInt8] {
    var stream = z_stream()
    let bits: Int32 = wrapping == .gzip ? 31 : wrapping == .zlib ? 15 : -15
    deflateInit2_(&stream, level, Z_DEFLATED, bits, 8, strategy, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var (source, packed) = (bytes, [UInt8](repeating: 0, count: bytes.count * 2 + 1000))
    source.withUnsafeMutableBufferPointer { source in
      packed.withUnsafeMutableBufferPointer { packed in
        (stream.next_in, stream.avail_in) = (source.baseAddress, UInt32(source.count))
        (stream.next_out, stream.avail_out) = (packed.baseAddress, UInt32(packed.count))
        deflate(&stream, Z_FINISH)
      }
    }
    return Array(packed.prefix(Int(stream.total_out)))
  }

  /// Source and target come in pieces of these sizes.
  private func unpacked(
    _ packed: [UInt8], pieces: (source: Int, target: Int),
    _ inflate: (UnsafeRawBufferPointer, UnsafeMutableRawBufferPointer) -> (
      taken: Int, made: Int, state: Inflater.State
    )
  ) -> (bytes: [UInt8], taken: Int, state: Inflater.State) {
    var (bytes, place) = ([UInt8](), 0)
    var target = [UInt8](repeating: 0, count: pieces.target)
    while true {
      let source = packed[place...].prefix(pieces.source)
      let step = source.withUnsafeBytes { source in target.withUnsafeMutableBytes { inflate(source, $0) } }
      place += step.taken
      bytes += target.prefix(step.made)
      if step.state != .goesOn || step.taken + step.made == 0 { return (bytes, place, step.state) }
    }
  }
}
