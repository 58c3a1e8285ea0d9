import Glibc

/// A file's bytes in order, as they are stored, a part of them in memory at a time.
struct FileWindow: ~Copyable {
  private static let capacity = 1 << 18

  /// As messages name it.
  let name: String
  /// Bytes in all.
  let size: Int64
  private let descriptor: Int32
  private let memory: UnsafeMutableRawBufferPointer
  private var pending: Range<Int>
  /// Bytes that were put into memory so far.
  private(set) var fetched: Int64
  private var hash: SHA256?

  /// - Parameter hashes: whether `checksum` will be asked for.
  init(path: String, shownAs name: String, hashes: Bool) throws(DataError) {
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
    self.name = name
    self.size = Int64(status.st_size)
    self.descriptor = descriptor
    memory = .allocate(byteCount: Self.capacity, alignment: 16)
    pending = 0..<0
    fetched = 0
    hash = hashes ? SHA256() : nil
  }

  init(copying bytes: ArraySlice<UInt8>, shownAs name: String) {
    self.name = name
    size = Int64(bytes.count)
    descriptor = -1
    memory = .allocate(byteCount: max(bytes.count, 1), alignment: 16)
    memory.copyBytes(from: bytes)
    pending = 0..<bytes.count
    fetched = Int64(bytes.count)
  }

  deinit {
    memory.deallocate()
    if descriptor >= 0 { close(descriptor) }
  }

  /// Where the next byte lies in the file.
  var position: Int64 { fetched - Int64(pending.count) }

  /// Some of the next bytes, which stay to be taken; none at the end of the file.
  mutating func bytes() throws(DataError) -> UnsafeRawBufferPointer {
    if pending.isEmpty, descriptor >= 0 {
      let count = readFully(descriptor, memory)
      guard count >= 0 else { throw .unreadable(file: name, reason: systemMessage(errno)) }
      fetched += Int64(count)
      pending = 0..<count
      hash?.update(UnsafeRawBufferPointer(rebasing: memory[..<count]))
    }
    return UnsafeRawBufferPointer(rebasing: memory[pending])
  }

  mutating func take(_ count: Int) { pending.removeFirst(count) }

  var version: FileVersion? { FileVersion(descriptor: descriptor) }

  /// The SHA-256 of the file, in hexadecimal; right only once the end was reached.
  mutating func checksum() -> String? {
    defer { hash = nil }
    return (hash?.finish()).map { Checksum.hexadecimal($0) }
  }

  /// The last four bytes, as a number; nil where they cannot be read.
  func lastNumber() -> UInt32? {
    var number: UInt32 = 0
    guard descriptor >= 0, size >= 4, pread(descriptor, &number, 4, off_t(size - 4)) == 4 else { return nil }
    return UInt32(littleEndian: number)
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
