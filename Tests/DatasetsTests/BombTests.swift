import CZlib
import Datasets
import Foundation
import Testing

/// Ten gigabytes of zeros in ten megabytes, behind headers of each format: refused with words, and without ever being in
/// memory. They are read in a process of their own, whose largest memory the system notes.
@Suite struct BombTests {
  @Test func takesLittleMemory() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      for bomb in Bomb.all {
        let path = try folder.write(bomb.bytes, to: bomb.name)
        let before = try largestMemory()
        let found = #expect(throws: DataError.self) { try DataFile.read(path: path, shownAs: bomb.name) }
        let taken = try largestMemory() - before
        #expect(found?.summary.contains(bomb.problem) == true, "\(bomb.name): \(found?.summary ?? "")")
        // The longest line of text may have 32 MB, and gets its memory in doubles; others need the file, twice at most.
        #expect(taken < 100 << 20, "\(bomb.name) took \(taken >> 20) MB")
      }
    }
  }

  /// A measure that does not measure would let every bomb pass.
  @Test func seesTheMemoryThatIsTaken() async {
    await #expect(processExitsWith: .success) {
      let before = try largestMemory()
      let bytes = [UInt8](repeating: 1, count: 200 << 20)
      #expect(try largestMemory() - before > 190 << 20)
      #expect(bytes[bytes.count / 2] == 1)
    }
  }
}

private struct Bomb {
  var name: String
  var bytes: [UInt8]
  var problem: String

  static var all: [Bomb] {
    let zeros = deflated([UInt8](repeating: 0, count: 1 << 24), times: 640)
    let ones = deflated([UInt8](repeating: 0x31, count: 1 << 24), times: 640)
    let tail = "more bytes follow than its header says"
    let two: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 2]
    return [
      Bomb(name: "zeros", bytes: gzip([], zeros), problem: "is of no kind that can be loaded"),
      Bomb(name: "two-ubyte.gz", bytes: gzip(two, zeros), problem: tail),
      Bomb(
        name: "all-ubyte.gz", bytes: gzip([0, 0, 8, 1, 255, 255, 255, 255], zeros), problem: "4095 MB of data"),
      Bomb(
        name: "idx", bytes: [0, 0, 8, 2, 128, 0, 0, 0, 128, 0, 0, 0, 1], problem: "(2147483648, 2147483648) numbers"),
      Bomb(name: "two.npy.gz", bytes: gzip(npyHeader("(2,)"), zeros), problem: tail),
      Bomb(name: "all.npy.gz", bytes: gzip(npyHeader("(10000000000,)"), zeros), problem: "9536 MB of data"),
      Bomb(name: "two.npz", bytes: zip(npyHeader("(2,)"), zeros), problem: tail),
      Bomb(name: "all.npz", bytes: zip(npyHeader("(10000000000,)"), zeros), problem: "9536 MB of data"),
      Bomb(name: "line.txt.gz", bytes: gzip([], ones), problem: "line 1: the line is longer than 32 MB"),
      Bomb(name: "small.png", bytes: png(width: 10, height: 10, zeros), problem: tail),
      Bomb(name: "large.png", bytes: png(width: 60_000, height: 60_000, zeros), problem: "27465 MB of data"),
      Bomb(
        name: "largest.png", bytes: png(width: 1 << 31 - 1, height: 1 << 31 - 1, zeros), problem: "more than the 256 MB"
      ),
    ]
  }
}

/// The most bytes of memory that this process has had.
private func largestMemory() throws -> Int {
  let lines = try String(contentsOfFile: "/proc/self/status", encoding: .utf8).split(separator: "\n")
  let line = try #require(lines.first { $0.hasPrefix("VmHWM:") })
  return try #require(line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }) * 1024
}

/// A deflate stream's blocks (RFC 1951), which may stand again and again, as each starts afresh.
private func deflated(_ bytes: [UInt8], times: Int) -> [UInt8] {
  var stream = z_stream()
  deflateInit2_(
    &stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  defer { deflateEnd(&stream) }
  var input = bytes
  var output = [UInt8](repeating: 0, count: bytes.count / 500 + 1000)
  let room = output.count
  input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      (stream.next_in, stream.avail_in) = (input.baseAddress, UInt32(input.count))
      (stream.next_out, stream.avail_out) = (output.baseAddress, UInt32(output.count))
      deflate(&stream, Z_FULL_FLUSH)
    }
  }
  output.removeLast(Int(stream.avail_out))
  precondition(output.count < room)
  var result: [UInt8] = []
  for _ in 0..<times { result += output }
  return result
}

private func stored(_ bytes: [UInt8]) -> [UInt8] {
  [0] + little(bytes.count, 2) + little(~bytes.count, 2) + bytes
}

private let lastBlock: [UInt8] = [3, 0]

private func gzip(_ start: [UInt8], _ deflated: [UInt8]) -> [UInt8] {
  [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255] + stored(start) + deflated + lastBlock + [UInt8](repeating: 0, count: 8)
}

private func zip(_ start: [UInt8], _ deflated: [UInt8]) -> [UInt8] {
  let contents = stored(start) + deflated + lastBlock
  let shared =
    [0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0] + little(contents.count, 4) + [254, 255, 255, 255] + little(5, 2) + [0, 0]
  let name = Array("x.npy".utf8)
  let local = [0x50, 0x4b, 3, 4, 20, 0] + shared + name + contents
  let directory = [0x50, 0x4b, 1, 2, 20, 0, 20, 0] + shared + [UInt8](repeating: 0, count: 14) + name
  return local + directory + [0x50, 0x4b, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0] + little(directory.count, 4)
    + little(local.count, 4) + [0, 0]
}

/// 16 bits, red, green, blue and alpha.
private func png(width: Int, height: Int, _ deflated: [UInt8]) -> [UInt8] {
  func chunk(_ type: String, _ body: [UInt8]) -> [UInt8] {
    let named = Array(type.utf8) + body
    return little(body.count, 4).reversed() + named + little(Int(crc32_z(0, named, named.count)), 4).reversed()
  }
  let header = little(width, 4).reversed() + little(height, 4).reversed() + [16, 6, 0, 0, 0]
  return [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] + chunk("IHDR", header)
    + chunk("IDAT", [0x78, 0x01] + deflated + lastBlock + [0, 0, 0, 0]) + chunk("IEND", [])
}

private func npyHeader(_ shape: String) -> [UInt8] {
  let header = Array("{'descr': '|u1', 'fortran_order': False, 'shape': \(shape), }\n".utf8)
  return [0x93] + Array("NUMPY".utf8) + [1, 0] + little(header.count, 2) + header
}

private func little(_ value: Int, _ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}
