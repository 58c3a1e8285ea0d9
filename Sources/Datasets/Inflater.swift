#if canImport(CZlib)
import CZlib
#endif

/// Undoes deflate's compression (RFC 1951), piece by piece. With `CRC32` the only place that asks for zlib.
/// The owner calls `end` once.
struct Inflater {
  /// What stands around the compressed data.
  enum Wrapping { case gzip, zlib, none }

  enum State: Equatable {
    case goesOn
    /// The compressed data's end, with its checksum where there is one.
    case ended
    case wrongChecksum
    case wrongHeader
    case broken(reason: String)
  }

  #if canImport(CZlib)
  private let stream: UnsafeMutablePointer<z_stream>

  init(_ wrapping: Wrapping) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let windowBits: Int32 = wrapping == .gzip ? 15 + 16 : wrapping == .zlib ? 15 : -15
    // Only a lack of memory makes this fail; `inflate` then reports a stream error.
    _ = inflateInit2_(stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  }

  func end() {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Makes ready for other compressed data of the same wrapping.
  func restart() { inflateReset(stream) }

  /// Takes bytes from the front of `source` and puts what they hold at the front of `target`.
  func inflate(
    _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer
  ) -> (taken: Int, made: Int, state: State) {
    stream.pointee.next_in = UnsafeMutablePointer(mutating: source.bindMemory(to: UInt8.self).baseAddress)
    let given = UInt32(clamping: source.count)
    stream.pointee.avail_in = given
    let capacity = UInt32(clamping: min(target.count, 1 << 30))
    stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = capacity
    let status = CZlib.inflate(stream, Z_NO_FLUSH)
    return (Int(given - stream.pointee.avail_in), Int(capacity - stream.pointee.avail_out), state(status))
  }

  private func state(_ status: Int32) -> State {
    switch status {
    case Z_STREAM_END: return .ended
    case Z_OK, Z_BUF_ERROR: return .goesOn
    default:
      switch stream.pointee.msg.map({ String(cString: $0) }) {
      case "incorrect data check"?, "incorrect length check"?: return .wrongChecksum
      case "incorrect header check"?, "unknown compression method"?, "unknown header flags set"?: return .wrongHeader
      case let reason: return .broken(reason: reason ?? "zlib")
      }
    }
  }

  /// The CRC-32 of what was made since the start, and how much that was; of gzip only.
  var made: (checksum: CRC32, count: Int) {
    (CRC32(value: UInt32(truncatingIfNeeded: stream.pointee.adler)), Int(stream.pointee.total_out))
  }
  #else
  private let stream: PortableInflater

  init(_ wrapping: Wrapping) { stream = PortableInflater(wrapping) }

  func end() {}

  func restart() { stream.restart() }

  func inflate(
    _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer
  ) -> (taken: Int, made: Int, state: State) {
    stream.inflate(source, into: target)
  }

  var made: (checksum: CRC32, count: Int) { (CRC32(value: stream.made.checksum), Int(stream.made.count)) }
  #endif
}

/// The checksum of gzip, zip and PNG, of bytes that come piece by piece.
struct CRC32: Equatable {
  private(set) var value: UInt32 = 0

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    #if canImport(CZlib)
    value = UInt32(
      truncatingIfNeeded: crc32_z(UInt(value), bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count))
    #else
    var checksum = PortableCRC32(value: value)
    checksum.update(bytes)
    value = checksum.value
    #endif
  }

  /// `count` bytes follow that have a checksum of their own.
  mutating func append(_ other: CRC32, count: Int) {
    #if canImport(CZlib)
    value = UInt32(truncatingIfNeeded: crc32_combine(UInt(value), UInt(other.value), count))
    #else
    var checksum = PortableCRC32(value: value)
    checksum.append(other.value, count: UInt64(count))
    value = checksum.value
    #endif
  }
}
