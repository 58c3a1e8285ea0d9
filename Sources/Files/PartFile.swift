#if canImport(Glibc)
import Glibc

/// A file that another program fills, in several runs perhaps. It is opened here, so that neither a link nor a second
/// name of some file is written to.
package struct PartFile: ~Copyable {
  package let descriptor: Int32
  private let path: String

  package init(_ path: String) throws(FileProblem) {
    let flags = O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
    let opened = open(path, flags, 0o666)
    guard opened >= 0 else { throw [ELOOP, ENXIO].contains(errno) ? .notPlain : FileProblem(errno) }
    var status = stat()
    guard fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_nlink <= 1 else {
      close(opened)
      throw .notPlain
    }
    descriptor = opened
    self.path = path
  }

  deinit { close(descriptor) }

  /// Keeps other runs out; false where one has the file, or has moved it to its final place.
  package borrowing func lock() -> Bool {
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return false }
    var (own, found) = (stat(), stat())
    return fstat(descriptor, &own) == 0 && lstat(path, &found) == 0 && own.st_ino == found.st_ino
      && own.st_dev == found.st_dev
  }
}
#endif
