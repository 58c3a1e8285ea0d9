/// What a file's first bytes say it is.
enum DataFormat {
  case idx, npy, npz, png, text

  static func sniff(_ stream: inout ByteStream) throws(DataError) -> DataFormat {
    let start = try stream.peek(512)
    let file = stream.name
    if start.isEmpty { throw .damaged(file: file, problem: "it is empty", place: "byte 0") }
    if start.starts(with: NPYFile.magic) { return .npy }
    if start.starts(with: PNGFile.signature) { return .png }
    if start.starts(with: [0x50, 0x4b]) && start.count >= 4 && start[2] <= 8 { return .npz }
    if IDXFile.isStart(start) { return .idx }
    try refuseStrangers(start, file: file)
    // A name that promises a format whose mark is not there: its reader tells what is wrong.
    let name = file.hasSuffix(".gz") ? String(file.dropLast(3)) : file
    if name.hasSuffix(".npy") { return .npy }
    if name.hasSuffix(".npz") { return .npz }
    if name.hasSuffix(".png") { return .png }
    if name.hasSuffix("ubyte") || name.hasSuffix(".idx") { return .idx }
    let isUTF16 = start.starts(with: [0xff, 0xfe]) || start.starts(with: [0xfe, 0xff])
    guard isUTF16 || !start.contains(where: { $0 < 9 || (14..<32).contains($0) }) else {
      throw .unsuitable(
        file: file, problem: "is of no kind that can be loaded (it starts with \(hexadecimal(start.prefix(8))))",
        advice: "IDX, .npy, .npz, .png and text files of numbers can, also gzipped")
    }
    return .text
  }

  /// Kinds of files that students have and that cannot be used as they are.
  private static func refuseStrangers(_ start: [UInt8], file: String) throws(DataError) {
    func begins(_ text: StaticString, at place: Int = 0) -> Bool {
      text.withUTF8Buffer { start.dropFirst(place).starts(with: $0) }
    }
    let asPNG = "open it in a picture program and save it as PNG"
    if start.starts(with: [0xff, 0xd8, 0xff]) {
      throw .unsuitable(file: file, problem: "is a JPEG picture", advice: asPNG)
    }
    for (text, place, kind) in [
      ("GIF8", 0, "a GIF picture"), ("BM", 0, "a BMP picture"), ("WEBP", 8, "a WebP picture"),
      ("ftyp", 4, "a HEIC or AVIF picture, or a film"), ("II*\0", 0, "a TIFF picture"), ("MM\0*", 0, "a TIFF picture"),
      ("%PDF", 0, "a PDF document"),
    ] as [(StaticString, Int, String)]
    where begins(text, at: place) && (text.utf8CodeUnitCount > 2 || start.contains(0)) {
      throw .unsuitable(file: file, problem: "is \(kind)", advice: asPNG)
    }
    let words = String(decoding: start.drop { $0 <= 0x20 }.prefix(15), as: UTF8.self).lowercased()
    if words.hasPrefix("<!doctype html") || words.hasPrefix("<html") {
      throw .unsuitable(
        file: file, problem: "is a web page, not data",
        advice: "download the file itself: follow the page's link to the raw file")
    }
  }
}
