#if canImport(Glibc)
import Glibc

/// Why a folder could not be replaced.
package enum DiskError: Error, Equatable {
  case system(FileProblem, path: String)
  /// Something that no report made stands where the report wants to write.
  case inTheWay(String)
  /// A pipe or the like under a name that is kept for files.
  case notPlain(String)
  case notAFolder(String)
  case isLink(String)
  case unsafeName(String)
  /// The simulated kill of a test: nothing more happens, not even cleaning up.
  case stopped
}

/// The changes that replacing a folder makes to the disk, each one system call whose failure is a value. All go by the
/// descriptor of a folder, and none follows a link.
package struct Disk {
  /// How many more changes may happen before a simulated kill; nil for no limit. Tests stop between any two.
  var remaining: Int?
  /// Whether to behave as on a file system that cannot exchange two folders.
  var lacksExchange = false
  /// What errors name: the folders beside the one that is replaced are nobody's business.
  var place = ""

  package init(remaining: Int? = nil, lacksExchange: Bool = false) {
    self.remaining = remaining
    self.lacksExchange = lacksExchange
  }

  private mutating func spend() throws(DiskError) {
    guard let left = remaining else { return }
    if left == 0 { throw .stopped }
    remaining = left - 1
  }

  private func check(_ result: Int32) throws(DiskError) {
    if result != 0 { throw .system(FileProblem(errno), path: place) }
  }

  func naming<Value>(_ body: () throws(FileProblem) -> Value) throws(DiskError) -> Value {
    do throws(FileProblem) { return try body() } catch { throw .system(error, path: place) }
  }

  /// A folder of the path above the one that is replaced.
  mutating func makeFolder(above path: String) throws(DiskError) {
    try spend()
    // Another run may make it at this moment; what else stands there is found when it is opened.
    if mkdir(path, 0o777) != 0, errno != EEXIST { throw .system(FileProblem(errno), path: path) }
  }

  mutating func makeFolder(_ path: String, in folder: Folder) throws(DiskError) {
    try spend()
    try check(mkdirat(folder.descriptor, path, 0o777))
  }

  /// Makes a new file; its bytes are on the disk when this returns.
  mutating func makeFile(_ path: String, _ bytes: [UInt8], in folder: Folder) throws(DiskError) {
    try spend()
    let file = openat(folder.descriptor, path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw .system(FileProblem(errno), path: place) }
    defer { close(file) }
    // Half of it first, so that a test can stop in the middle of a file.
    let half = bytes.count / 2
    for part in [bytes[..<half], bytes[half...]] {
      try spend()
      try naming { () throws(FileProblem) in try writeAll(part, to: file) }
    }
    try naming { () throws(FileProblem) in try Files.sync(file) }
  }

  mutating func hardLink(_ name: String, of folder: Folder, as path: String, in other: Folder) throws(DiskError) {
    try spend()
    try check(linkat(folder.descriptor, name, other.descriptor, path, 0))
  }

  mutating func move(_ name: String, of folder: Folder, to path: String, in other: Folder) throws(DiskError) {
    try spend()
    try check(renameat(folder.descriptor, name, other.descriptor, path))
  }

  /// Swaps two folders in one indivisible step; answers false where the file system cannot.
  mutating func exchange(_ one: String, _ other: String, in folder: Folder) throws(DiskError) -> Bool {
    if lacksExchange { return false }
    try spend()
    // Swift's Glibc module leaves renameat2 out, and older systems lack it.
    typealias Rename = @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
    guard let symbol = dlsym(nil, "renameat2") else { return false }
    let exchangeFlag: UInt32 = 1 << 1
    let rename = unsafeBitCast(symbol, to: Rename.self)
    if rename(folder.descriptor, one, folder.descriptor, other, exchangeFlag) == 0 { return true }
    if [EINVAL, ENOSYS, ENOTSUP].contains(errno) { return false }
    throw .system(FileProblem(errno), path: place)
  }

  mutating func removeFile(_ name: String, in folder: Folder) throws(DiskError) {
    try spend()
    try check(unlinkat(folder.descriptor, name, 0))
  }

  mutating func removeFolder(_ name: String, in folder: Folder) throws(DiskError) {
    try spend()
    try check(unlinkat(folder.descriptor, name, AT_REMOVEDIR))
  }

  /// Removes a folder with all that is in it.
  mutating func removeTree(_ name: String, in folder: Folder) throws(DiskError) {
    let tree = try open(name, in: folder)
    for name in try names(in: tree) {
      if tree.entry(name)?.isFolder == true { try removeTree(name, in: tree) } else { try removeFile(name, in: tree) }
    }
    try removeFolder(name, in: folder)
  }

  mutating func sync(_ folder: Folder) throws(DiskError) {
    try spend()
    try naming { () throws(FileProblem) in try folder.sync() }
  }

  func open(_ name: String, in folder: Folder) throws(DiskError) -> Folder {
    try naming { () throws(FileProblem) in try Folder(name, in: folder) }
  }

  func names(in folder: Folder) throws(DiskError) -> [String] {
    try naming { () throws(FileProblem) in try folder.names() }
  }
}
#endif
