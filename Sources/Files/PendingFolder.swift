#if canImport(Glibc)
import Synchronization

/// A folder that will take another's place, so that at every instant the old one or the new one is whole there.
///
/// The new folder is built beside the target, under a name that cannot be guessed: what a run saves as it goes, then the
/// report's files, a manifest that names these, and hard links to all that stands in the target and is not in the
/// target's own manifest. One system call then exchanges the two folders. Until that call nothing in the target has
/// changed; after it everything new is there. What is left beside the target is taken apart: files of its manifest are
/// deleted, and whatever is no report's and has not been linked is moved over.
///
/// A crash leaves a folder beside the target, and the next write begins by clearing it. A marker file, made first in
/// the new folder, tells which one it is: the marker stands in the target once the exchange has happened, and names the
/// folder that stood there; else it is an unfinished new one, with nothing in it but our own files and links. Where a
/// file system cannot exchange folders two renames do it; between them the old folder stands, whole, under a name that
/// the marker tells, and the next write puts it back.
///
/// A lock on the parent folder keeps two writers apart, and one on the new folder tells that its maker still runs: of
/// two runs into one folder each has a new one of its own, and the later one's takes the place whole.
package final class PendingFolder: Sendable {
  private let new: Mutex<NewFolder>

  /// Nothing is made before something is saved.
  package init(for path: String) { new = Mutex(NewFolder(path: path)) }

  /// Writes a file that takes its place together with the folder. It is on the disk when this returns.
  package func save(_ bytes: [UInt8], as name: String) throws(FileProblem) {
    try new.withLock { new throws(FileProblem) in
      do throws(DiskError) { try new.save(bytes, as: name) } catch { throw error.problem }
    }
  }

  /// What was saved under that name; nil where nothing was.
  package func read(_ name: String, limit: Int) throws(FileProblem) -> [UInt8]? {
    try new.withLock { new throws(FileProblem) in try new.read(name, limit: limit) }
  }

  /// Says early whether the folder can be replaced; also mends what an earlier crash left.
  /// - Parameter paths: the files that will be written for certain.
  package func check(_ paths: [String]) throws(DiskError) {
    try new.withLock { new throws(DiskError) in try new.check(paths) }
  }

  /// Puts the files, with what was saved, in the target's place.
  package func replace(with files: [FolderFile], disk: inout Disk) throws(DiskError) {
    try new.withLock { new throws(DiskError) in try new.replace(with: files, &disk) }
  }

  /// Gives up what was saved.
  package func discard() { new.withLock { $0.discard() } }
}

extension DiskError {
  fileprivate var problem: FileProblem {
    switch self {
    case .system(let problem, _): problem
    case .notAFolder, .isLink: .notAFolder
    case .inTheWay, .notPlain, .unsafeName, .stopped: .notPlain
    }
  }
}
#endif
