import Arrays
import Files
import Foundation
import Testing

@testable import Datasets

/// Files as bare bytes, and the small files that lesson 03 opens so.
@Suite struct FileReadingTests {
  private let reader = DataFileReader()
  static let data = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Lessons/data").path

  private func values(_ path: String, _ reading: FileReading) throws -> [UInt8] {
    let described = try reader.describe(path: path, shownAs: "x", reading)
    let read = try reader.read(path: path, shownAs: "x", reading)
    let array = try #require(read.arrays.first).array
    #expect(read.arrays.count == 1 && read.arrays[0].name == nil)
    #expect(described == [ArrayDescription(shape: array.shape, elementType: .uint8)])
    let stored = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    #expect(read.sha256 == Checksum.sha256(stored))
    return bytes(array)
  }

  @Test func bytesAreUnpackedAndPackedAreNot() throws {
    let folder = try TemporaryFolder()
    let text = Array("1,2\n3,4\n".utf8)
    let plain = try folder.write(text, to: "table.csv")
    let stored = gzipped(text)
    let packed = try folder.write(stored, to: "table.csv.gz")
    #expect(try values(plain, .bytes) == text)
    #expect(try values(plain, .packed) == text)
    #expect(try values(packed, .bytes) == text)
    #expect(try values(packed, .packed) == stored)
    // No format is looked for, so that any file will do; gzip that is cut off can only be looked at packed.
    let empty = try folder.write([], to: "empty")
    #expect(try values(empty, .bytes) == [])
    let cut = try folder.write(stored.dropLast(9), to: "cut.gz")
    #expect(try values(cut, .packed) == stored.dropLast(9))
    #expect(throws: DataError.self) { try reader.describe(path: cut, shownAs: "cut.gz", .bytes) }
    #expect(throws: DataError.self) { try reader.read(path: cut, shownAs: "cut.gz", .bytes) }
  }

  @Test func contentsAndPhotosAreReadAsEver() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array("1,2\n3,4\n".utf8), to: "table.csv")
    #expect(try reader.describe(path: path, shownAs: "x", .arrays).map { $0.shape } == [[2, 2]])
    #expect(try reader.describe(path: path, shownAs: "x", .digit).map { $0.shape } == [[28, 28]])
    #expect(try reader.read(path: path, shownAs: "x", .arrays).arrays.map { $0.array.shape } == [[2, 2]])
  }

  /// As `Files/make_idx.py` makes them.
  @Test func theLessonsFilesAreWhatTheirScriptSays() throws {
    let images = try values(Self.data + "/digits-images-idx3-ubyte.gz", .bytes)
    let labels = try values(Self.data + "/digits-labels-idx1-ubyte.gz", .bytes)
    let cut = try values(Self.data + "/cut-images-idx3-ubyte.gz", .bytes)
    #expect(images[..<16] == [0, 0, 8, 3, 0, 0, 1, 44, 0, 0, 0, 28, 0, 0, 0, 28])
    #expect(images.count == 16 + 300 * 784)
    #expect(labels[..<8] == [0, 0, 8, 1, 0, 0, 1, 44])
    #expect(labels.count == 8 + 300)
    let isStart = cut == Array(images[..<100_000])
    #expect(isStart)
    for name in ["digits-images-idx3-ubyte.gz", "digits-labels-idx1-ubyte.gz", "cut-images-idx3-ubyte.gz"] {
      #expect(try values(Self.data + "/" + name, .packed).prefix(2) == [0x1f, 0x8b])
    }
    // The built-in sample begins with the first 48 of the same digits.
    let library = DatasetLibrary(dataFolders: [], cacheFolder: nil, systemFolder: "/nowhere")
    let sample = try library.find(.mnist).load(train: 48, test: 0)
    let areSame = bytes(sample.xTrain) == Array(images[16..<16 + 48 * 784])
    #expect(areSame)
    #expect(bytes(sample.yTrain) == Array(labels[8..<8 + 48]))
    // Real digits: ten classes, and a tenth or two of each image inked.
    #expect(Set(labels[8...]) == Set(0...9))
    for image in 0..<300 {
      let inked = images[(16 + image * 784)..<(16 + (image + 1) * 784)].count { $0 > 127 }
      #expect((15...300).contains(inked))
    }
  }

  @Test func theCutFileIsRefusedAsImages() throws {
    let path = Self.data + "/cut-images-idx3-ubyte.gz"
    let problem = #expect(throws: DataError.self) {
      try reader.describe(path: path, shownAs: "data/cut-images-idx3-ubyte.gz", .arrays)
    }
    #expect(problem?.summary.contains("100000") == true, "\(problem?.summary ?? "")")
  }
}
