import Datasets
import Glibc
package import Lesson
import Steps

/// A file of a report: its path inside the report's folder, with `/`, and its bytes.
package struct ReportFile: Sendable, Equatable {
  package var path: String
  package var bytes: [UInt8]
  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// Puts a report's files into its folder so that at every instant the old report or the new one is whole there.
///
/// A new folder is built beside the target: the report's files, a manifest that names them, and hard links to all that
/// stands in the target and is not in the target's own manifest. One system call then exchanges the two folders. Until
/// that call nothing in the target has changed; after it everything new is there. What is left beside the target is
/// taken apart: files of its manifest are deleted, and whatever is no report's and has not been linked is moved over.
///
/// A crash leaves a folder beside the target, and the next write begins by clearing it. A marker file, made first in
/// the new folder, tells which one it is: the marker stands in the target once the exchange has happened, so that
/// the folder beside it is the old report; else it is an unfinished new one, with nothing in it but our own files and
/// links. Where a file system cannot exchange folders two renames do it; between them the old report stands, whole,
/// under its name with `-old`, and the next write puts it back. A lock on the parent folder keeps two runs apart.
package enum ReportWriter {
  /// - Parameter folder: made where it is missing, as are the folders above it.
  package static func write(files: [ReportFile], to folder: String) throws(Diagnostic) {
    do {
      var disk = Disk()
      try write(files: files, to: folder, disk: &disk)
    } catch { throw diagnostic(error, folder: folder) }
  }

  /// Says early, before a lesson runs, whether its report can be written; also mends what an earlier crash left.
  /// - Parameter paths: the files that will be written for certain.
  package static func check(paths: [String], folder: String) throws(Diagnostic) {
    do {
      var disk = Disk()
      var swap = try FolderSwap(folder: folder, disk: &disk)
      defer { swap.unlock() }
      try swap.recover(&disk)
      try swap.refuseForeign(paths, disk)
      try disk.makeFolder(swap.new)
      try disk.removeFolder(swap.new)
    } catch { throw diagnostic(error, folder: folder) }
  }

  static func write(files: [ReportFile], to folder: String, disk: inout Disk) throws(DiskError) {
    var swap = try FolderSwap(folder: folder, disk: &disk)
    defer { swap.unlock() }
    try swap.recover(&disk)
    try swap.refuseForeign(files.map(\.path), disk)
    do throws(DiskError) { try swap.build(files, &disk) } catch {
      if error != .stopped { try? swap.removeTree(swap.new, &disk) }
      throw error
    }
    let replaced = try swap.swap(&disk)
    // The new report is in place: what cannot be cleared now is cleared by the next write.
    do throws(DiskError) {
      if let replaced { try swap.dismantle(replaced, &disk) }
      try disk.removeFile(swap.target + "/" + FolderSwap.marker)
    } catch { if error == .stopped { throw error } }
  }

  private static func diagnostic(_ error: DiskError, folder: String) -> Diagnostic {
    let elsewhere = "choose another folder with '--out DIR'"
    switch error {
    case .system(let code, let path):
      let reason = systemMessage(code)
      // The folder beside the target is nobody's business.
      let place = path.contains(".lesson-") ? folder : path
      let fix: String
      switch code {
      case ENOSPC, EDQUOT: fix = "free some space on the disk, or " + elsewhere
      case EACCES, EPERM, EROFS: fix = "make the folder writable, or " + elsewhere
      default: fix = elsewhere
      }
      return Diagnostic(
        cause: .machine, id: "cannot-write-report", at: nil, "cannot write the report to \(place): \(reason)",
        notes: [fix, "an earlier report, if there is one, is as it was"])
    case .inTheWay(let path):
      return Diagnostic(
        cause: .machine, id: "file-in-the-way", at: nil,
        "\(folder)/\(path) is in the way: no earlier report made it, so it is not replaced",
        notes: ["move or rename it, or " + elsewhere])
    case .notAFolder(let path):
      return Diagnostic(
        cause: .machine, id: "not-a-folder", at: nil, "the report goes into the folder \(path), but that is a file",
        notes: ["move or rename it, or " + elsewhere])
    case .unsafeName(let name):
      return Diagnostic(
        cause: .machine, id: "unsafe-file-name", at: nil, "a report cannot hold a file named '\(name)'")
    case .stopped:
      return Diagnostic(cause: .machine, id: "stopped", at: nil, "writing the report was stopped")
    }
  }
}
