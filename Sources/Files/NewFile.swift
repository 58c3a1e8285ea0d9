#if canImport(Glibc)
import Glibc

/// A file that takes its place only when it is whole and on the disk. Until then it has no name, so that a crash leaves
/// nothing, or, where the file system knows no such files, one that nobody can guess.
struct NewFile: ~Copyable {
  private let folder: Folder
  private let descriptor: Int32
  private var name: String?

  /// - Parameter mode: who may read and write it, at most.
  init(in folder: Folder, mode: mode_t) throws(FileProblem) {
    self.folder = folder
    let unnamed = openat(folder.descriptor, ".", O_WRONLY | O_CLOEXEC | unnamedFile, mode)
    if unnamed >= 0, access(NewFile.link(to: unnamed), F_OK) == 0 {
      descriptor = unnamed
      name = nil
      return
    }
    if unnamed >= 0 { close(unnamed) }
    let name = NewFile.temporaryName()
    descriptor = openat(folder.descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw FileProblem(errno) }
    self.name = name
  }

  deinit {
    close(descriptor)
    if let name { unlinkat(folder.descriptor, name, 0) }
  }

  func write(_ bytes: [UInt8]) throws(FileProblem) { try writeAll(bytes[...], to: descriptor) }

  /// Takes the place of what is called `name`, or of nothing.
  /// - Parameters:
  ///   - mode: who may read and write it, where the process's own choice is not wanted.
  ///   - isLasting: whether to wait until it is on the disk.
  mutating func replace(_ name: String, mode: mode_t?, isLasting: Bool = true) throws(FileProblem) {
    if let mode { try check(fchmod(descriptor, mode)) }
    if isLasting { try sync(descriptor) }
    if self.name == nil {
      if linkUnnamed(name) {
        if isLasting { try folder.sync() }
        return
      }
      guard errno == EEXIST else { throw FileProblem(errno) }
      let temporary = NewFile.temporaryName()
      guard linkUnnamed(temporary) else { throw FileProblem(errno) }
      self.name = temporary
    }
    try check(renameat(folder.descriptor, self.name ?? name, folder.descriptor, name))
    self.name = nil
    if isLasting { try folder.sync() }
  }

  private func linkUnnamed(_ name: String) -> Bool {
    linkat(AT_FDCWD, NewFile.link(to: descriptor), folder.descriptor, name, AT_SYMLINK_FOLLOW) == 0
  }

  private static func link(to descriptor: Int32) -> String { "/proc/self/fd/\(descriptor)" }

  private static func temporaryName() -> String { ".lesson-\(randomName()).part" }

  /// Removes what a crash left long ago where files without names are unknown.
  static func clear(_ folder: Folder) {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    for name in (try? folder.names()) ?? [] {
      guard name.hasPrefix(".lesson-"), name.hasSuffix(".part"), isRandomName(name.dropFirst(8).dropLast(5)),
        let entry = folder.entry(name), entry.kind == .file, entry.isOurs, now.tv_sec - entry.changed > 3600
      else { continue }
      unlinkat(folder.descriptor, name, 0)
    }
  }
}

/// `O_TMPFILE`, which is no part of POSIX.
private let unnamedFile: Int32 = 0o20_000_000 | O_DIRECTORY

/// Sixteen hexadecimal digits that cannot be guessed.
func randomName() -> String {
  let digits = String(UInt64.random(in: .min ... .max), radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}

func isRandomName(_ text: Substring) -> Bool {
  text.utf8.count == 16 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
}

func check(_ result: Int32) throws(FileProblem) {
  if result != 0 { throw FileProblem(errno) }
}

func sync(_ descriptor: Int32) throws(FileProblem) {
  if fsync(descriptor) != 0 && errno != EINVAL { throw FileProblem(errno) }
}

func writeAll(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) throws(FileProblem) {
  var written = 0
  while written < bytes.count {
    let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress! + written, $0.count - written) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { throw FileProblem(count < 0 ? errno : EIO) }
    written += count
  }
}

/// Makes a file and sees to it that its bytes are on the disk; `EEXIST` where anything stands there, a link that leads
/// nowhere included.
package func writeFile(_ bytes: [UInt8], to path: String) throws(FileProblem) {
  let folder = try Folder(parentFolder(path))
  let name = fileName(path)
  let descriptor = openat(
    folder.descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
  guard descriptor >= 0 else { throw FileProblem(errno) }
  do throws(FileProblem) {
    defer { close(descriptor) }
    try writeAll(bytes[...], to: descriptor)
    try sync(descriptor)
  } catch {
    unlinkat(folder.descriptor, name, 0)
    throw error
  }
  try folder.sync()
}

/// Replaces a file, or a link, so that at every instant the new one or what was there is whole. Who may read and write
/// it stays as it was, and so does a file that must not be written.
package func replaceFile(_ path: String, with bytes: [UInt8]) throws(FileProblem) {
  let folder = try Folder(parentFolder(path))
  let mode = try replaceableMode(fileName(path), in: folder)
  NewFile.clear(folder)
  try replaceFile(fileName(path), in: folder, with: bytes, mode: mode)
}

/// Writes a file that its owner alone can read.
package func replacePrivateFile(_ path: String, with bytes: [UInt8]) throws(FileProblem) {
  try replaceFile(fileName(path), in: try Folder(parentFolder(path)), with: bytes, mode: 0o600)
}

func replaceFile(_ name: String, in folder: Folder, with bytes: [UInt8], mode: mode_t?) throws(FileProblem) {
  var file = try NewFile(in: folder, mode: (mode ?? 0o666) & 0o777)
  try file.write(bytes)
  try file.replace(name, mode: mode)
}

/// Who may read and write the file of that name; nil where there is none yet. Throws where it must not be replaced.
func replaceableMode(_ name: String, in folder: Folder) throws(FileProblem) -> mode_t? {
  guard let entry = folder.entry(name) else { return nil }
  switch entry.kind {
  case .folder: throw FileProblem(EISDIR)
  case .file:
    try check(faccessat(folder.descriptor, name, W_OK, 0))
    return entry.mode
  // It gives way itself, not what it leads to.
  case .link: return nil
  case .other: throw .notPlain
  }
}
#endif
