#if canImport(Glibc)
import Glibc

/// A folder of files that can be had again: each takes its place whole, but nobody waits until it is on the disk.
package struct SpareFolder: Sendable {
  package let path: String

  package struct Entry: Sendable {
    package var name: String
    /// In bytes.
    package var size: Int
    /// When it was written or read last, in nanoseconds since 1970.
    package var used: Int64
  }

  package init(_ path: String) { self.path = path }

  /// nil where there is none, or nothing that can be read.
  /// - Parameter limit: bytes; a larger file is none of ours.
  package func read(_ name: String, limit: Int) -> [UInt8]? {
    guard let folder = try? Folder(path), let bytes = try? OpenFile(name, in: folder).contents(limit: limit) else {
      return nil
    }
    // It was used now.
    utimensat(folder.descriptor, name, nil, AT_SYMLINK_NOFOLLOW)
    return bytes
  }

  package func write(_ bytes: [UInt8], to name: String) throws(FileProblem) {
    let folder: Folder
    do throws(FileProblem) { folder = try Folder(path) } catch {
      guard error.isNowhere else { throw error }
      try makeFolders(path)
      folder = try Folder(path)
    }
    var file = try NewFile(in: folder, mode: 0o666)
    try file.write(bytes)
    try file.replace(name, mode: nil, isLasting: false)
  }

  package func remove(_ name: String) {
    guard let folder = try? Folder(path) else { return }
    unlinkat(folder.descriptor, name, 0)
  }

  /// The plain files in it, and nothing where it cannot be read; clears what a crash left half written long ago.
  package func entries() -> [Entry] {
    guard let folder = try? Folder(path), let names = try? folder.names() else { return [] }
    NewFile.clear(folder)
    return names.compactMap { name in
      var status = stat()
      guard fstatat(folder.descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0, status.st_mode & S_IFMT == S_IFREG
      else { return nil }
      return Entry(
        name: name, size: Int(status.st_size),
        used: Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec))
    }
  }
}
#endif
