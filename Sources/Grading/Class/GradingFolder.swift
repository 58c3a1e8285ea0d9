import Files
import Text

/// What a grading keeps from run to run, below `OUT/.state`: a record and a report for each student.
package struct GradingFolder: Sendable {
  package let out: String

  package init(_ out: String) { self.out = out }

  package var state: String { out + "/.state" }
  /// What the lesson's own run has computed.
  package var cache: String { state + "/cache" }

  /// A student's name as a file's.
  package static func safe(_ name: String) -> String {
    let kept = String(name.map { $0.isLetter || $0.isNumber || $0 == "_" ? $0 : "-" }.prefix(60))
    guard kept != name else { return kept }
    return kept + "-" + Checksum.sha256(Array(name.utf8)).prefix(6)
  }

  func make() throws(FileProblem) { try makeFolders(state) }

  // MARK: Records

  private func path(_ student: String, _ ending: String) -> String { "\(state)/\(Self.safe(student)).\(ending)" }

  func record(of student: String) -> Record? { Self.record(at: path(student, "json")) }

  private static func record(at path: String) -> Record? {
    guard let bytes = try? readFile(path, limit: 32 << 20) else { return nil }
    return (try? JSON(parsing: bytes)).flatMap { Record($0) }
  }

  /// All that are kept, of this run and of earlier ones.
  package func records() -> [Record] {
    let names = ((try? FolderListing(state))?.entries ?? []).filter { $0.kind == .file && $0.name.hasSuffix(".json") }
    return names.compactMap { Self.record(at: state + "/" + $0.name) }
  }

  func keep(_ record: Record) throws(FileProblem) {
    try replaceFile(path(record.student, "json"), with: Array(record.json.text.utf8))
  }

  package func forget(_ student: String) {
    removeFile(path(student, "json"))
    removeFile(path(student, "html"))
  }

  // MARK: Reports

  /// Takes the report from the folder of a run; where that has none, an earlier one counts no more.
  func takeReport(of student: String, from folder: String) throws(FileProblem) {
    let page = "\(folder)/report.html"
    if exists(page) { try moveFile(page, to: path(student, "html")) } else { removeFile(path(student, "html")) }
  }

  func report(of student: String) -> String? {
    (try? readFile(path(student, "html"))).map { String(decoding: $0, as: UTF8.self) }
  }

  // MARK: The lesson itself

  var ownRecord: Record? { Self.record(at: state + "/lesson") }

  func keepOwn(_ record: Record) throws(FileProblem) {
    try replaceFile(state + "/lesson", with: Array(record.json.text.utf8))
  }

  // MARK: Folders of runs

  /// An empty folder, for a process to write to.
  func makeWork(_ name: String) throws(FileProblem) -> String {
    let folder = "\(state)/\(name)"
    Self.remove(folder)
    try makeFolders(folder)
    return folder
  }

  /// With all that is in it.
  static func remove(_ folder: String) {
    for (name, kind) in (try? FolderListing(folder))?.entries ?? [] {
      if kind == .folder { remove(folder + "/" + name) } else { removeFile(folder + "/" + name) }
    }
    removeEmptyFolder(folder)
  }
}
