#if canImport(Glibc)
import Glibc

/// An open folder: what is done by its descriptor stays in it, whatever becomes of its path.
final class Folder: Sendable {
  let descriptor: Int32

  init(_ path: String) throws(FileProblem) {
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileProblem(errno) }
  }

  /// A folder in another, never one that a link leads to.
  init(_ name: String, in folder: Folder) throws(FileProblem) {
    descriptor = openat(folder.descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileProblem(errno) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  struct Entry: Equatable {
    enum Kind { case file, folder, link, other }

    var kind: Kind
    var device: UInt
    var inode: UInt
    /// Who may do what with it.
    var mode: mode_t
    var isOurs: Bool
    /// Seconds since 1970.
    var changed: Int
    var isFolder: Bool { kind == .folder }

    init(_ status: stat) {
      kind =
        switch status.st_mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        case S_IFLNK: .link
        default: .other
        }
      device = UInt(status.st_dev)
      inode = UInt(status.st_ino)
      mode = status.st_mode & 0o7777
      isOurs = status.st_uid == geteuid()
      changed = status.st_mtim.tv_sec
    }

    /// Whether both are the same thing under two names.
    static func == (left: Entry, right: Entry) -> Bool {
      left.device == right.device && left.inode == right.inode
    }
  }

  /// What stands at `path` itself: a link is not followed. nil where nothing stands.
  func entry(_ path: String) -> Entry? {
    var status = stat()
    guard fstatat(descriptor, path, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
    return Entry(status)
  }

  /// The folder's own.
  var itself: Entry? {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Entry(status) : nil
  }

  /// What is in it, sorted.
  func names() throws(FileProblem) -> [String] {
    let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { throw FileProblem(errno) }
    guard let stream = fdopendir(copy) else {
      let problem = FileProblem(errno)
      close(copy)
      throw problem
    }
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

  /// A small file's text; nil where there is none, and for whatever is no plain file or no small one.
  func text(_ name: String, limit: Int) throws(FileProblem) -> String? {
    do throws(FileProblem) {
      return String(decoding: try OpenFile(name, in: self).contents(limit: limit), as: UTF8.self)
    } catch {
      if [ENOENT, EFBIG, EISDIR, ELOOP].contains(error.code) || error.isNotPlain { return nil }
      throw error
    }
  }

  /// Makes the folder's own entries durable; file systems that cannot are let be.
  func sync() throws(FileProblem) {
    if fsync(descriptor) != 0 && errno != EINVAL { throw FileProblem(errno) }
  }

  /// Keeps others out until the folder is closed; false where it is taken, and not waited for.
  func lock(waits: Bool) -> Bool {
    while flock(descriptor, LOCK_EX | (waits ? 0 : LOCK_NB)) != 0 {
      if errno != EINTR { return waits }
    }
    return true
  }

  func unlock() { flock(descriptor, LOCK_UN) }
}
#endif
