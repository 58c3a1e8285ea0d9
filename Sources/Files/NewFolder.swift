#if canImport(Glibc)
/// The folder that `PendingFolder` builds.
struct NewFolder {
  private let path: String
  private var made: (name: String, folder: Folder)?
  /// Files that are no part of the report, under their names in the target.
  private var saved: Set<String> = []

  init(path: String) { self.path = path }

  mutating func save(_ bytes: [UInt8], as name: String) throws(DiskError) {
    var disk = Disk()
    let swap = try FolderSwap(folder: path, disk: &disk)
    defer { swap.unlock() }
    try swap.refuseForeign([])
    let new = try make(swap, &disk)
    try disk.naming { () throws(FileProblem) in
      let target = try? Folder(swap.name, in: swap.parent)
      let mode = try target.flatMap { folder throws(FileProblem) in try replaceableMode(name, in: folder) }
      try replaceFile(name, in: new, with: bytes, mode: mode)
    }
    saved.insert(name)
  }

  func read(_ name: String, limit: Int) throws(FileProblem) -> [UInt8]? {
    guard saved.contains(name), let made else { return nil }
    return try OpenFile(name, in: made.folder).contents(limit: limit)
  }

  func check(_ paths: [String]) throws(DiskError) {
    var disk = Disk()
    let swap = try FolderSwap(folder: path, disk: &disk)
    defer { swap.unlock() }
    try swap.recover(&disk)
    try swap.refuseForeign(paths)
    let name = swap.nameBeside()
    try disk.makeFolder(name, in: swap.parent)
    try disk.removeFolder(name, in: swap.parent)
  }

  mutating func replace(with files: [FolderFile], _ disk: inout Disk) throws(DiskError) {
    let swap = try FolderSwap(folder: path, disk: &disk)
    defer { swap.unlock() }
    do throws(DiskError) {
      try swap.recover(&disk)
      try swap.refuseForeign(files.map { $0.path })
      let new = try make(swap, &disk)
      let record = try build(files, in: new, swap, &disk)
      let replaced = try exchange(record, for: swap, &disk)
      saved = []
      // The new folder is in place: what cannot be cleared now is cleared by the next write.
      do throws(DiskError) {
        if let replaced { try swap.dismantle(replaced, into: new, replaced: Set(record.saved), &disk) }
        try disk.removeFile(FolderSwap.marker, in: new)
      } catch { if error == .stopped { throw error } }
    } catch {
      if error != .stopped { remove(from: swap) }
      throw error
    }
  }

  mutating func discard() {
    var disk = Disk()
    guard made != nil, let swap = try? FolderSwap(folder: path, disk: &disk) else { return }
    defer { swap.unlock() }
    remove(from: swap)
  }

  private mutating func remove(from swap: FolderSwap) {
    guard let made else { return }
    self.made = nil
    saved = []
    var disk = Disk()
    // By now another folder may be called so.
    guard swap.parent.entry(made.name) == made.folder.itself else { return }
    try? disk.removeTree(made.name, in: swap.parent)
  }

  private mutating func make(_ swap: FolderSwap, _ disk: inout Disk) throws(DiskError) -> Folder {
    if let made { return made.folder }
    let name = swap.nameBeside()
    try disk.makeFolder(name, in: swap.parent)
    let folder = try disk.open(name, in: swap.parent)
    _ = folder.lock(waits: true)
    made = (name, folder)
    guard let entry = folder.itself else { throw .inTheWay(swap.target) }
    try disk.makeFile(FolderSwap.marker, SwapRecord(inode: entry.inode).bytes, in: folder)
    return folder
  }

  /// Completes the new folder; all of it is on the disk when this returns.
  private func build(
    _ files: [FolderFile], in new: Folder, _ swap: FolderSwap, _ disk: inout Disk
  ) throws(DiskError) -> SwapRecord {
    for file in files {
      if saved.contains(file.path) { throw .inTheWay(file.path) }
      try FolderSwap.makeFolders(above: file.path, in: new, &disk)
      try disk.makeFile(file.path, file.bytes, in: new)
    }
    let list = files.map { $0.path + "\n" }.sorted().joined()
    try disk.makeFile(FolderSwap.manifest, Array(list.utf8), in: new)
    var record = SwapRecord(inode: new.itself?.inode ?? 0)
    record.names = [made?.name ?? "", swap.nameBeside()]
    record.saved = saved.sorted()
    if let entry = swap.parent.entry(swap.name) {
      record.replaced = entry.inode
      let target = try disk.open(swap.name, in: swap.parent)
      let ours = try disk.naming { () throws(FileProblem) in try FolderSwap.manifest(of: target) }
      try linkForeign(in: target, above: "", besides: ours, to: new, &disk)
    }
    let draft = FolderSwap.marker + "~"
    try disk.makeFile(draft, record.bytes, in: new)
    try disk.move(draft, of: new, to: FolderSwap.marker, in: new)
    try syncTree(new, &disk)
    return record
  }

  /// Links what no report made; a file that cannot be linked is moved after the exchange.
  private func linkForeign(
    in folder: Folder, above: String, besides ours: Set<String>, to new: Folder, _ disk: inout Disk
  ) throws(DiskError) {
    for name in try disk.names(in: folder) {
      let path = above + name
      guard let entry = folder.entry(name), !FolderSwap.isReport(path, ours), !saved.contains(path) else { continue }
      if entry.isFolder {
        try linkForeign(in: try disk.open(name, in: folder), above: path + "/", besides: ours, to: new, &disk)
        continue
      }
      try FolderSwap.makeFolders(above: path, in: new, &disk)
      do throws(DiskError) { try disk.hardLink(name, of: folder, as: path, in: new) } catch {
        guard case .system(let problem, _) = error, problem.isUnlinkable else { throw error }
      }
    }
  }

  private func syncTree(_ folder: Folder, _ disk: inout Disk) throws(DiskError) {
    for name in try disk.names(in: folder) where folder.entry(name)?.isFolder == true {
      try syncTree(try disk.open(name, in: folder), &disk)
    }
    try disk.sync(folder)
  }

  /// Puts the new folder in the target's place; answers where the old one is now.
  private mutating func exchange(
    _ record: SwapRecord, for swap: FolderSwap, _ disk: inout Disk
  ) throws(DiskError) -> String? {
    let (new, old, parent) = (record.names[0], record.names[1], swap.parent)
    var replaced: String?
    if record.replaced == nil {
      try disk.move(new, of: parent, to: swap.name, in: parent)
    } else if try disk.exchange(new, swap.name, in: parent) {
      replaced = new
    } else {
      try disk.move(swap.name, of: parent, to: old, in: parent)
      do throws(DiskError) { try disk.move(new, of: parent, to: swap.name, in: parent) } catch {
        if error != .stopped, (try? disk.move(old, of: parent, to: swap.name, in: parent)) == nil {
          // The next write puts it back, by what the new folder says.
          made = nil
        }
        throw error
      }
      replaced = old
    }
    made = nil
    try disk.sync(parent)
    return replaced
  }
}
#endif
