import CZlib

extension ByteStream {
  mutating func inflateSome(into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    guard let inflater else { return 0 }
    while true {
      if isBetweenMembers {
        guard try beginMember(inflater) else { return 0 }
      }
      let source = try window.bytes()
      guard !source.isEmpty else {
        throw .damaged(
          file: name, problem: "it ends in the middle of its compressed data", place: "byte \(window.fetched), its end")
      }
      inflater.pointee.next_in = UnsafeMutablePointer(mutating: source.bindMemory(to: UInt8.self).baseAddress)
      inflater.pointee.avail_in = UInt32(clamping: source.count)
      let capacity = UInt32(clamping: min(buffer.count, 1 << 30))
      inflater.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
      inflater.pointee.avail_out = capacity
      let given = Int(inflater.pointee.avail_in)
      let status = inflate(inflater, Z_NO_FLUSH)
      window.take(given - Int(inflater.pointee.avail_in))
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
    while let byte = try window.bytes().first {
      if byte == 0 && compression == .gzip {
        skippedZeros = true
        window.take(1)
        continue
      }
      guard byte == 0x1f, compression == .gzip, !skippedZeros else {
        throw .damaged(
          file: name, problem: "bytes that do not belong to it follow its compressed data",
          place: "byte \(window.position)")
      }
      inflateReset(inflater)
      isBetweenMembers = false
      return true
    }
    return false
  }

  private func broken(_ inflater: UnsafeMutablePointer<z_stream>) -> DataError {
    let place = "byte \(window.position) of the compressed file"
    return switch inflater.pointee.msg.map({ String(cString: $0) }) {
    case "incorrect data check"?, "incorrect length check"?:
      .damaged(file: name, problem: "its contents do not have the checksum that gzip noted", place: place)
    case "incorrect header check"?, "unknown compression method"?, "unknown header flags set"?:
      .damaged(file: name, problem: "a gzip header was expected", place: place)
    case let reason: .damaged(file: name, problem: "its compressed data are broken (\(reason ?? "zlib"))", place: place)
    }
  }
}
