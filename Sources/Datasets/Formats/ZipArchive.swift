/// The entries of a zip archive (PKWARE's APPNOTE 6.3) held in memory: stored or deflated, with 64-bit sizes where
/// needed, as NumPy and Python's zipfile write them. Sizes come from the directory at the end, so that data descriptors
/// do not matter.
struct ZipArchive {
  struct Entry {
    var name: String
    var method: Int
    var isEncrypted: Bool
    var checksum: UInt32
    var storedSize: Int
    var size: Int
    var headerOffset: Int
  }

  let file: String
  let bytes: [UInt8]
  let entries: [Entry]

  init(_ bytes: [UInt8], file: String) throws(DataError) {
    self.file = file
    self.bytes = bytes
    entries = try Self.directory(Fields(bytes: bytes), file: file)
  }

  /// An entry's contents; an error names it as `FILE: ENTRY`.
  func open(_ entry: Entry) throws(DataError) -> ByteStream {
    let fields = Fields(bytes: bytes)
    let name = "\(file): \(entry.name)"
    guard !entry.isEncrypted else {
      throw .unsuitable(file: name, problem: "is encrypted", advice: "save it without a password")
    }
    guard entry.method == 0 || entry.method == 8 else {
      throw .unsuitable(
        file: name, problem: "is compressed with method \(entry.method), but only stored and deflated are known",
        advice: "save it with numpy.savez or numpy.savez_compressed")
    }
    let header = entry.headerOffset
    guard fields.signature(at: header) == 0x0403_4b50, let nameLength = fields.number(at: header + 26, 2),
      let extraLength = fields.number(at: header + 28, 2)
    else { throw .damaged(file: name, problem: "the entry's header is not there", place: "byte \(header)") }
    let start = header + 30 + nameLength + extraLength
    guard start <= bytes.count, entry.storedSize <= bytes.count - start else {
      throw .damaged(file: name, problem: "the entry goes on beyond the end of the file", place: "byte \(start)")
    }
    return ByteStream(
      copying: bytes[start..<start + entry.storedSize], shownAs: name,
      compression: entry.method == 0 ? .none : .deflate)
  }

  /// To be called at the entry's end.
  func verify(_ entry: Entry, checksum: UInt32) throws(DataError) {
    guard checksum == entry.checksum else {
      throw .damaged(
        file: "\(file): \(entry.name)", problem: "its contents do not have the checksum that the archive notes",
        place: "byte \(entry.headerOffset)")
    }
  }

  private static func directory(_ fields: Fields, file: String) throws(DataError) -> [Entry] {
    let size = fields.bytes.count
    guard
      let end = stride(from: size - 22, through: max(0, size - 22 - 0xffff), by: -1)
        .first(where: { fields.signature(at: $0) == 0x0605_4b50 && fields.number(at: $0 + 20, 2) == size - $0 - 22 })
    else {
      throw .damaged(
        file: file, problem: "the directory of its entries is missing or followed by other bytes",
        place: "byte \(size), its end")
    }
    var count = fields.number(at: end + 10, 2) ?? 0
    var offset = fields.number(at: end + 16, 4) ?? 0
    if fields.signature(at: end - 20) == 0x0706_4b50, let wide = fields.number(at: end - 12, 8),
      fields.signature(at: wide) == 0x0606_4b50
    {
      count = fields.number(at: wide + 32, 8) ?? 0
      offset = fields.number(at: wide + 48, 8) ?? size
    }
    var entries: [Entry] = []
    for _ in 0..<min(count, size / 46 + 1) {
      guard fields.signature(at: offset) == 0x0201_4b50, let entry = entry(fields, at: offset) else {
        throw .damaged(file: file, problem: "the directory of its entries is broken", place: "byte \(offset)")
      }
      entries.append(entry.entry)
      offset = entry.next
    }
    return entries
  }

  private static func entry(_ fields: Fields, at start: Int) -> (entry: Entry, next: Int)? {
    guard let flags = fields.number(at: start + 8, 2), let method = fields.number(at: start + 10, 2),
      let checksum = fields.word(at: start + 16), var storedSize = fields.number(at: start + 20, 4),
      var size = fields.number(at: start + 24, 4), let nameLength = fields.number(at: start + 28, 2),
      let extraLength = fields.number(at: start + 30, 2), let commentLength = fields.number(at: start + 32, 2),
      var headerOffset = fields.number(at: start + 42, 4),
      start + 46 + nameLength + extraLength + commentLength <= fields.bytes.count
    else { return nil }
    let name = fields.bytes[(start + 46)..<(start + 46 + nameLength)]
    // 64-bit sizes stand in an extra field, each only where the 32-bit one is all ones.
    var extra = start + 46 + nameLength
    let extraEnd = extra + extraLength
    while let kind = fields.number(at: extra, 2), let length = fields.number(at: extra + 2, 2), extra + 4 <= extraEnd {
      if kind == 1 {
        var place = extra + 4
        func widen(_ value: inout Int) -> Bool {
          guard value == Fields.widened else { return true }
          guard let wide = fields.number(at: place, 8) else { return false }
          value = wide
          place += 8
          return true
        }
        guard widen(&size), widen(&storedSize), widen(&headerOffset) else { return nil }
      }
      extra += 4 + length
    }
    let entry = Entry(
      name: String(decoding: name, as: UTF8.self), method: method, isEncrypted: flags & 1 == 1,
      checksum: checksum, storedSize: storedSize, size: size, headerOffset: headerOffset)
    return (entry, extraEnd + commentLength)
  }

  /// Little-endian numbers; nil beyond the ends, and for 64-bit ones that no file can have.
  private struct Fields {
    /// A 32-bit number in whose place a 64-bit one stands elsewhere.
    static let widened = Int(clamping: UInt32.max)

    let bytes: [UInt8]

    /// The largest `Int` for those that lie beyond it, as no place in memory does.
    func number(at place: Int, _ count: Int) -> Int? {
      wide(at: place, count).flatMap { $0 < 1 << 62 ? Int(clamping: $0) : nil }
    }

    func word(at place: Int) -> UInt32? { wide(at: place, 4).map { UInt32($0) } }

    private func wide(at place: Int, _ count: Int) -> UInt64? {
      guard place >= 0, place <= bytes.count - count else { return nil }
      return bytes[place..<place + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    func signature(at place: Int) -> Int? { number(at: place, 4) }
  }
}
