#if canImport(Glibc)
import Glibc

/// A file that is read. It is opened without waiting, so that a named pipe is refused and not waited for.
package struct OpenFile: ~Copyable {
  /// In bytes; of a pipe, 0.
  package let size: Int
  private let descriptor: Int32

  /// - Parameter takesPipe: whether to read what another program still writes, and to wait for it.
  package init(_ path: String, takesPipe: Bool = false) throws(FileProblem) {
    try self.init(open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | (takesPipe ? 0 : O_NONBLOCK)), takesPipe: takesPipe)
  }

  /// A file in a folder, and not what a link there leads to.
  init(_ name: String, in folder: Folder) throws(FileProblem) {
    let flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | O_NOFOLLOW
    try self.init(openat(folder.descriptor, name, flags), takesPipe: false)
  }

  private init(_ opened: Int32, takesPipe: Bool) throws(FileProblem) {
    guard opened >= 0 else { throw FileProblem(errno) }
    var status = stat()
    let problem: FileProblem? =
      if fstat(opened, &status) != 0 { FileProblem(errno) } else {
        switch status.st_mode & S_IFMT {
        case S_IFREG: nil
        case S_IFDIR: FileProblem(EISDIR)
        default: takesPipe ? nil : .notPlain
        }
      }
    if let problem {
      close(opened)
      throw problem
    }
    descriptor = opened
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// nil where the system does not tell.
  package var version: FileVersion? { FileVersion(descriptor: descriptor) }

  /// What tells a file from another one, and from itself once it was written to; nil where it cannot be opened.
  package static func identity(of path: String) -> String? {
    guard let file = try? OpenFile(path), let version = file.version else { return nil }
    return version.numbers.map { String($0, radix: 16) }.joined(separator: "-")
  }

  /// Fills the buffer and tells how many bytes there were: fewer only at the end.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileProblem) -> Int {
    var filled = 0
    while filled < buffer.count {
      let count = Glibc.read(descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw FileProblem(errno) }
      if count == 0 { break }
      filled += count
    }
    return filled
  }

  /// The last four bytes, as a number with the lowest first; nil where they cannot be read.
  package func lastNumber() -> UInt32? {
    var number: UInt32 = 0
    guard size >= 4, pread(descriptor, &number, 4, size - 4) == 4 else { return nil }
    return UInt32(littleEndian: number)
  }
}
#endif

extension OpenFile {
  /// All of it; `EFBIG` where that is more than `limit` bytes.
  func contents(limit: Int) throws(FileProblem) -> [UInt8] {
    guard size <= limit else { throw FileProblem(EFBIG) }
    // A byte more, so that the end is seen at once.
    var bytes = [UInt8](repeating: 0, count: size + 1)
    var filled = 0
    while true {
      var problem: FileProblem?
      let count = bytes.withUnsafeMutableBytes { buffer in
        do throws(FileProblem) { return try read(into: .init(rebasing: buffer[filled...])) } catch {
          problem = error
          return 0
        }
      }
      if let problem { throw problem }
      filled += count
      guard filled <= limit else { throw FileProblem(EFBIG) }
      guard filled == bytes.count else { break }
      // A pipe or a file that still grows says nothing of its size.
      bytes.append(contentsOf: repeatElement(0, count: min(max(4096, filled), limit + 1 - filled)))
    }
    bytes.removeLast(bytes.count - filled)
    return bytes
  }
}

/// A file's first bytes, and how many it has in all.
package func readStart(_ path: String, upTo limit: Int) throws(FileProblem) -> (bytes: [UInt8], size: Int) {
  let file = try OpenFile(path)
  let count = min(file.size, limit)
  var problem: FileProblem?
  let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
    do throws(FileProblem) { filled = try file.read(into: UnsafeMutableRawBufferPointer(buffer)) } catch {
      problem = error
    }
  }
  if let problem { throw problem }
  return (bytes, file.size)
}

/// The whole of a file; `EFBIG` where it is larger than `limit` bytes, `ENOTSUP` for what is no file.
/// - Parameter takesPipe: whether to read what another program still writes, and to wait for it.
package func readFile(
  _ path: String, limit: Int = 1 << 30, takesPipe: Bool = false
) throws(FileProblem) -> [UInt8] {
  try OpenFile(path, takesPipe: takesPipe).contents(limit: limit)
}
