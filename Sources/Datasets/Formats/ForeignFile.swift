/// A kind of file that students have and that cannot be used as it is, with how to convert it.
package struct ForeignFile: Sendable, Equatable {
  /// `a GIF picture`
  package var kind: String
  package var advice: String

  package static let torchAdvice =
    "in Python: numpy.save('x.npy', torch.load('FILE').numpy()); for a network's weights, "
    + "safetensors.torch.save_file(model.state_dict(), 'weights.safetensors')"
  private static let asPicture = "open it in a picture program and save it as PNG or JPEG"
  private static let fromPhone =
    "open it in a picture program and save it as JPEG; an iPhone takes JPEGs under Settings, Camera, Formats, Most "
    + "Compatible"
  private static let asCSV = "in Excel or LibreOffice, save the table as CSV, and load that"
  private static let unpack = "unpack it, and load the files in it"
  private static let asNPY = "in Python: numpy.save('x.npy', x), for each array x in it"

  static let matlab = ForeignFile(
    kind: "a MATLAB file",
    advice: "in Python: numpy.savez('x.npz', **{k: v for k, v in scipy.io.loadmat('FILE').items() if k[0] != '_'}); in "
      + "MATLAB: writematrix(x, 'x.csv')")

  private static let fromHDF5 =
    "in Python: numpy.save('x.npy', h5py.File('FILE')['x'][:]), with the name of the array in it for 'x'"

  /// Marks that could begin a text as well.
  private static let words: Set<[UInt8]> = [text("BM"), text("PAR1"), text("BZh"), text("Rar!")]

  /// By marks that stand in a file's first bytes.
  private static let marks: [(bytes: [UInt8], place: Int, kind: String, advice: String)] = [
    (text("GIF8"), 0, "a GIF picture", asPicture),
    (text("BM"), 0, "a BMP picture", asPicture), (text("WEBP"), 8, "a WebP picture", asPicture),
    (text("ftypheic"), 4, "a HEIC picture, as iPhones take them", fromPhone),
    (text("ftypmif1"), 4, "a HEIC picture, as iPhones take them", fromPhone),
    (text("ftypavif"), 4, "an AVIF picture", asPicture),
    (text("ftyp"), 4, "a HEIC or AVIF picture, or a film", asPicture), (text("II*\0"), 0, "a TIFF picture", asPicture),
    (text("MM\0*"), 0, "a TIFF picture", asPicture),
    (text("%PDF"), 0, "a PDF document", "export its page as PNG or JPEG, or take a picture of the screen"),
    ([0x1f, 0x8b], 0, "gzipped twice", "unpack it once with 'gunzip'"),
    (text("MATLAB 7.3 MAT-file"), 0, "a MATLAB file", fromHDF5),
    (text("MATLAB 5.0 MAT-file"), 0, matlab.kind, matlab.advice),
    ([0x89] + text("HDF\r\n"), 0, "an HDF5 file, as Keras and MATLAB write them", fromHDF5),
    ([0xd0, 0xcf, 0x11, 0xe0], 0, "an old Office document", asCSV),
    (text("PAR1"), 0, "a Parquet file", "in Python: pandas.read_parquet('FILE').to_csv('x.csv', index=False)"),
    (text("SQLite format 3"), 0, "an SQLite database", "export the table as CSV, and load that"),
    (text("Rar!"), 0, "a RAR archive", unpack),
    ([0x37, 0x7a, 0xbc, 0xaf], 0, "a 7z archive", unpack), ([0xfd] + text("7zXZ"), 0, "an xz archive", unpack),
    (text("BZh"), 0, "a bzip2 archive", unpack), ([0x28, 0xb5, 0x2f, 0xfd], 0, "a zstd archive", unpack),
    (text("ustar"), 257, "a tar archive", unpack),
  ]

  /// By how texts of a kind begin, in lower case.
  private static let beginnings: [(text: String, kind: String, advice: String)] = [
    ("<svg", "an SVG drawing", "open it in a drawing program and export it as PNG"),
    ("{\\rtf", "an RTF document", "save it as plain text, or the table in it as CSV"),
    ("version https://git-lfs", "a Git LFS pointer, not the data itself", "run 'git lfs pull' where it comes from"),
    (
      "@relation", "an ARFF file of Weka",
      "in Python: pandas.DataFrame(scipy.io.arff.loadarff('FILE')[0]).to_csv('x.csv', index=False)"
    ),
  ]
  private static let pageMarks = ["<!doctype html", "<html", "<head", "<body", "<title", "<meta", "<table", "<div"]

  /// - Parameter start: a file's first bytes, 512 where there are as many, unpacked.
  package static func recognised(_ start: [UInt8]) -> ForeignFile? {
    for mark in marks
    where start.dropFirst(mark.place).starts(with: mark.bytes) && (!words.contains(mark.bytes) || isBinary(start)) {
      return ForeignFile(kind: mark.kind, advice: mark.advice)
    }
    // Python's pickles of protocol 2 and above.
    if start.count > 2, start[0] == 0x80, (2...5).contains(start[1]) {
      let isTorch = start[2] == 0x8a && start[3...].starts(with: [0x0a, 0x6c, 0xfc, 0x9c])
      return isTorch
        ? ForeignFile(kind: "a PyTorch file", advice: torchAdvice)
        : ForeignFile(kind: "a pickle of Python", advice: asNPY)
    }
    return recognised(text: beginning(start))
  }

  private static func recognised(text: String) -> ForeignFile? {
    if let found = beginnings.first(where: { text.hasPrefix($0.text) }) {
      return ForeignFile(kind: found.kind, advice: found.advice)
    }
    if pageMarks.contains(where: { text.hasPrefix($0) }) {
      return ForeignFile(
        kind: "a web page, not data", advice: "download the file itself: follow the page's link to the raw file")
    }
    if ["<?xml", "<!--", "<!doctype svg"].contains(where: { text.hasPrefix($0) }), let end = text.firstIndex(of: ">"),
      let inner = recognised(text: String(text[text.index(after: end)...].drop { $0.isWhitespace }))
    {
      return inner
    }
    if text.hasPrefix("<?xml") {
      return ForeignFile(kind: "an XML document", advice: "save the table in it as CSV, and load that")
    }
    if text.hasPrefix("{"), text.split(separator: "\"").contains(where: { notebookKeys.contains($0) }) {
      return ForeignFile(
        kind: "a Jupyter notebook", advice: "run it there and save its arrays: numpy.save('x.npy', x)")
    }
    guard text.hasPrefix("{\"") || text.hasPrefix("[{") else { return nil }
    return ForeignFile(
      kind: "JSON", advice: "in Python: numpy.save('x.npy', numpy.array(json.load(open('FILE'))))")
  }

  private static let notebookKeys: Set<Substring> = ["cells", "nbformat", "cell_type"]

  func problem(_ file: String) -> DataError { .unsuitable(file: file, problem: "is \(kind)", advice: advice) }

  private static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

  private static func isBinary(_ start: [UInt8]) -> Bool { start.contains { $0 < 9 || (14..<32).contains($0) } }

  /// The first words of a text, in lower case, without a byte order mark; `{"a` for a `{` with blanks behind it.
  private static func beginning(_ start: [UInt8]) -> String {
    let bytes = start.drop { $0 <= 0x20 || [0xef, 0xbb, 0xbf].contains($0) }
    guard let first = bytes.first, [0x3c, 0x7b, 0x5b, 0x40, 0x76].contains(first) else { return "" }
    let packed = first == 0x3c ? Array(bytes) : bytes.filter { $0 > 0x20 || first == 0x76 }
    return String(decoding: packed, as: UTF8.self).lowercased()
  }
}
