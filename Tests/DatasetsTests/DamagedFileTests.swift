import Datasets
import Foundation
import Testing

/// Files cut short, lengthened, or with bytes that lie: each gives an error that names the file and says what is wrong.
@Suite struct DamagedFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let binary = ReadableFile.all.filter {
    !$0.file.contains(".txt") && !$0.file.contains(".csv") && !$0.file.contains(".dat")
  }

  /// - Parameter describing: whether a file with these bytes must be refused when it is described, too, so that what is
  ///   planned and what is run agree.
  private func problem(
    _ bytes: some Collection<UInt8>, named name: String, describing: Bool = true
  ) throws -> DataError? {
    do throws(DataError) {
      _ = try DataFile.read(bytes: Array(bytes), shownAs: name)
      return nil
    } catch {
      #expect(error.summary.hasPrefix("'\(name)"))
      #expect(!error.summary.hasSuffix("."))
      guard describing else { return error }
      let path = try folder.write(bytes, to: name)
      #expect(throws: DataError.self) { try DataFile.describe(path: path, shownAs: name) }
      return error
    }
  }

  @Test(arguments: binary)
  func cutShort(_ file: ReadableFile) throws {
    for length in stride(from: 0, to: file.bytes.count, by: 10) {
      if file.file.hasPrefix("padded"), length > file.bytes.count - 300 { continue }
      let found = try problem(file.bytes.prefix(length), named: file.file, describing: length % 300 == 0)
      #expect(found != nil, "cut to \(length) bytes")
    }
  }

  @Test(arguments: binary)
  func followedByOtherBytes(_ file: ReadableFile) throws {
    // An archive may have a comment of a length it notes; bytes beyond that are too many.
    for tail in [[0x2a], [UInt8](repeating: 0x1f, count: 100)] {
      // Cameras put bytes of their own behind a PNG's last chunk, and they are passed over.
      let isPNG = file.file.hasSuffix(".png")
      #expect((try problem(file.bytes + tail, named: file.file, describing: !isPNG) == nil) == isPNG)
    }
  }

  /// Whatever one changed byte does, it must not bring the program down.
  @Test(arguments: binary)
  func aChangedByte(_ file: ReadableFile) throws {
    for place in stride(from: 0, to: file.bytes.count, by: max(1, file.bytes.count / 60)) {
      var bytes = file.bytes
      bytes[place] ^= 0xff
      _ = try? DataFile.read(bytes: Array(bytes), shownAs: file.file)
    }
  }

  /// Compressed or not, the data's checksum finds a changed byte.
  @Test(arguments: binary.filter { $0.file.hasPrefix("colour") || $0.file == "images-idx3-ubyte.gz" })
  func aChangedByteInsideIsFound(_ file: ReadableFile) throws {
    let bytes = file.bytes
    for place in stride(from: bytes.count / 2 - 20, to: bytes.count / 2 + 20, by: 4) {
      var changed = bytes
      changed[place] ^= 0x10
      #expect(try problem(changed, named: file.file) != nil, "byte \(place)")
    }
  }

  @Test(arguments: ["x.npy", "x.npz", "x.png", "x-idx3-ubyte", "x.npy.gz"])
  func withAnotherStart(_ name: String) throws {
    let found = try problem([7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7], named: name)
    guard case .damaged(_, let problem, _) = found else {
      Issue.record("\(String(describing: found))")
      return
    }
    #expect(problem.contains("07 07") || problem.contains("directory"))
  }

  private static let idxLiars: [[UInt8]] = [
    [0, 0, 8, 3, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3],
    [0, 0, 14, 1, 0x7f, 0xff, 0xff, 0xff],
    [0, 0, 12, 4, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    [0, 0, 8, 3, 0, 0, 0, 10, 0, 0, 0, 28, 0, 0, 0, 28, 1, 2, 3],
  ]

  private static let npyLiars: [[UInt8]] = [
    npy("(4611686018427387904, 4)"), npy("(9223372036854775807,)"), npy("(99999999999999999999999,)"), npy("(-1,)"),
    npy("(3, 1000000)"), npy("(3,), 'extra': 1"), npy("3"), npy("(" + String(repeating: "1, ", count: 99) + ")"),
    [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 2, 0, 0xff, 0xff, 0xff, 0xff, 1, 2],
    [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 9],
  ]

  @Test(arguments: idxLiars.map { ("idx", $0) } + npyLiars.map { ("npy", $0) })
  func countsThatLie(kind: String, contents: [UInt8]) throws {
    let found = try problem(contents, named: "lies.\(kind)")
    guard case .damaged = found else {
      Issue.record("\(String(describing: found))")
      return
    }
    // Compressed, they may lie a thousand times as much before it is noticed.
    #expect(try problem(gzipped(contents), named: "lies.\(kind).gz") != nil)
  }

  @Test func moreThanFitsIsRefusedBeforeItIsRead() throws {
    let ones = try ones()
    let header: [UInt8] = [0, 0, 8, 2, 0, 0, 0x10, 0, 0x7f, 0, 0, 0]
    let bomb = gzipped(header) + [UInt8](repeating: 0, count: 1000)
    #expect(try problem(bomb, named: "bomb-idx2-ubyte.gz") != nil)
    let large = gzipped([0, 0, 8, 1, 0xc0, 0, 0, 0]) + Array(repeating: ones, count: 200).joined()
    guard case .tooLarge = try problem(large, named: "large-idx1-ubyte.gz") else {
      Issue.record("3 GiB were taken")
      return
    }
  }

  /// 640 MiB of text from 640 kB.
  @Test func aBombIsNotUnpackedToItsEnd() throws {
    let bomb = Array(repeating: try ones(), count: 40).joined()
    let found = try problem(Array(bomb), named: "bomb.txt.gz", describing: false)
    #expect(found?.summary == "'bomb.txt.gz', line 1: the line is longer than 32 MB")
    let tail = gzipped([0, 0, 8, 1, 0, 0, 0, 2, 5, 6]) + bomb
    guard case .damaged = try problem(tail, named: "tail-idx1-ubyte.gz") else {
      Issue.record("a tail was read")
      return
    }
  }

  private func ones() throws -> [UInt8] {
    let url = try #require(Bundle.module.url(forResource: "ones", withExtension: "gz", subdirectory: "Files"))
    return Array(try Data(contentsOf: url))
  }
}

private func npy(_ shape: String) -> [UInt8] {
  let header = "{'descr': '<f8', 'fortran_order': False, 'shape': \(shape), }\n"
  var bytes: [UInt8] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]
  bytes += [UInt8(header.utf8.count % 256), UInt8(header.utf8.count / 256)]
  bytes += Array(header.utf8)
  return bytes + [UInt8](repeating: 0, count: 24)
}
