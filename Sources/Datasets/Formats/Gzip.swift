/// The wrapping that any file may have (RFC 1952): several members follow one another, each with its checksum.
enum Gzip {
  static func isStart(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.count >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b
  }
}

extension ByteStream {
  mutating func inflateSome(_ inflater: Inflater, into buffer: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
    while true {
      if isBetweenMembers {
        guard try beginMember(inflater) else { return 0 }
      }
      let source = try window.bytes()
      guard !source.isEmpty else {
        throw .damaged(
          file: name, problem: "it ends in the middle of its compressed data", place: "byte \(window.fetched), its end")
      }
      let (taken, made, state) = inflater.inflate(source, into: buffer)
      window.take(taken)
      if state == .ended {
        isBetweenMembers = true
        if compression == .gzip { contentsChecksum.append(inflater.made.checksum, count: inflater.made.count) }
      } else if state != .goesOn {
        throw broken(state)
      }
      guard made > 0 else { continue }
      // A gzip member has its own checksum; zip keeps it elsewhere.
      if compression == .deflate { contentsChecksum.update(UnsafeRawBufferPointer(rebasing: buffer[..<made])) }
      return made
    }
  }

  /// Goes on to the next gzip member, past zeros used as padding; false at the end.
  private mutating func beginMember(_ inflater: Inflater) throws(DataError) -> Bool {
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
      inflater.restart()
      isBetweenMembers = false
      return true
    }
    return false
  }

  private func broken(_ state: Inflater.State) -> DataError {
    let problem =
      switch state {
      case .wrongChecksum: "its contents do not have the checksum that gzip noted"
      case .wrongHeader: "a gzip header was expected"
      case .broken(let reason): "its compressed data are broken (\(reason))"
      case .goesOn, .ended: "its compressed data are broken"
      }
    return .damaged(file: name, problem: problem, place: "byte \(window.position) of the compressed file")
  }
}
