package import Files
package import Lesson

/// Which files a lesson may read and where it may write: its own folder, the data folders, folders given with `--allow`.
package struct FileAccess: Sendable {
  package var lessonFolder: String
  /// `output/02-cnn`: where `save` writes.
  package var reportFolder: String
  /// Data folders and those of `--allow`.
  package var readableFolders: [String]
  /// Takes what is saved until the report is written; nil where files of the report's folder are replaced at once.
  package var pending: PendingFolder?

  package init(lessonFolder: String, reportFolder: String, readableFolders: [String]) {
    self.lessonFolder = lessonFolder
    self.reportFolder = reportFolder
    self.readableFolders = readableFolders
  }

  /// The real path of a file that a lesson names, relative to the lesson.
  package func locate(_ name: String) -> Result<String, Surroundings.Unavailable> {
    locate(name, in: [lessonFolder] + readableFolders)
  }

  /// A picture that the lesson's text shows. Its address is read as browsers read it, and else as it is written.
  package func locatePicture(_ address: String) -> Result<String, Surroundings.Unavailable> {
    let found = WebAddress.paths(address).lazy.map { locate($0) }.first {
      if case .success = $0 { true } else { false }
    }
    return found ?? locate(WebAddress.paths(address).first ?? address)
  }

  /// A weights file: in the report's folder, else as any other file.
  package func locateWeights(_ name: String) -> Result<String, Surroundings.Unavailable> {
    locate(name, in: [reportFolder, lessonFolder] + readableFolders)
  }

  private func locate(_ name: String, in folders: [String]) -> Result<String, Surroundings.Unavailable> {
    let candidates = name.hasPrefix("/") ? [name] : folders.map { $0 + "/" + name }
    // Some programs unpack `x.csv` as a folder `x.csv` with the file `x.csv` in it: the folder is no match for a file.
    let nested = candidates.map { $0 + "/" + fileName($0) }
    let real = (candidates + nested).compactMap { realPath($0) }
    guard let found = real.first(where: { !isFolder($0) }) ?? real.first else {
      return .failure(
        Surroundings.Unavailable(
          summary: "there is no file '\(name)'",
          notes: [
            "file names are relative to the lesson, that is to \(lessonFolder == "." ? "this folder" : lessonFolder)"
          ], isMachine: true))
    }
    let allowed = folders.compactMap(realPath)
    guard allowed.contains(where: { found.hasPrefix($0 == "/" ? "/" : $0 + "/") }) else {
      return .failure(
        Surroundings.Unavailable(
          summary: "'\(name)' lies outside the lesson's folder and the data folders",
          notes: ["copy it beside the lesson, or allow its folder: --allow \(parentFolder(found))"], isMachine: false))
    }
    guard !isFolder(found) else {
      return .failure(
        Surroundings.Unavailable(summary: "'\(name)' is a folder, not a file", notes: [], isMachine: true))
    }
    return .success(found)
  }

  package func readWeights(_ name: String, at range: Range<Int>) throws(Diagnostic) -> [UInt8] {
    do throws(FileProblem) {
      if let saved = try pending?.read(name, limit: FileAccess.largestWeights) { return saved }
    } catch { throw unreadable(name, error, at: range) }
    switch locateWeights(name) {
    case .failure(let problem): throw problem.diagnostic(at: Place(range: range))
    case .success(let path):
      do { return try readFile(path, limit: FileAccess.largestWeights) } catch {
        throw unreadable(name, error, at: range)
      }
    }
  }

  private static let largestWeights = Int(clamping: 4 << 30 as Int64)

  private func unreadable(_ name: String, _ problem: FileProblem, at range: Range<Int>) -> Diagnostic {
    Diagnostic(cause: .machine, id: .unavailable, at: range, "'\(name)' cannot be read: \(problem.words)")
  }

  /// Writes a file of the report's folder.
  func save(_ bytes: [UInt8], as name: String, at range: Range<Int>) throws(Diagnostic) {
    do throws(FileProblem) {
      if let pending { return try pending.save(bytes, as: name) }
      try makeFolders(reportFolder)
      try replaceFile(reportFolder + "/" + name, with: bytes)
    } catch {
      throw Diagnostic(
        cause: .machine, id: .cannotWrite, at: range, "\(reportFolder)/\(name) cannot be written: \(error.words)")
    }
  }
}
