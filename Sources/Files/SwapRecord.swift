#if canImport(Glibc)
/// What the marker in an unfinished folder says. It proves that the folder is one of ours: nobody else's names its own
/// inode. Once it stands in the target's place, it says where the folder is that stood there before.
struct SwapRecord {
  /// Bytes.
  private static let largest = 1 << 16

  var inode: UInt
  /// The folder's own name beside the target, and the one for the old folder where two cannot be exchanged.
  var names: [String] = []
  /// Of the folder that stood in the target's place.
  var replaced: UInt?
  /// Files of that folder which give way to the new ones, though they are no part of a report.
  var saved: [String] = []

  init(inode: UInt) { self.inode = inode }

  /// The record in a folder; nil where there is none, or one of another folder.
  static func read(in folder: Folder) throws(FileProblem) -> SwapRecord? {
    guard let text = try folder.text(FolderSwap.marker, limit: largest), let inode = folder.itself?.inode else {
      return nil
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    guard lines.first == String(inode) else { return nil }
    var record = SwapRecord(inode: inode)
    guard lines.count > 3 else { return record }
    record.names = [lines[1], lines[2]]
    record.replaced = UInt(lines[3])
    record.saved = lines.dropFirst(4).filter { !$0.isEmpty }
    return record
  }

  var bytes: [UInt8] {
    var lines = [String(inode)]
    if names.count == 2 { lines += names + [replaced.map { String($0) } ?? ""] + saved }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }
}

extension FolderSwap {
  /// `.02-cnn.lesson-` and sixteen hexadecimal digits that cannot be guessed.
  func nameBeside() -> String { ".\(name).lesson-\(randomName())" }

  private func isBeside(_ other: String) -> Bool {
    let prefix = ".\(name).lesson-"
    return other.hasPrefix(prefix) && isRandomName(other.dropFirst(prefix.count))
  }

  /// Clears what a crash left beside the target: only folders that bear our own record, or nothing at all, and never
  /// one whose maker still runs.
  package func recover(_ disk: inout Disk) throws(DiskError) {
    var beside = try disk.names(in: parent).filter(isBeside)
    if parent.entry(name) == nil { try restore(beside, &disk) }
    if parent.entry(name)?.isFolder == true {
      let folder = try disk.open(name, in: parent)
      if let record = try self.record(in: folder, disk) {
        for other in record.names where record.replaced != nil && parent.entry(other)?.inode == record.replaced {
          guard isBeside(other), parent.entry(other)?.isFolder == true else { continue }
          try dismantle(other, into: folder, replaced: Set(record.saved), &disk)
          beside.removeAll { $0 == other }
        }
        try disk.removeFile(FolderSwap.marker, in: folder)
      }
    }
    for other in beside { try clear(other, &disk) }
  }

  /// Where the crash came between two renames, the old folder goes back to its place.
  private func restore(_ beside: [String], _ disk: inout Disk) throws(DiskError) {
    for other in beside {
      guard let entry = parent.entry(other), entry.isFolder, entry.isOurs,
        let record = try record(in: try disk.open(other, in: parent), disk), let old = record.names.last,
        isBeside(old), let entry = parent.entry(old), entry.isFolder, entry.inode == record.replaced
      else { continue }
      return try disk.move(old, of: parent, to: name, in: parent)
    }
  }

  private func record(in folder: Folder, _ disk: Disk) throws(DiskError) -> SwapRecord? {
    try disk.naming { () throws(FileProblem) in try SwapRecord.read(in: folder) }
  }

  private func clear(_ other: String, _ disk: inout Disk) throws(DiskError) {
    guard let entry = parent.entry(other), entry.isFolder, entry.isOurs,
      let folder = try? Folder(other, in: parent), folder.lock(waits: false)
    else { return }
    if try record(in: folder, disk) != nil { return try disk.removeTree(other, in: parent) }
    // A crash may come before the marker is whole.
    let names = try disk.names(in: folder)
    guard names.allSatisfy({ $0 == FolderSwap.marker && folder.entry($0)?.isFolder == false }) else { return }
    for name in names { try disk.removeFile(name, in: folder) }
    try disk.removeFolder(other, in: parent)
  }
}
#endif
