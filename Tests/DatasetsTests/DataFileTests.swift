import Datasets
import Arrays
import Foundation
import Testing

@Suite struct DataFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: ReadableFile.all)
  func readsWhatOthersWrite(_ file: ReadableFile) throws {
    let path = try folder.write(file.bytes, to: file.file)
    let arrays = try DataFile.read(path: path)
    #expect(arrays.map { $0.name ?? "" } == file.arrays.map(\.name))
    for (array, expected) in zip(arrays.map(\.array), file.arrays) {
      #expect(array.shape == expected.shape)
      #expect(array.elementType.rawValue == expected.type)
      #expect(array.holds(expected.values))
    }
    let descriptions = try DataFile.describe(path: path)
    #expect(descriptions.map(\.shape) == file.arrays.map(\.shape))
    #expect(descriptions.map(\.elementType.rawValue) == file.arrays.map(\.type))
    #expect(descriptions.map { $0.name ?? "" } == file.arrays.map(\.name))
  }

  @Test func theTableIsWhole() { #expect(ReadableFile.all.count == 126) }

  @Test(arguments: [
    ("photo.jpg", [0xff, 0xd8, 0xff, 0xe0], "is damaged at byte 4"),
    ("photo.png", Array("RIFF....WEBPVP8 ".utf8), "is a WebP picture"),
    ("photo.heic", [0, 0, 0, 24] + Array("ftypheic".utf8), "is a HEIC picture, as iPhones take them"),
    ("mnist.gz", Array("\n<!DOCTYPE html><html>".utf8), "is a web page, not data"),
    ("numbers.csv", [0xff, 0xfe, 0x31, 0, 0x32], "is damaged at byte 4: text in UTF-16 has two bytes a sign"),
    ("old.mat", [0, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0], "is a MATLAB file"),
    ("program", [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0], "is of no kind that can be loaded (it starts with 7f 45 4c 46"),
    ("notes.txt", Array("# only a comment\n".utf8), "has no numbers in it"),
  ])
  func namesKindsThatItCannotRead(name: String, contents: [UInt8], problem: String) throws {
    let path = try folder.write(contents, to: name)
    let error = #expect(throws: DataError.self) { try DataFile.read(path: path, shownAs: name) }
    #expect(error?.summary.hasPrefix("'\(name)' \(problem)") == true, "\(error?.summary ?? "")")
    #expect(error?.notes.isEmpty == false)
  }

  @Test(arguments: [
    ("1 2\n3 x\n", "line 2, value 2: 'x' is not a number"),
    ("1,2\n3,,4\n", "line 2, value 2: a number is missing"),
    ("1 2\n\n# so\n3\n", "line 4: 1 number, where the lines before it have 2"),
    ("1 2\n0x10 3\n", "line 2, value 1: '0x10' is not a number"),
    ("1 2 O 4\n", "line 1, value 3: 'O' is not a number"),
    ("1;2,5\n3;1.23,5\n", "line 2, value 2: '1.23,5' is not a number"),
    ("1 2\n3 1_000\n", "line 2, value 2: '1_000' is not a number"),
    ("1 2\n3 1e\n", "line 2, value 2: '1e' is not a number"),
    ("1,\"2\n3,4\n", "line 1, value 2: the quotes that open here are not closed"),
    ("1,2\n3,\"\"\n", "line 2, value 2: a number is missing"),
    (",2,3\n4,5,6\n", "line 1, value 1: a number is missing"),
    ("NA,2\n3,4\n", "line 1, value 1: a number is missing"),
    ("50%,1\n20,2\n", "line 1, value 1: '50%' is not a number"),
    ("2020-01-01,5\n3,6\n", "line 1, value 1: '2020-01-01' is a date or a time, not a number"),
    ("one,2.5\n3,4\n", "line 1, value 1: 'one' is not a number"),
    ("x\n1,5\n", "line 2: 2 numbers, where the header names 1"),
    ("a,b\n5.1,setosa\n", "line 2, value 2 ('b'): 'setosa' is not a number"),
    (
      "a,b\n\"1,5\",2\n",
      "line 2, value 1: '1,5' is not a number; where commas separate the numbers, decimals have a point"
    ),
  ])
  func tellsWhereTextIsNoNumber(text: String, problem: String) throws {
    let path = try folder.write(text.utf8, to: "table.csv")
    let error = #expect(throws: DataError.self) { try DataFile.read(path: path, shownAs: "table.csv") }
    #expect(error?.summary == "'table.csv', \(problem)")
    #expect(error?.isMachine == false)
  }

  @Test(arguments: [
    "a,b\n1,2\n3,4\n", "\"weight; kg\",height\n1,2\n3,4\n", ",0\n1,2\n3,4\n", ",a\n1,2\n3,4\n", "id,2019\n1,2\n3,4\n",
    "Sample #,x\n1,2\n3,4\n", "\"label#\",b\n1,2\n3,4\n", "x y # a, b\n1 2\n3 4\n", "1,2 # first\n3,4\n",
    "\"1\" 2\n3 \"4\"\n",
  ])
  func headersOfAllKindsArePassedOver(text: String) throws {
    let array = try #require(try DataFile.read(bytes: Array(text.utf8), shownAs: "table.csv").first).array
    #expect(array.shape == [2, 2])
    #expect(array.values.doubles == [1, 2, 3, 4])
  }

  /// Text is read piece by piece, and a line's end may lie across two of them.
  @Test(arguments: ["\n", "\r\n", "\r"], 0..<8)
  func linesEndWhereverPiecesDo(end: String, offset: Int) throws {
    let line = "1 23 456" + end
    let text = String(repeating: " ", count: offset) + String(repeating: line, count: 10_000)
    let array = try #require(try DataFile.read(bytes: Array(text.utf8), shownAs: "table.txt").first).array
    #expect(array.shape == [10_000, 3])
    #expect(array.values.doubles.reduce(0, +) == 4_800_000)
    let error = #expect(throws: DataError.self) {
      try DataFile.read(bytes: Array((text + "1 2").utf8), shownAs: "table.txt")
    }
    #expect(error?.summary.hasPrefix("'table.txt', line 10001: 2 numbers") == true)
  }

  @Test func tellsWhatIsNotAFile() throws {
    let missing = #expect(throws: DataError.self) {
      try DataFile.read(path: folder.path + "/no.npy", shownAs: "no.npy")
    }
    #expect(missing == .missing(file: "no.npy"))
    let directory = #expect(throws: DataError.self) { try DataFile.read(path: folder.path, shownAs: "here") }
    #expect(directory?.summary == "'here' cannot be read: it is a folder, not a file")
    let device = #expect(throws: DataError.self) { try DataFile.describe(path: "/dev/zero") }
    #expect(device?.summary == "'/dev/zero' cannot be read: it is not an ordinary file")
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(throws: DataError.self) { try DataFile.read(path: pipe) }
  }

  @Test(arguments: ["O", "U5", "c16", "M8[s]", "f32"])
  func refusesWhatIsNoNumber(code: String) throws {
    let header = "{'descr': '<\(code)', 'fortran_order': False, 'shape': (1,), }\n"
    var bytes: [UInt8] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, UInt8(header.utf8.count), 0]
    bytes += Array(header.utf8) + [UInt8](repeating: 0, count: 32)
    let path = try folder.write(bytes, to: "x.npy")
    let error = #expect(throws: DataError.self) { try DataFile.read(path: path, shownAs: "x.npy") }
    guard case .unsuitable = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
