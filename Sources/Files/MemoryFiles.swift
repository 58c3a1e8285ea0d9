#if !canImport(Glibc)
/// The files of a host without a disk: a page puts those here that a lesson may read, and finds what was saved.
package enum MemoryFiles {
  /// By their paths without `.` and `..`. The number is larger for one that was put there later.
  private static let files = Mutex<[String: (bytes: [UInt8], version: Int)]>([:])
  private static let puts = Mutex(0)

  package static func put(_ bytes: [UInt8], at path: String) {
    let version = puts.withLock { puts in
      puts += 1
      return puts
    }
    files.withLock { $0[plain(path)] = (bytes, version) }
  }

  package static func remove(_ path: String) { files.withLock { $0[plain(path)] = nil } }

  static func find(_ path: String) -> (bytes: [UInt8], version: Int)? { files.withLock { $0[plain(path)] } }

  /// Whether files lie in a folder of that path.
  static func hasFolder(_ path: String) -> Bool {
    let path = plain(path)
    let start = path == "/" ? path : path + "/"
    return path == "." || files.withLock { files in files.contains { $0.key.hasPrefix(start) } }
  }

  /// What is in a folder, sorted.
  static func names(in path: String) -> [String] {
    let path = plain(path)
    let start = path == "/" ? path : path == "." ? "" : path + "/"
    let inside = files.withLock { files in files.keys.filter { $0.hasPrefix(start) } }
    return Set(inside.compactMap { $0.dropFirst(start.count).split(separator: "/").first.map { String($0) } }).sorted()
  }

  /// The path without `.`, `..` and `//`.
  static func plain(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    let joined = parts.joined(separator: "/")
    return path.hasPrefix("/") ? "/" + joined : joined.isEmpty ? "." : joined
  }
}

/// What tells a file from another one of its name.
package struct FileVersion: Sendable, Equatable {
  fileprivate let number: Int

  fileprivate init(number: Int) { self.number = number }

  /// nil where there is no such file.
  package init?(path: String) {
    guard let file = MemoryFiles.find(path) else { return nil }
    number = file.version
  }

  /// All of it.
  package var numbers: [UInt64] { [UInt64(number)] }
  /// The numbers start anew with the page, so that nothing may be kept of them.
  package var isSettled: Bool { false }
}

/// A file that is read.
package struct OpenFile: ~Copyable {
  /// In bytes.
  package let size: Int
  package let version: FileVersion?
  private let bytes: [UInt8]
  private let place = Mutex(0)

  package init(_ path: String, takesPipe: Bool = false) throws(FileProblem) {
    guard let file = MemoryFiles.find(path) else {
      throw FileProblem(MemoryFiles.hasFolder(path) ? EISDIR : ENOENT)
    }
    bytes = file.bytes
    size = file.bytes.count
    version = FileVersion(number: file.version)
  }

  /// Fills the buffer and tells how many bytes there were: fewer only at the end.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileProblem) -> Int {
    place.withLock { place in
      let part = bytes[place...].prefix(buffer.count)
      buffer.copyBytes(from: part)
      place += part.count
      return part.count
    }
  }

  /// The last four bytes, as a number with the lowest first; nil where they cannot be read.
  package func lastNumber() -> UInt32? {
    size < 4 ? nil : bytes.suffix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}

package func holdsLink(_ name: String, under folder: String) -> Bool { false }

package func makeFolders(_ path: String) throws(FileProblem) {}

package func isFolder(_ path: String) -> Bool { MemoryFiles.find(path) == nil && MemoryFiles.hasFolder(path) }

package func namesInFolder(_ path: String) throws(FileProblem) -> [String] {
  guard isFolder(path) else { throw FileProblem(MemoryFiles.find(path) == nil ? ENOENT : ENOTDIR) }
  return MemoryFiles.names(in: path)
}

package func exists(_ path: String) -> Bool { realPath(path) != nil }

package func folderProblem(_ path: String) -> FileProblem? {
  MemoryFiles.hasFolder(path) ? nil : FileProblem(MemoryFiles.find(path) == nil ? ENOENT : ENOTDIR)
}

package func realPath(_ path: String) -> String? {
  let plain = MemoryFiles.plain(path)
  return MemoryFiles.find(plain) != nil || MemoryFiles.hasFolder(plain) ? plain : nil
}

package func replaceFile(_ path: String, with bytes: [UInt8]) throws(FileProblem) { MemoryFiles.put(bytes, at: path) }

/// What a run saves, until the page takes it.
package final class PendingFolder: Sendable {
  private let saved = Mutex<[FolderFile]>([])

  package init(for path: String) {}

  package func save(_ bytes: [UInt8], as name: String) throws(FileProblem) {
    saved.withLock { saved in
      saved.removeAll { $0.path == name }
      saved.append(FolderFile(path: name, bytes: bytes))
    }
  }

  package func read(_ name: String, limit: Int) throws(FileProblem) -> [UInt8]? {
    files.first { $0.path == name }?.bytes
  }

  package var files: [FolderFile] { saved.withLock { $0 } }
}
#endif
