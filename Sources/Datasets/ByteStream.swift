import CZlib
import Glibc

/// A file's bytes in order, inflated on the way where they are gzipped (RFC 1952; several members follow one another as
/// gzip allows). Memory stays bounded: a window of the file, and what the caller asks for.
struct ByteStream: ~Copyable {
  enum Compression { case none, gzip, zlib, deflate }

  /// Deflate cannot make more than this of one byte.
  private static let largestRatio = 1032
  private static let windowSize = 1 << 18

  /// As messages name it.
  let name: String
  let compression: Compression
  /// Bytes before inflating.
  let storedSize: Int
  /// How many bytes were handed out.
  private(set) var position = 0

  private let descriptor: Int32
  private let window: UnsafeMutableRawBufferPointer
  private let inflater: UnsafeMutablePointer<z_stream>?
  private var pending: Range<Int>
  /// Bytes of the file that were put into the window.
  private var fetched: Int
  private var isBetweenMembers = false
  private var lookahead: [UInt8] = []
  private var runningCRC: UInt = 0
  private var hash: SHA256?

  /// - Parameter hashes: whether `fileChecksum` will be asked for.
  init(path: String, shownAs name: String, hashes: Bool = false) throws(DataError) {
    // Not blocking, so that a named pipe is refused and not waited for.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { throw .missing(file: name) }
      throw .unreadable(file: name, reason: systemMessage(errno))
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      throw .unreadable(file: name, reason: isFolder ? "it is a folder, not a file" : "it is not an ordinary file")
    }
    let window = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.windowSize, alignment: 16)
    let count = readFully(descriptor, window)
    guard count >= 0 else {
      let reason = systemMessage(errno)
      window.deallocate()
      close(descriptor)
      throw .unreadable(file: name, reason: reason)
    }
    let isGzip = count >= 2 && window[0] == 0x1f && window[1] == 0x8b
    self.init(
      name: name, compression: isGzip ? .gzip : .none, storedSize: Int(status.st_size), descriptor: descriptor,
      window: window, filled: count)
    if hashes {
      hash = SHA256()
      hash?.update(UnsafeRawBufferPointer(rebasing: window[..<count]))
    }
  }

  /// Copies `bytes`.
  init(copying bytes: ArraySlice<UInt8>, shownAs name: String, compression: Compression) {
    let window = UnsafeMutableRawBufferPointer.allocate(byteCount: max(bytes.count, 1), alignment: 16)
    window.copyBytes(from: bytes)
    self.init(
      name: name, compression: compression, storedSize: bytes.count, descriptor: -1, window: window,
      filled: bytes.count)
  }

  private init(
    name: String, compression: Compression, storedSize: Int, descriptor: Int32,
    window: UnsafeMutableRawBufferPointer, filled: Int
  ) {
    self.name = name
    self.compression = compression
    self.storedSize = storedSize
    self.descriptor = descriptor
    self.window = window
    self.pending = 0..<filled
    self.fetched = filled
    guard compression != .none else {
      inflater = nil
      return
    }
    let inflater = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    inflater.initialize(to: z_stream())
    let windowBits: Int32 = compression == .gzip ? 15 + 16 : compression == .zlib ? 15 : -15
    // Only a lack of memory makes this fail; `inflate` then reports a stream error.
    _ = inflateInit2_(inflater, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    self.inflater = inflater
  }

  deinit {
    if let inflater {
      inflateEnd(inflater)
      inflater.deallocate()
    }
    window.deallocate()
    if descriptor >= 0 { close(descriptor) }
  }

  /// No more bytes than these can come.
  var largestSize: Int { compression == .none ? storedSize : (min(storedSize, 1 << 50) + 1) * Self.largestRatio }

  /// The CRC-32 of all bytes; right only once the end was reached.
  var checksum: UInt32 { UInt32(truncatingIfNeeded: runningCRC) }

  /// The SHA-256 of the file as it is stored, in hexadecimal; right only once the end was reached.
  mutating func fileChecksum() -> String? {
    defer { hash = nil }
    return (hash?.finish()).map(Checksum.hexadecimal)
  }

  /// How many bytes the file says it holds: its size, or what gzip noted at its end, modulo 2³² and of the last member.
  func notedSize() -> Int {
    guard compression == .gzip, descriptor >= 0, storedSize >= 4 else { return storedSize }
    var size: UInt32 = 0
    guard pread(descriptor, &size, 4, storedSize - 4) == 4 else { return -1 }
    return Int(UInt32(littleEndian: size))
  }

  /// Where the stream stands, for messages.
  var place: String { compression == .none ? "byte \(position)" : "byte \(position) of its uncompressed contents" }

  /// The first bytes, which stay to be read.
  mutating func peek(_ count: Int) throws(DataError) -> [UInt8] {
    let found = try read(upTo: count)
    lookahead.insert(contentsOf: found, at: 0)
    position -= found.count
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
      let count = if inflater != nil { try inflateSome(into: rest) } else { try copySome(into: rest) }
      if count == 0 { break }
      filled += count
    }
    position += filled
    return filled
  }

  /// All that is left.
  mutating func readAll(limit: Int) throws(DataError) -> [UInt8] {
    guard compression != .none || storedSize <= limit else {
      throw .tooLarge(file: name, bytes: UInt64(storedSize), limit: UInt64(limit))
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(compression == .none ? storedSize : 0)
    while true {
      let piece = try read(upTo: min(max(bytes.count, 1 << 16), 1 << 24))
      if piece.isEmpty { return bytes }
      guard bytes.count + piece.count <= limit else {
        throw .tooLarge(file: name, bytes: UInt64(bytes.count + piece.count), limit: UInt64(limit))
      }
      bytes += piece
    }
  }

  /// Checks that nothing follows, and the checksum where there is one.
  mutating func expectEnd() throws(DataError) {
    let here = place
    guard try read(upTo: 1).isEmpty else {
      throw .damaged(file: name, problem: "more bytes follow than its header says", place: here)
    }
  }

  /// Makes the window hold bytes; false at the end of the file.
  private mutating func fetch() throws(DataError) -> Bool {
    if !pending.isEmpty { return true }
    guard descriptor >= 0 else { return false }
    let count = readFully(descriptor, window)
    guard count >= 0 else { throw .unreadable(file: name, reason: systemMessage(errno)) }
    fetched += count
    pending = 0..<count
    hash?.update(UnsafeRawBufferPointer(rebasing: window[..<count]))
    return count > 0
  }

  private mutating func copySome(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    guard try fetch() else { return 0 }
    let count = min(pending.count, buffer.count)
    let source = UnsafeRawBufferPointer(rebasing: window[pending.prefix(count)])
    buffer.copyMemory(from: source)
    pending.removeFirst(count)
    runningCRC = crc32_z(runningCRC, source.bindMemory(to: UInt8.self).baseAddress, count)
    return count
  }

  private mutating func inflateSome(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    guard let inflater else { return 0 }
    while true {
      if isBetweenMembers {
        guard try beginMember(inflater) else { return 0 }
      }
      guard try fetch() else {
        throw .damaged(
          file: name, problem: "it ends in the middle of its compressed data", place: "byte \(fetched), its end")
      }
      inflater.pointee.next_in = window.baseAddress.map {
        $0.assumingMemoryBound(to: UInt8.self) + pending.lowerBound
      }
      inflater.pointee.avail_in = UInt32(clamping: pending.count)
      let capacity = UInt32(clamping: min(buffer.count, 1 << 30))
      inflater.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
      inflater.pointee.avail_out = capacity
      let given = Int(inflater.pointee.avail_in)
      let status = inflate(inflater, Z_NO_FLUSH)
      pending.removeFirst(given - Int(inflater.pointee.avail_in))
      let produced = Int(capacity - inflater.pointee.avail_out)
      switch status {
      case Z_STREAM_END:
        isBetweenMembers = true
        if compression == .gzip {
          runningCRC = crc32_combine(runningCRC, inflater.pointee.adler, Int(inflater.pointee.total_out))
        }
      case Z_OK, Z_BUF_ERROR: break
      default: throw broken(inflater)
      }
      guard produced > 0 else { continue }
      // A gzip member has its own checksum; zip keeps it elsewhere.
      if compression == .deflate {
        runningCRC = crc32_z(runningCRC, buffer.bindMemory(to: UInt8.self).baseAddress, produced)
      }
      return produced
    }
  }

  /// Goes on to the next gzip member, past zeros used as padding; false at the end.
  private mutating func beginMember(_ inflater: UnsafeMutablePointer<z_stream>) throws(DataError) -> Bool {
    var skippedZeros = false
    while try fetch() {
      let offset = fetched - pending.count
      let byte = window[pending.lowerBound]
      if byte == 0 && compression == .gzip {
        skippedZeros = true
        pending.removeFirst()
        continue
      }
      guard byte == 0x1f, compression == .gzip, !skippedZeros else {
        throw .damaged(
          file: name, problem: "bytes that do not belong to it follow its compressed data", place: "byte \(offset)")
      }
      inflateReset(inflater)
      isBetweenMembers = false
      return true
    }
    return false
  }

  private func broken(_ inflater: UnsafeMutablePointer<z_stream>) -> DataError {
    let place = "byte \(fetched - pending.count) of the compressed file"
    return switch inflater.pointee.msg.map({ String(cString: $0) }) {
    case "incorrect data check"?, "incorrect length check"?:
      .damaged(file: name, problem: "its contents do not have the checksum that gzip noted", place: place)
    case "incorrect header check"?, "unknown compression method"?, "unknown header flags set"?:
      .damaged(file: name, problem: "a gzip header was expected", place: place)
    case let reason: .damaged(file: name, problem: "its compressed data are broken (\(reason ?? "zlib"))", place: place)
    }
  }
}

/// Reads until the buffer is full or the file ends; -1 and `errno` on failure.
private func readFully(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
  var filled = 0
  while filled < buffer.count {
    let count = read(descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
    if count < 0 && errno == EINTR { continue }
    if count < 0 { return -1 }
    if count == 0 { break }
    filled += count
  }
  return filled
}

/// The system's words for an error number, in lower case.
package func systemMessage(_ number: Int32) -> String {
  switch number {
  case EACCES, EPERM: "permission denied"
  case EIO: "the disk reports an error"
  case ENAMETOOLONG: "its name is too long"
  default: String(cString: strerror(number)).lowercased()
  }
}
