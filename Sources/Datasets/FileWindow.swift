import Files

/// A file's bytes in order, as they are stored, a part of them in memory at a time.
struct FileWindow: ~Copyable {
  private static let capacity = 1 << 18

  /// As messages name it.
  let name: String
  /// Bytes in all.
  let size: Int64
  /// nil for bytes that never were a file.
  private let file: OpenFile?
  let version: FileVersion?
  private let memory: UnsafeMutableRawBufferPointer
  private var pending: Range<Int>
  /// Bytes that were put into memory so far.
  private(set) var fetched: Int64
  private var hash: SHA256?

  /// - Parameter hashes: whether `checksum` will be asked for.
  init(path: String, shownAs name: String, hashes: Bool) throws(DataError) {
    let file: OpenFile
    do throws(FileProblem) { file = try OpenFile(path) } catch {
      if error.isNowhere { throw .missing(file: name) }
      let reason =
        error.isFolder
        ? "it is a folder, not a file" : error.isNotPlain ? "it is not an ordinary file" : error.words
      throw .unreadable(file: name, reason: reason)
    }
    self.name = name
    size = Int64(file.size)
    version = file.version
    self.file = consume file
    memory = .allocate(byteCount: Self.capacity, alignment: 16)
    pending = 0..<0
    fetched = 0
    hash = hashes ? SHA256() : nil
  }

  init(copying bytes: ArraySlice<UInt8>, shownAs name: String) {
    self.name = name
    size = Int64(bytes.count)
    file = nil
    version = nil
    memory = .allocate(byteCount: max(bytes.count, 1), alignment: 16)
    memory.copyBytes(from: bytes)
    pending = 0..<bytes.count
    fetched = Int64(bytes.count)
  }

  deinit { memory.deallocate() }

  /// Where the next byte lies in the file.
  var position: Int64 { fetched - Int64(pending.count) }

  /// Some of the next bytes, which stay to be taken; none at the end of the file.
  mutating func bytes() throws(DataError) -> UnsafeRawBufferPointer {
    if pending.isEmpty, file != nil {
      let count: Int
      do throws(FileProblem) { count = try file?.read(into: memory) ?? 0 } catch {
        throw .unreadable(file: name, reason: error.words)
      }
      fetched += Int64(count)
      pending = 0..<count
      hash?.update(UnsafeRawBufferPointer(rebasing: memory[..<count]))
    }
    return UnsafeRawBufferPointer(rebasing: memory[pending])
  }

  mutating func take(_ count: Int) { pending.removeFirst(count) }

  /// The SHA-256 of the file, in hexadecimal; right only once the end was reached.
  mutating func checksum() -> String? {
    defer { hash = nil }
    return (hash?.finish()).map { Checksum.hexadecimal($0) }
  }

  /// The last four bytes, as a number; nil where they cannot be read.
  func lastNumber() -> UInt32? { file?.lastNumber() ?? nil }
}
