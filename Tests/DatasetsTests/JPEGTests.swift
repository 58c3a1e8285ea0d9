import Arrays
import CZlib
import Datasets
import Foundation
import Testing

/// A picture of `Files/jpegs.json`, which `Files/make_jpegs.py` writes.
struct PictureFile: Decodable, CustomTestStringConvertible {
  var file: String
  var bytes: Data
  var shape: [Int]
  var bits: Int
  private var pixels: Data

  var testDescription: String { file }

  static let all: [PictureFile] = {
    guard let url = Bundle.module.url(forResource: "jpegs", withExtension: "json", subdirectory: "Files"),
      let data = try? Data(contentsOf: url)
    else { return [] }
    return (try? JSONDecoder().decode([PictureFile].self, from: data)) ?? []
  }()

  static func named(_ name: String) throws -> [UInt8] {
    [UInt8](try #require(all.first { $0.file == name }).bytes)
  }

  /// As libjpeg and Pillow have them.
  func expected() throws -> [Int] {
    var unpacked = [UInt8](repeating: 0, count: shape.reduce(bits / 8, *))
    var count = uLongf(unpacked.count)
    let status = uncompress(&unpacked, &count, [UInt8](pixels), uLong(pixels.count))
    try #require(status == Z_OK && Int(count) == unpacked.count)
    guard bits == 16 else { return unpacked.map { Int($0) } }
    return stride(from: 0, to: unpacked.count, by: 2).map { Int(unpacked[$0]) | Int(unpacked[$0 + 1]) << 8 }
  }
}

@Suite struct JPEGTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func theListIsWhole() { #expect(PictureFile.all.count == 85) }

  /// Transform, upsampling and colours are libjpeg's to the last bit, so that nothing differs at all.
  @Test(arguments: PictureFile.all)
  func hasThePixelsThatLibjpegHas(_ picture: PictureFile) throws {
    let array = try #require(try DataFile.read(bytes: [UInt8](picture.bytes), shownAs: picture.file).first).array
    #expect(array.shape == picture.shape && array.elementType == (picture.bits == 16 ? .uint16 : .uint8))
    let differences = zip(array.values.doubles, try picture.expected()).map { abs(Int($0) - $1) }
    #expect(differences.count == array.count && differences.max() == 0)
  }

  @Test(arguments: PictureFile.all)
  func theCheckKnowsTheShape(_ picture: PictureFile) throws {
    let path = try folder.write(picture.bytes, to: picture.file)
    #expect(try DataFile.describe(path: path).map { $0.shape } == [picture.shape])
  }

  @Test func bytesBehindTheEndAndBeforeMarkersArePassedOver() throws {
    let bytes = try PictureFile.named("restarts-grey-baseline.jpg")
    let plain = try read(bytes)
    #expect(try read(bytes + [1, 2, 0xff, 3]) == plain)
    var filled: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      // Before each marker of a segment, and before those of restarts too.
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      let isMarker = [0xdb, 0xc4, 0xc0, 0xda, 0xd9].contains(next) || (0xd0...0xd7).contains(next)
      if index > 1, byte == 0xff, isMarker { filled += [0xff, 0xff] }
      filled.append(byte)
    }
    #expect(filled.count > bytes.count + 20)
    #expect(try read(filled) == plain)
    #expect(try read(gzipped(bytes)) == plain)
  }

  @Test(arguments: [
    "grey-baseline-30.jpg", "grey-progressive-30.jpg", "size-7x13-baseline.jpg", "size-7x13-progressive.jpg",
    "restarts-progressive.jpg", "turned-6.png",
  ])
  func whatIsCutIsRefused(name: String) throws {
    let bytes = try PictureFile.named(name)
    for length in 0..<bytes.count {
      let error = #expect(throws: DataError.self) {
        try DataFile.read(bytes: Array(bytes.prefix(length)), shownAs: name)
      }
      #expect(error?.summary.hasPrefix("'\(name)'") == true)
      guard length > 2, length % 40 == 0 else { continue }
      let path = try folder.write(bytes.prefix(length), to: name)
      #expect(throws: DataError.self) { try DataFile.describe(path: path) }
    }
  }

  @Test(arguments: [
    "grey-baseline-30.jpg", "size-7x13-progressive.jpg", "restarts-baseline.jpg", "inks-420-baseline.jpg",
    "turned-6.jpg", "colour-411.jpg",
  ])
  func aChangedByteIsAMessageOrAPicture(name: String) throws {
    let bytes = try PictureFile.named(name)
    var read = 0
    for place in bytes.indices {
      for change: UInt8 in [0xff, 0x10] {
        var changed = bytes
        changed[place] ^= change
        do throws(DataError) {
          let array = try DataFile.read(bytes: changed, shownAs: name)[0].array
          #expect(array.values.doubles.count == array.shape.reduce(1, *))
          read += 1
        } catch { #expect(error.summary.hasPrefix("'\(name)'")) }
      }
    }
    // Bytes that no checksum covers change pixels, or nothing.
    #expect(read > 0)
  }

  private func read(_ bytes: [UInt8]) throws -> [Double] {
    try DataFile.read(bytes: bytes, shownAs: "x.jpg")[0].array.values.doubles
  }
}
