#if canImport(Glibc)
import Glibc

/// What tells a file from another one of its name, and from itself once it was written to.
package struct FileVersion: Sendable, Equatable {
  private let device: UInt64
  private let inode: UInt64
  private let size: Int64
  /// In nanoseconds.
  private let modified: Int64
  /// Of its contents or its attributes: this one cannot be set back.
  private let changed: Int64

  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  /// nil where there is no such file.
  package init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    func nanoseconds(_ time: timespec) -> Int64 { Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec) }
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
    modified = nanoseconds(status.st_mtim)
    changed = nanoseconds(status.st_ctim)
  }

  /// All of it.
  package var numbers: [UInt64] {
    [device, inode, UInt64(bitPattern: size), UInt64(bitPattern: modified), UInt64(bitPattern: changed)]
  }

  /// Whether a change that comes now is told from it: clocks of file systems go in steps.
  package var isSettled: Bool {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Int64(now.tv_sec) - max(modified, changed) / 1_000_000_000 > 2
  }
}
#endif
