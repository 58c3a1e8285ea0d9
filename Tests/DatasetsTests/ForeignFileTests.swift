import Arrays
import Datasets
import Files
import Foundation
import Testing

/// Files of other programs, each named with a way out.
@Suite struct ForeignFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [
    ("x.mat", "MATLAB 5.0 MAT-file, Platform", "a MATLAB file"),
    ("x.npy", "<!-- saved --><html>", "a web page, not data"),
    ("x.csv", "<table><tr>", "a web page, not data"), ("x.svg", "<?xml version='1.0'?>\n<svg>", "an SVG drawing"),
    ("x.ipynb", "{\n \"cells\": [", "a Jupyter notebook"), ("x.json", "{\"a\": 1}", "JSON"),
    ("x.rtf", "{\\rtf1\\ansi", "an RTF document"), ("x.xml", "<?xml version='1.0'?><data>", "an XML document"),
  ])
  func textsAreNamed(name: String, start: String, kind: String) { expect(name, Array(start.utf8), kind) }

  @Test(
    arguments: [
      ("x.h5", [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a], "an HDF5 file, as Keras and MATLAB write them"),
      ("x.pkl", [0x80, 4, 0x95, 0], "a pickle of Python"),
      ("x.pt", [0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46], "a PyTorch file"),
      ("x.xls", [0xd0, 0xcf, 0x11, 0xe0, 0xa1], "an old Office document"),
    ] as [(String, [UInt8], String)])
  func binariesAreNamed(name: String, start: [UInt8], kind: String) { expect(name, start, kind) }

  @Test func twiceGzippedAndEmptyAreSaid() {
    expect("x.csv.gz", gzipped(gzipped(Array("1,2".utf8))), "gzipped twice")
    expect("x.npy", [], "empty: it holds not a single byte")
  }

  private func expect(_ name: String, _ bytes: [UInt8], _ kind: String) {
    let error = #expect(throws: DataError.self) { try DataFile.read(bytes: bytes, shownAs: name) }
    #expect(error?.summary == "'\(name)' is \(kind)")
    #expect(error?.notes.isEmpty == false)
  }

  @Test func wordsThatBeginLikeAMarkAreColumns() throws {
    let read = try DataFile.read(bytes: Array("PAR1,BM\n1,2\n3,4\n".utf8), shownAs: "x.csv")
    #expect(read[0].array.shape == [2, 2])
  }

  @Test func quotedNamesMayHaveBlanks() throws {
    let text = "\"Sepal Length\" \"Petal Width\"\n1 2\n3 4\n"
    let read = try DataFile.read(bytes: Array(text.utf8), shownAs: "x.txt")
    #expect(read[0].array.values.doubles == [1, 2, 3, 4])
  }

  @Test(arguments: [
    ("O,2,3\n4,5,6\n", true), ("x,y\n1,2\n", false), ("id,2019\n1,2\n", false), (",0,1\n0,2,3\n", false),
    ("label;3;9\n4;5;6\n", true), ("1,2\n3,4\n", false),
  ])
  func aHeaderThatMayBeARowIsDoubted(text: String, isDoubted: Bool) throws {
    let table = try DataFile.readTable(bytes: Array(text.utf8), shownAs: "x.csv")
    #expect((try #require(table).doubt != nil) == isDoubted)
  }

  /// Between blanks, a word is a slip rather than a name.
  @Test func aWordAmongNumbersIsNoHeader() {
    let error = #expect(throws: DataError.self) {
      try DataFile.readTable(bytes: Array("l 2 7\n4 5 6\n".utf8), shownAs: "x.txt")
    }
    #expect(error?.summary == "'x.txt', line 1, value 1: 'l' is not a number")
  }

  @Test(arguments: [
    ("my%20digit.png", "my digit.png"), ("%C3%A4.png", "ä.png"), ("a.png?raw=true", "a.png"), ("a.png#x", "a.png"),
    ("50%.png", "50%.png"), ("%FF.png", "%FF.png"),
  ])
  func addressesAreReadAsBrowsersDo(address: String, path: String) {
    #expect(WebAddress.paths(address).first == path)
  }
}
