import Arrays
import Datasets
import Testing

/// JPEG pictures of kinds that are refused, and files that lie about their size.
@Suite struct RefusedJPEGTests {
  private func refusal(_ bytes: [UInt8]) -> DataError? {
    #expect(throws: DataError.self) { try DataFile.read(bytes: bytes, shownAs: "x.jpg") }
  }

  /// The place of the frame header's marker.
  private func frame(_ bytes: [UInt8]) throws -> Int {
    try #require(bytes.indices.first { bytes[$0] == 0xff && (0xc0...0xc2).contains(bytes[$0 + 1]) })
  }

  @Test(
    arguments: [
      (1, 0xc3, "lossless"), (1, 0xc5, "hierarchical"), (1, 0xc9, "in arithmetic codes"), (1, 0xca, "in arithmetic"),
      (1, 0xf7, "JPEG-LS"), (4, 12, "with 12 bits a sample and not 8"), (6, 0, "whose height stands behind its pixels"),
    ] as [(Int, UInt8, String)])
  func rareKindsAreNamed(place: Int, byte: UInt8, kind: String) throws {
    var bytes = try PictureFile.named("size-7x13-baseline.jpg")
    bytes[try frame(bytes) + place] = byte
    let error = try #require(refusal(bytes))
    #expect(error.summary.hasPrefix("'x.jpg' is a rare kind of JPEG picture, \(kind)"))
    #expect(error.notes == ["open it in a picture program and save it as an ordinary JPEG, or as PNG"])
    #expect(!error.isMachine)
  }

  @Test func aSizeThatTheBytesCannotHoldTakesNoMemory() throws {
    var bytes = try PictureFile.named("size-7x13-progressive.jpg")
    let start = try frame(bytes) + 5
    bytes.replaceSubrange(start..<start + 4, with: [0xff, 0xff, 0xff, 0xff])
    guard case .tooLarge = refusal(bytes) else {
      Issue.record("4 gigapixels were taken")
      return
    }
    bytes.replaceSubrange(start..<start + 4, with: [0x10, 0, 0x10, 0])
    #expect(refusal(bytes)?.summary.hasSuffix("the file has too few bytes for 4096×4096 pixels") == true)
  }

  /// Each scan may cost a look at every block, and each bit of a coefficient comes once.
  @Test func scansThatRepeatThemselvesAreRefused() throws {
    let bytes = try PictureFile.named("grey-progressive-30.jpg")
    let scans = bytes.indices.filter { $0 + 1 < bytes.count && bytes[$0] == 0xff && bytes[$0 + 1] == 0xda }
    let first = try #require(scans.first)
    let repeated = bytes.prefix(bytes.count - 2) + bytes[first..<scans[1]] + [0xff, 0xd9]
    #expect(refusal(Array(repeated))?.summary.hasSuffix("a scan does not continue what came before it") == true)
    // Bands before their first coefficients, too.
    #expect(refusal(Array(bytes[..<first] + bytes[scans[1]...])) != nil)
  }

  @Test func aMissingRestartIsTold() throws {
    var bytes = try PictureFile.named("restarts-grey-baseline.jpg")
    let place = try #require(bytes.indices.first { bytes[$0] == 0xff && bytes[$0 + 1] == 0xd1 })
    bytes[place + 1] = 0xd3
    let words = "the marker of a restart is not where it should be"
    #expect(refusal(bytes)?.summary.hasSuffix(words) == true)
  }

  /// Whatever stands in the block of Exif, the picture is read.
  @Test func brokenExifTurnsNothing() throws {
    let bytes = try PictureFile.named("turned-6.jpg")
    let start = try #require(bytes.indices.first { bytes[$0...].starts(with: Array("Exif".utf8)) })
    for place in start..<start + 32 {
      for byte: UInt8 in [0, 0x7f, 0xff] {
        var changed = bytes
        changed[place] = byte
        let shape = try DataFile.read(bytes: changed, shownAs: "x.jpg")[0].array.shape
        #expect(shape == [11, 6, 3] || shape == [6, 11, 3])
      }
    }
  }

  @Test(arguments: [
    ("x.heic", Array("....ftypheic".utf8), "a HEIC picture, as iPhones take them", "save it as JPEG"),
    ("x.webp", Array("RIFF....WEBPVP8 ".utf8), "a WebP picture", "PNG or JPEG"),
    ("x.pdf", Array("%PDF-1.7\n".utf8), "a PDF document", "PNG or JPEG"),
    ("x.gif", Array("GIF89a".utf8), "a GIF picture", "PNG or JPEG"),
    ("x.tif", [0x49, 0x49, 0x2a, 0, 8, 0], "a TIFF picture", "PNG or JPEG"),
    ("x.bmp", Array("BM".utf8) + [0, 1, 0, 0], "a BMP picture", "PNG or JPEG"),
    ("x.jpg", Array("....ftypheic".utf8), "a HEIC picture, as iPhones take them", "save it as JPEG"),
  ])
  func otherPicturesAreNamedWithAWayOut(name: String, start: [UInt8], kind: String, advice: String) {
    let error = #expect(throws: DataError.self) { try DataFile.read(bytes: start, shownAs: name) }
    #expect(error?.summary == "'\(name)' is \(kind)")
    #expect(error?.notes.first?.contains(advice) == true)
  }
}
