import Arrays
import CZlib
import Datasets
import Foundation
import Testing

/// Files as other machines pack and send them.
@Suite struct WildArchiveTests {
  private func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// Stored without compression.
  private func zip(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    var (local, directory): ([UInt8], [UInt8]) = ([], [])
    for (name, bytes) in files {
      let shared =
        [0, 0, 0, 0, 0, 0, 0, 0] + little(Int(crc32_z(0, bytes, bytes.count)), 4) + little(bytes.count, 4)
        + little(bytes.count, 4) + little(name.utf8.count, 2) + [0, 0]
      directory +=
        [0x50, 0x4b, 1, 2, 20, 0, 20, 0] + shared + [UInt8](repeating: 0, count: 10) + little(local.count, 4)
      directory += Array(name.utf8)
      local += [0x50, 0x4b, 3, 4, 20, 0] + shared + Array(name.utf8) + bytes
    }
    return local + directory + [0x50, 0x4b, 5, 6, 0, 0, 0, 0] + little(files.count, 2) + little(files.count, 2)
      + little(directory.count, 4) + little(local.count, 4) + [0, 0]
  }

  private func npy(_ numbers: [UInt8]) -> [UInt8] {
    let header = Array("{'descr': '|u1', 'fortran_order': False, 'shape': (\(numbers.count),), }\n".utf8)
    return [0x93] + Array("NUMPY".utf8) + [1, 0] + little(header.count, 2) + header + numbers
  }

  @Test func whatMacOSAddsToAnArchiveIsPassedOver() throws {
    let bytes = zip([
      ("x.npy", npy([1, 2, 3])), ("__MACOSX/._x.npy", [0, 5, 22, 7]), ("y.npy", npy([4])), ("._y.npy", [0, 5, 22, 7]),
    ])
    let arrays = try DataFile.read(bytes: bytes, shownAs: "x.npz")
    #expect(arrays.map(\.name) == ["x", "y"])
    #expect(arrays.map(\.array.values.doubles) == [[1, 2, 3], [4]])
  }

  @Test func bytesBehindAPicturesEndAreLeft() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Lessons/data/seven.png")
    let bytes = [UInt8](try Data(contentsOf: file))
    let plain = try DataFile.read(bytes: bytes, shownAs: "x.png")[0].array
    let longer = try DataFile.read(bytes: bytes + Array("trailing words".utf8), shownAs: "x.png")[0].array
    #expect(plain.shape == longer.shape && plain.values.doubles == longer.values.doubles)
  }

  private func deflated(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    // 15 bits of window, and 16 for gzip's header.
    deflateInit2_(
      &stream, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count / 500 + 1000)
    input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        (stream.next_in, stream.avail_in) = (input.baseAddress, UInt32(input.count))
        (stream.next_out, stream.avail_out) = (output.baseAddress, UInt32(output.count))
        deflate(&stream, Z_FINISH)
      }
    }
    output.removeLast(Int(stream.avail_out))
    return output
  }

  /// A small file whose arrays are large is judged by its header, so that a check unpacks no bomb: this one's numbers are
  /// damaged, which only the run finds out.
  @Test func theCheckUnpacksNoBomb() throws {
    let folder = try TemporaryFolder()
    let header = Array("{'descr': '|u1', 'fortran_order': False, 'shape': (80000000,), }\n".utf8)
    let start = [0x93] + Array("NUMPY".utf8) + [1, 0] + little(header.count, 2) + header
    var bytes = deflated(start + [UInt8](repeating: 0, count: 80_000_000))
    #expect(bytes.count < 1 << 20)
    bytes[bytes.count - 8] ^= 1
    let path = try folder.write(bytes, to: "x.npy.gz")
    let reader = DataFileReader()
    #expect(try reader.describe(path: path, shownAs: "x", isDigit: false).map(\.shape) == [[80_000_000]])
    #expect(throws: DataError.self) { try reader.read(path: path, shownAs: "x") }
  }
}
