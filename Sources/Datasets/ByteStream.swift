import Files

/// A file's bytes in order, inflated on the way where they are gzipped (RFC 1952; several members follow one another as
/// gzip allows). Memory stays bounded: a window of the file, and what the caller asks for.
struct ByteStream: ~Copyable {
  enum Compression { case none, gzip, zlib, deflate }

  /// Deflate cannot make more than this of one byte.
  private static let largestRatio: Int64 = 1032

  let compression: Compression
  /// How many bytes were handed out.
  private(set) var position: Int64 = 0

  var window: FileWindow
  private let inflater: Inflater?
  var isBetweenMembers = false
  /// Of all bytes; right only once the end was reached.
  var contentsChecksum = CRC32()
  private var lookahead: [UInt8] = []

  /// - Parameters:
  ///   - hashes: whether `fileChecksum` will be asked for.
  ///   - unpacks: whether what is gzipped is inflated.
  init(path: String, shownAs name: String, hashes: Bool = false, unpacks: Bool = true) throws(DataError) {
    var window = try FileWindow(path: path, shownAs: name, hashes: hashes)
    let isGzip = unpacks ? Gzip.isStart(try window.bytes()) : false
    self.init(window, compression: isGzip ? .gzip : .none)
  }

  /// Copies `bytes`.
  init(copying bytes: ArraySlice<UInt8>, shownAs name: String, compression: Compression) {
    self.init(FileWindow(copying: bytes, shownAs: name), compression: compression)
  }

  private init(_ window: consuming FileWindow, compression: Compression) {
    self.window = window
    self.compression = compression
    inflater =
      switch compression {
      case .none: nil
      case .gzip: Inflater(.gzip)
      case .zlib: Inflater(.zlib)
      case .deflate: Inflater(.none)
      }
  }

  deinit { inflater?.end() }

  /// As messages name it.
  var name: String { window.name }

  /// Bytes before inflating.
  var storedSize: Int64 { window.size }

  /// No more bytes than these can come.
  var largestSize: Int64 {
    compression == .none ? storedSize : (min(storedSize, .max / Self.largestRatio - 1) + 1) * Self.largestRatio
  }

  /// The SHA-256 of the file as it is stored, in hexadecimal; right only once the end was reached.
  mutating func fileChecksum() -> String? { window.checksum() }

  /// Of the open file; nil where there is none.
  var fileVersion: FileVersion? { window.version }

  /// Goes past all bytes as they are stored, for their checksum.
  mutating func skipStored() throws(DataError) {
    while true {
      let count = try window.bytes().count
      if count == 0 { return }
      window.take(count)
    }
  }

  /// How many bytes the file says it holds: its size, or what gzip noted at its end, modulo 2³² and of the last member.
  func notedSize() -> Int64 {
    guard compression == .gzip else { return storedSize }
    return window.lastNumber().map { Int64($0) } ?? storedSize
  }

  /// Where the stream stands, for messages.
  var place: String { compression == .none ? "byte \(position)" : "byte \(position) of its uncompressed contents" }

  /// The first bytes, which stay to be read.
  mutating func peek(_ count: Int) throws(DataError) -> [UInt8] {
    let found = try read(upTo: count)
    lookahead.insert(contentsOf: found, at: 0)
    position -= Int64(found.count)
    return found
  }

  /// `count` bytes, fewer only at the end.
  mutating func read(upTo count: Int) throws(DataError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var taken = 0
    var problem: DataError?
    bytes.withUnsafeMutableBytes { buffer in
      do throws(DataError) { taken = try read(into: buffer) } catch { problem = error }
    }
    if let problem { throw problem }
    bytes.removeLast(count - taken)
    return bytes
  }

  /// Fills `buffer` and tells how many bytes there were: fewer only at the end.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    var filled = 0
    if !lookahead.isEmpty {
      filled = min(lookahead.count, buffer.count)
      buffer.copyBytes(from: lookahead[..<filled])
      lookahead.removeFirst(filled)
    }
    while filled < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let count = if let inflater { try inflateSome(inflater, into: rest) } else { try copySome(into: rest) }
      if count == 0 { break }
      filled += count
    }
    position += Int64(filled)
    return filled
  }

  /// All that is left.
  mutating func readAll(limit: Int) throws(DataError) -> [UInt8] {
    guard compression != .none || storedSize <= Int64(limit) else {
      throw .tooLarge(file: name, bytes: UInt64(storedSize), limit: UInt64(limit))
    }
    var bytes = compression == .none ? try read(upTo: Int(storedSize)) : []
    while true {
      // Where the size is known, the end is what comes first.
      let piece = try read(upTo: compression == .none ? 1 << 12 : min(max(bytes.count, 1 << 16), 1 << 24))
      if piece.isEmpty { return bytes }
      guard bytes.count + piece.count <= limit else {
        throw .tooLarge(file: name, bytes: UInt64(bytes.count + piece.count), limit: UInt64(limit))
      }
      bytes += piece
    }
  }

  /// Goes past all bytes that are left.
  mutating func skipRest() throws(DataError) { while try !read(upTo: 1 << 16).isEmpty {} }

  /// Checks that nothing follows, and the checksum where there is one.
  mutating func expectEnd() throws(DataError) {
    let here = place
    guard try read(upTo: 1).isEmpty else {
      throw .damaged(file: name, problem: "more bytes follow than its header says", place: here)
    }
  }

  private mutating func copySome(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    let source = try window.bytes()
    let count = min(source.count, buffer.count)
    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[..<count]))
    contentsChecksum.update(UnsafeRawBufferPointer(rebasing: source[..<count]))
    window.take(count)
    return count
  }
}
