import Files
import Arrays
import Engine
import Testing

@testable import Datasets

/// What the check read waits for the run.
@Suite struct DataFileReaderTests {
  private let folder: TemporaryFolder
  private let reader = DataFileReader()

  init() throws { folder = try TemporaryFolder() }

  private func describe(_ path: String) throws -> [[Int]] {
    try reader.describe(path: path, shownAs: "table.csv", isDigit: false).map { $0.shape }
  }

  @Test(arguments: [false, true])
  func tablesAreReadOnce(isGzipped: Bool) throws {
    let text = Array("1,2\n3,4\n5,6\n".utf8)
    let stored = isGzipped ? gzipped(text) : text
    let path = try folder.write(stored, to: "table.csv")
    #expect(try describe(path) == [[3, 2]])
    #expect(reader.keeps(path))
    #expect(try describe(path) == [[3, 2]])
    let first = try reader.read(path: path, shownAs: "table.csv")
    #expect(first.arrays.map { $0.array.values.doubles } == [[1, 2, 3, 4, 5, 6]])
    #expect(first.sha256 == Checksum.sha256(stored))
    // Handed on, so that it takes no memory of its own; another step reads it again.
    #expect(!reader.keeps(path))
    let second = try reader.read(path: path, shownAs: "table.csv")
    #expect(second.arrays.map { $0.array.shape } == [[3, 2]])
    #expect(second.sha256 == first.sha256)
  }

  @Test func writtenFilesAreReadAnew() throws {
    let path = try folder.write(Array("1 2\n3 4\n".utf8), to: "table.csv")
    #expect(try describe(path) == [[2, 2]])
    try folder.write(Array("5 6\n7 8\n".utf8), to: "table.csv")
    let read = try reader.read(path: path, shownAs: "table.csv")
    #expect(read.arrays.map { $0.array.values.doubles } == [[5, 6, 7, 8]])
    #expect(read.sha256 == Checksum.sha256(Array("5 6\n7 8\n".utf8)))
    #expect(try describe(path) == [[2, 2]])
    try folder.write(Array("1 2 3\n".utf8), to: "table.csv")
    #expect(try describe(path) == [[3]])
  }

  @Test func goneFilesAreMissed() throws {
    let path = try folder.write(Array("1 2\n3 4\n".utf8), to: "table.csv")
    #expect(try describe(path) == [[2, 2]])
    try folder.remove("table.csv")
    #expect(throws: DataError.missing(file: "table.csv")) { try reader.read(path: path, shownAs: "table.csv") }
    #expect(throws: DataError.missing(file: "table.csv")) { try describe(path) }
  }

  @Test func digitsAreDescribedAsWhatTheyBecome() throws {
    let path = try folder.write(Array("1 2\n3 4\n".utf8), to: "digit.txt")
    #expect(try reader.describe(path: path, shownAs: "digit.txt", isDigit: true).map { $0.shape } == [[28, 28]])
  }
}
