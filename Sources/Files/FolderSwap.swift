#if canImport(Glibc)
/// The folder that is replaced, the one above it, and the steps of it; `PendingFolder` says why they are safe.
package struct FolderSwap {
  /// One path a line, sorted: the files a report consists of.
  package static let manifest = ".lesson-report"
  package static let marker = ".lesson-unfinished"
  /// Bytes; a manifest has a line for each figure.
  private static let largestManifest = 4 << 20

  let target: String
  let name: String
  let parent: Folder

  /// Makes the folders above the target and waits for its lock.
  package init(folder: String, disk: inout Disk) throws(DiskError) {
    var path = folder
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    if [".", "..", "/"].contains(fileName(path)), let real = realPath(path) { path = real }
    name = fileName(path)
    guard !name.isEmpty, name != ".", name != ".." else { throw .unsafeName(folder) }
    let above = parentFolder(path)
    target = path
    disk.place = target
    try FolderSwap.makeFolders(above, &disk)
    do throws(FileProblem) { parent = try Folder(above) } catch { throw .system(error, path: above) }
    _ = parent.lock(waits: true)
  }

  package func unlock() { parent.unlock() }

  private static func makeFolders(_ path: String, _ disk: inout Disk) throws(DiskError) {
    var path = Substring(path)
    var missing: [String] = []
    while !path.isEmpty, realPath(String(path)) == nil {
      missing.append(String(path))
      path = path.lastIndex(of: "/").map { path[..<$0] } ?? ""
    }
    for folder in missing.reversed() { try disk.makeFolder(above: folder) }
  }

  /// Throws where a path is taken by something that no report made.
  package func refuseForeign(_ paths: [String]) throws(DiskError) {
    guard let entry = parent.entry(name) else {
      for path in paths { try refuseUnsafe(path) }
      return
    }
    if entry.kind == .link { throw .isLink(target) }
    guard entry.isFolder else { throw .notAFolder(target) }
    let folder: Folder
    let ours: Set<String>
    do throws(FileProblem) {
      folder = try Folder(name, in: parent)
      ours = try FolderSwap.manifest(of: folder)
    } catch { throw .system(error, path: target) }
    for name in [FolderSwap.manifest, FolderSwap.marker] {
      if let entry = folder.entry(name), entry.kind != .file { throw .notPlain(name) }
    }
    for path in paths {
      try refuseUnsafe(path)
      for above in FolderSwap.foldersAbove(path) {
        if let entry = folder.entry(above), !entry.isFolder { throw .inTheWay(above) }
      }
      if let entry = folder.entry(path), entry.isFolder || !ours.contains(path) { throw .inTheWay(path) }
    }
  }

  private func refuseUnsafe(_ path: String) throws(DiskError) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let isReserved = path == FolderSwap.manifest || path == FolderSwap.marker
    guard !isReserved, parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." && !$0.utf8.contains(0) }) else {
      throw .unsafeName(path)
    }
  }

  static func manifest(of folder: Folder) throws(FileProblem) -> Set<String> {
    let text = try folder.text(manifest, limit: largestManifest) ?? ""
    return Set(text.split(separator: "\n").map { String($0) })
  }

  /// `a` and `a/b` for `a/b/c`.
  static func foldersAbove(_ path: String) -> [String] {
    let parts = path.split(separator: "/")
    guard parts.count > 1 else { return [] }
    return (1..<parts.count).map { parts[..<$0].joined(separator: "/") }
  }

  static func makeFolders(above path: String, in base: Folder, _ disk: inout Disk) throws(DiskError) {
    for folder in foldersAbove(path) where base.entry(folder) == nil { try disk.makeFolder(folder, in: base) }
  }

  static func isReport(_ path: String, _ ours: Set<String>) -> Bool {
    path == manifest || path == marker || ours.contains(path)
  }
}

extension FolderSwap {
  /// Takes an old report's folder apart: its own files go, all else moves into the target unless it is there already.
  func dismantle(
    _ name: String, into new: Folder, replaced: Set<String>, _ disk: inout Disk
  ) throws(DiskError) {
    let old = try disk.open(name, in: parent)
    let clearing = try disk.naming { () throws(FileProblem) in
      Clearing(
        new: new, ours: try FolderSwap.manifest(of: old).union(replaced),
        kept: try FolderSwap.manifest(of: new).union(replaced))
    }
    try clearing.clear(old, above: "", &disk)
    try disk.removeFolder(name, in: parent)
  }

  private struct Clearing {
    let new: Folder
    /// Files of the old report.
    let ours: Set<String>
    /// Files of the new one.
    let kept: Set<String>

    func clear(_ old: Folder, above: String, _ disk: inout Disk) throws(DiskError) {
      var names = try disk.names(in: old)
      // The manifest last: an interrupted clearing must still know which files are the report's.
      if above.isEmpty, let index = names.firstIndex(of: manifest) { names.append(names.remove(at: index)) }
      for name in names {
        let path = above + name
        guard let entry = old.entry(name) else { continue }
        if entry.isFolder {
          let inner = try disk.open(name, in: old)
          let isEmpty = try disk.names(in: inner).isEmpty
          try clear(inner, above: path + "/", &disk)
          if isEmpty { try makeFolders(above: path + "/-", in: new, &disk) }
          try disk.removeFolder(name, in: old)
        } else if isReport(path, ours) || new.entry(path) == entry {
          try disk.removeFile(name, in: old)
        } else {
          // Somebody put it there while the report was being written, perhaps under the name of one of its files.
          try makeFolders(above: path, in: new, &disk)
          try disk.move(name, of: old, to: path + (isReport(path, kept) ? "~" : ""), in: new)
        }
      }
    }
  }
}
#endif
