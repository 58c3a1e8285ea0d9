import Glibc

/// Why a file operation failed.
enum DiskError: Error, Equatable {
  case system(code: Int32, path: String)
  /// A file that no report made stands where the report wants to write.
  case inTheWay(String)
  case notAFolder(String)
  case unsafeName(String)
  /// The simulated kill of a test: nothing more happens, not even cleaning up.
  case stopped
}

/// The changes a report's writing makes to the disk, each one system call whose failure is a value.
struct Disk {
  /// How many more changes may happen before a simulated kill; nil for no limit. Tests stop between any two.
  var remaining: Int?
  /// Whether to behave as on a file system that cannot exchange two folders.
  var lacksExchange = false

  init(remaining: Int? = nil, lacksExchange: Bool = false) {
    self.remaining = remaining
    self.lacksExchange = lacksExchange
  }

  struct Entry: Equatable {
    var isFolder: Bool
    var device: UInt
    var inode: UInt
  }

  private mutating func spend() throws(DiskError) {
    guard let left = remaining else { return }
    if left == 0 { throw .stopped }
    remaining = left - 1
  }

  private func check(_ result: Int32, _ path: String) throws(DiskError) {
    if result != 0 { throw .system(code: errno, path: path) }
  }

  mutating func makeFolder(_ path: String) throws(DiskError) {
    try spend()
    try check(mkdir(path, 0o777), path)
  }

  /// Makes a new file; its bytes are on the disk when this returns.
  mutating func makeFile(_ path: String, _ bytes: [UInt8]) throws(DiskError) {
    try spend()
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw .system(code: errno, path: path) }
    defer { close(file) }
    // Half of it first, so that a test can stop in the middle of a file.
    var start = 0
    for end in [bytes.count / 2, bytes.count] {
      try spend()
      while start < end {
        let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress! + start, end - start) }
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { throw .system(code: count < 0 ? errno : EIO, path: path) }
        start += count
      }
    }
    try check(fsync(file), path)
  }

  mutating func hardLink(_ from: String, _ to: String) throws(DiskError) {
    try spend()
    try check(link(from, to), to)
  }

  mutating func move(_ from: String, _ to: String) throws(DiskError) {
    try spend()
    try check(rename(from, to), to)
  }

  /// Swaps two folders in one indivisible step; answers false where the file system cannot.
  mutating func exchange(_ one: String, _ other: String) throws(DiskError) -> Bool {
    if lacksExchange { return false }
    try spend()
    // Swift's Glibc module leaves renameat2 out, and older systems lack it.
    typealias Rename = @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
    guard let symbol = dlsym(nil, "renameat2") else { return false }
    let exchangeFlag: UInt32 = 1 << 1
    if unsafeBitCast(symbol, to: Rename.self)(AT_FDCWD, one, AT_FDCWD, other, exchangeFlag) == 0 { return true }
    if [EINVAL, ENOSYS, ENOTSUP].contains(errno) { return false }
    throw .system(code: errno, path: other)
  }

  mutating func removeFile(_ path: String) throws(DiskError) {
    try spend()
    try check(unlink(path), path)
  }

  mutating func removeFolder(_ path: String) throws(DiskError) {
    try spend()
    try check(rmdir(path), path)
  }

  /// Makes the folder's own entries durable; file systems that cannot are let be.
  mutating func sync(_ folder: String) throws(DiskError) {
    try spend()
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(code: errno, path: folder) }
    defer { close(descriptor) }
    if fsync(descriptor) != 0 && errno != EINVAL { throw .system(code: errno, path: folder) }
  }

  /// What stands at `path` itself: links are not followed.
  func entry(_ path: String) -> Entry? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    return Entry(isFolder: status.st_mode & S_IFMT == S_IFDIR, device: status.st_dev, inode: status.st_ino)
  }

  /// The names in a folder, sorted.
  func names(in folder: String) throws(DiskError) -> [String] {
    guard let stream = opendir(folder) else { throw .system(code: errno, path: folder) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// A small file's text; nil where it cannot be read.
  func text(_ path: String) -> String? {
    let file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(file, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return count == 0 ? String(decoding: bytes, as: UTF8.self) : nil }
      bytes += chunk[..<count]
    }
  }

  /// The absolute path without links; nil where nothing stands there.
  func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
