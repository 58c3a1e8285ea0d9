import Arrays

/// A kind of file that lessons load: how it is told from others, described and read. A new one is a file in this folder
/// and its line in `all`. Each may be gzipped as well: streams unpack on the way.
struct DataFormat: Sendable {
  enum Likelihood { case certain, possible, none }

  /// As messages name it: `.npy`.
  var name: String
  /// How names of its files end, without `.gz`.
  var endings: [String]
  /// Whether the check reads small files whole, so that any damage is told at once.
  var isCheckedWhole: Bool
  /// By a file's first bytes, 512 where there are as many.
  var likelihood: @Sendable (_ start: [UInt8]) -> Likelihood
  /// What `read` would give, from the header and the file's size alone; nil where only reading tells.
  var describe: @Sendable (inout ByteStream) throws(DataError) -> [ArrayDescription]?
  /// One array, or one for each name.
  var read: @Sendable (inout ByteStream) throws(DataError) -> [(name: String?, array: NDArray)]

  static let all: [DataFormat] = [.idx, .npy, .npz, .png, .table]

  /// The contents decide, not the name; a name that promises a format whose mark is not there leaves it to that format's
  /// reader to tell what is wrong.
  static func recognised(_ stream: inout ByteStream) throws(DataError) -> DataFormat {
    let start = try stream.peek(512)
    let file = stream.name
    if start.isEmpty { throw .damaged(file: file, problem: "it is empty", place: "byte 0") }
    if let format = all.first(where: { $0.likelihood(start) == .certain }) { return format }
    try refuseStrangers(start, file: file)
    let name = file.hasSuffix(".gz") ? String(file.dropLast(3)) : file
    if let format = all.first(where: { $0.endings.contains { name.hasSuffix($0) } }) { return format }
    if let format = all.first(where: { $0.likelihood(start) == .possible }) { return format }
    let names = all.dropLast().map { $0.name }.joined(separator: ", ") + (all.last.map { " and " + $0.name } ?? "")
    throw .unsuitable(
      file: file, problem: "is of no kind that can be loaded (it starts with \(hexadecimal(start.prefix(8))))",
      advice: "\(names) can, also gzipped")
  }
}

/// Kinds of files that students have and that cannot be used as they are.
private func refuseStrangers(_ start: [UInt8], file: String) throws(DataError) {
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

/// `1f 8b 08`, or `nothing`.
func hexadecimal(_ bytes: some Collection<UInt8>) -> String {
  let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
  return digits.isEmpty ? "nothing" : digits.joined(separator: " ")
}
