package import Files

#if canImport(Glibc)
import Datasets
package import Lesson
import Steps
#endif

/// A file of a report: its path inside the report's folder, with `/`, and its bytes.
package typealias ReportFile = FolderFile

#if canImport(Glibc)
/// Puts a report's files into its folder so that at every instant the old report or the new one is whole there;
/// `PendingFolder` says how.
package enum ReportWriter {
  /// - Parameters:
  ///   - folder: made where it is missing, as are the folders above it.
  ///   - pending: what the run saved for that folder; it takes its place together with the report, or not at all.
  package static func write(
    files: [ReportFile], to folder: String, with pending: PendingFolder? = nil
  ) throws(Diagnostic) {
    do {
      var disk = Disk()
      try (pending ?? PendingFolder(for: folder)).replace(with: files, disk: &disk)
    } catch { throw diagnostic(error, folder: folder) }
  }

  /// Says early, before a lesson runs, whether its report can be written; also mends what an earlier crash left.
  /// - Parameter paths: the files that will be written for certain.
  package static func check(paths: [String], folder: String) throws(Diagnostic) {
    do { try PendingFolder(for: folder).check(paths) } catch { throw diagnostic(error, folder: folder) }
  }

  static func write(files: [ReportFile], to folder: String, disk: inout Disk) throws(DiskError) {
    try PendingFolder(for: folder).replace(with: files, disk: &disk)
  }

  private static func diagnostic(_ error: DiskError, folder: String) -> Diagnostic {
    let elsewhere = "choose another folder with '--out DIR'"
    switch error {
    case .system(let problem, let path):
      let fix =
        if problem.isFullDisk { "free some space on the disk, or " + elsewhere } else if problem.isPermission {
          "make the folder writable, or " + elsewhere
        } else { elsewhere }
      return Diagnostic(
        cause: .machine, id: .cannotWriteReport, at: nil, "cannot write the report to \(path): \(problem.words)",
        notes: [fix, "an earlier report, if there is one, is as it was"])
    case .inTheWay(let path):
      return Diagnostic(
        cause: .machine, id: .fileInTheWay, at: nil,
        "\(folder)/\(path) is in the way: no earlier report made it, so it is not replaced",
        notes: ["move or rename it, or " + elsewhere])
    case .notPlain(let path):
      return Diagnostic(
        cause: .machine, id: .fileInTheWay, at: nil, "\(folder)/\(path) is not a plain file",
        notes: ["remove it, or " + elsewhere])
    case .notAFolder(let path):
      return Diagnostic(
        cause: .machine, id: .notAFolder, at: nil, "the report goes into the folder \(path), but that is a file",
        notes: ["move or rename it, or " + elsewhere])
    case .isLink(let path):
      return Diagnostic(
        cause: .machine, id: .notAFolder, at: nil, "the report goes into the folder \(path), but that is a link",
        notes: ["remove the link, or name the folder above the one it leads to: '--out DIR'"])
    case .unsafeName(let name):
      return Diagnostic(
        cause: .machine, id: .cannotWriteReport, at: nil, "a report cannot hold a file named '\(name)'")
    case .stopped:
      return Diagnostic(cause: .machine, id: .cannotWriteReport, at: nil, "writing the report was stopped")
    }
  }
}
#endif
