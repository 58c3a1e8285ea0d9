import Glibc

/// The folders that take part in replacing a report, and the steps of it; `ReportWriter` says why they are safe.
struct FolderSwap {
  /// One path a line, sorted: the files a report consists of.
  static let manifest = ".lesson-report"
  static let marker = ".lesson-unfinished"

  let parent: String
  let target: String
  let new: String
  let old: String
  private var lock: Int32 = -1

  /// Makes the folders above the target and waits for its lock.
  init(folder: String, disk: inout Disk) throws(DiskError) {
    var path = folder
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    if let real = disk.resolved(path) { path = real }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard let name = parts.last, !name.isEmpty, name != ".", name != ".." else { throw .unsafeName(folder) }
    let above = parts.count == 1 ? "." : parts.dropLast().joined(separator: "/")
    parent = above.isEmpty ? "/" : above
    target = path
    new = "\(parent)/.\(name).lesson-new"
    old = "\(parent)/.\(name).lesson-old"
    try FolderSwap.makeFolders(parent, &disk)
    lock = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard lock >= 0 else { throw .system(code: errno, path: parent) }
    while flock(lock, LOCK_EX) != 0 && errno == EINTR {}
  }

  mutating func unlock() {
    close(lock)
    lock = -1
  }

  private static func makeFolders(_ path: String, _ disk: inout Disk) throws(DiskError) {
    var path = Substring(path)
    var missing: [String] = []
    while !path.isEmpty, disk.resolved(String(path)) == nil {
      missing.append(String(path))
      path = path.lastIndex(of: "/").map { path[..<$0] } ?? ""
    }
    for folder in missing.reversed() { try disk.makeFolder(folder) }
  }

  /// Clears what a crash left beside the target.
  mutating func recover(_ disk: inout Disk) throws(DiskError) {
    if disk.entry(old) != nil, disk.entry(target) == nil { try disk.move(old, target) }
    let swapped = disk.entry(target + "/" + FolderSwap.marker) != nil
    if disk.entry(old) != nil { try dismantle(old, &disk) }
    if disk.entry(new) != nil {
      if swapped { try dismantle(new, &disk) } else { try removeTree(new, &disk) }
    }
    if swapped { try disk.removeFile(target + "/" + FolderSwap.marker) }
  }

  /// Throws where a path is taken by something that no report made.
  func refuseForeign(_ paths: [String], _ disk: Disk) throws(DiskError) {
    if let entry = disk.entry(target), !entry.isFolder { throw .notAFolder(target) }
    let ours = manifest(of: target, disk)
    for path in paths {
      let parts = path.split(separator: "/", omittingEmptySubsequences: false)
      let isReserved = path == FolderSwap.manifest || path == FolderSwap.marker
      guard !isReserved, parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." && !$0.utf8.contains(0) }) else {
        throw .unsafeName(path)
      }
      for depth in 1..<parts.count {
        let folder = parts[..<depth].joined(separator: "/")
        if let entry = disk.entry(target + "/" + folder), !entry.isFolder { throw .inTheWay(folder) }
      }
      if let entry = disk.entry(target + "/" + path), entry.isFolder || !ours.contains(path) { throw .inTheWay(path) }
    }
  }

  private func manifest(of folder: String, _ disk: Disk) -> Set<String> {
    Set((disk.text(folder + "/" + FolderSwap.manifest) ?? "").split(separator: "\n").map(String.init))
  }

  /// Makes the new folder beside the target, complete and on the disk.
  mutating func build(_ files: [ReportFile], _ disk: inout Disk) throws(DiskError) {
    try disk.makeFolder(new)
    try disk.makeFile(new + "/" + FolderSwap.marker, [])
    for file in files {
      try makeFoldersInside(new, for: file.path, &disk)
      try disk.makeFile(new + "/" + file.path, file.bytes)
    }
    let list = files.map { $0.path + "\n" }.sorted().joined()
    try disk.makeFile(new + "/" + FolderSwap.manifest, Array(list.utf8))
    if disk.entry(target) != nil { try linkForeign(manifest(of: target, disk), "", &disk) }
    try syncTree(new, &disk)
  }

  private func makeFoldersInside(_ base: String, for path: String, _ disk: inout Disk) throws(DiskError) {
    let parts = path.split(separator: "/")
    for depth in 1..<max(parts.count, 1) {
      let folder = base + "/" + parts[..<depth].joined(separator: "/")
      if disk.entry(folder) == nil { try disk.makeFolder(folder) }
    }
  }

  /// Links what no report made; a file that cannot be linked is moved after the exchange.
  private func linkForeign(_ ours: Set<String>, _ folder: String, _ disk: inout Disk) throws(DiskError) {
    for name in try disk.names(in: target + "/" + folder) {
      let path = folder + name
      guard let entry = disk.entry(target + "/" + path), !isReport(path, ours) else { continue }
      if entry.isFolder {
        try linkForeign(ours, path + "/", &disk)
        continue
      }
      try makeFoldersInside(new, for: path, &disk)
      do throws(DiskError) { try disk.hardLink(target + "/" + path, new + "/" + path) } catch {
        guard case .system(let code, _) = error, [EPERM, ENOTSUP, EMLINK, EXDEV, ENOSYS].contains(code) else {
          throw error
        }
      }
    }
  }

  private func isReport(_ path: String, _ ours: Set<String>) -> Bool {
    path == FolderSwap.manifest || path == FolderSwap.marker || ours.contains(path)
  }

  private func syncTree(_ folder: String, _ disk: inout Disk) throws(DiskError) {
    for name in try disk.names(in: folder) where disk.entry(folder + "/" + name)?.isFolder == true {
      try syncTree(folder + "/" + name, &disk)
    }
    try disk.sync(folder)
  }

  /// Puts the new folder in the target's place; answers where the old one is now.
  mutating func swap(_ disk: inout Disk) throws(DiskError) -> String? {
    var replaced: String?
    if disk.entry(target) == nil {
      try disk.move(new, target)
    } else if try disk.exchange(new, target) {
      replaced = new
    } else {
      try disk.move(target, old)
      try disk.move(new, target)
      replaced = old
    }
    try disk.sync(parent)
    return replaced
  }

  /// Takes an old report's folder apart: its own files go, all else moves into the target unless it is there already.
  func dismantle(_ folder: String, _ disk: inout Disk) throws(DiskError) {
    try dismantle(folder, "", manifest(of: folder, disk), manifest(of: target, disk), &disk)
    try disk.removeFolder(folder)
  }

  private func dismantle(
    _ base: String, _ folder: String, _ ours: Set<String>, _ kept: Set<String>, _ disk: inout Disk
  ) throws(DiskError) {
    var names = try disk.names(in: base + "/" + folder)
    // The manifest last: an interrupted clearing must still know which files are the report's.
    if folder.isEmpty, let index = names.firstIndex(of: FolderSwap.manifest) { names.append(names.remove(at: index)) }
    for name in names {
      let path = folder + name
      guard let entry = disk.entry(base + "/" + path) else { continue }
      if entry.isFolder {
        let count = try disk.names(in: base + "/" + path).count
        try dismantle(base, path + "/", ours, kept, &disk)
        if count == 0 { try makeFoldersInside(target, for: path + "/-", &disk) }
        try disk.removeFolder(base + "/" + path)
      } else if isReport(path, ours) || disk.entry(target + "/" + path) == entry {
        try disk.removeFile(base + "/" + path)
      } else {
        // Somebody put it there while the report was being written, perhaps under the name of one of its files.
        try makeFoldersInside(target, for: path, &disk)
        try disk.move(base + "/" + path, target + "/" + path + (isReport(path, kept) ? "~" : ""))
      }
    }
  }

  /// Removes a folder of which every file is ours, or a second link to a file that stands in the target.
  func removeTree(_ folder: String, _ disk: inout Disk) throws(DiskError) {
    for name in try disk.names(in: folder) {
      let path = folder + "/" + name
      if disk.entry(path)?.isFolder == true {
        try removeTree(path, &disk)
      } else {
        try disk.removeFile(path)
      }
    }
    try disk.removeFolder(folder)
  }
}
