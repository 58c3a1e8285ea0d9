import Engine
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
    let folders = [lessonFolder] + readableFolders
    let found = locate(name, in: folders)
    guard case .failure = found, let decoded = WebAddress.paths(name).first, decoded != name,
      case .success(let path) = locate(decoded, in: folders)
    else { return found }
    // `my%20x.csv`, as browsers and Markdown write names with blanks.
    return .success(path)
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

  /// A folder that a lesson names, relative to the lesson.
  func locateFolder(_ name: String) -> Result<String, Surroundings.Unavailable> {
    locate(name, in: [lessonFolder] + readableFolders, isForFolder: true)
  }

  /// Whether a file in a folder that may be read is itself where a lesson may read, and no link that leads out.
  func isReadable(_ path: String) -> Bool {
    guard let path = realPath(path) else { return false }
    return ([lessonFolder] + readableFolders).compactMap { realPath($0) }.contains {
      path == $0 || path.hasPrefix($0 == "/" ? "/" : $0 + "/")
    }
  }

  private func locate(
    _ name: String, in folders: [String], isForFolder: Bool = false
  ) -> Result<String, Surroundings.Unavailable> {
    let candidates = name.hasPrefix("/") ? [name] : folders.map { $0 + "/" + name }
    // Some programs unpack `x.csv` as a folder `x.csv` with the file `x.csv` in it: the folder is no match for a file.
    let nested = isForFolder ? [] : candidates.map { $0 + "/" + fileName($0) }
    let real = (candidates + nested).compactMap { realPath($0) }
    let allowed = folders.compactMap(realPath)
    func isAllowed(_ path: String) -> Bool {
      allowed.contains { path.hasPrefix($0 == "/" ? "/" : $0 + "/") || path == $0 }
    }
    // Of a link that leads out, nothing is told: neither where to, nor whether anything is there.
    if !name.hasPrefix("/"), !real.contains(where: isAllowed), folders.contains(where: { holdsLink(name, under: $0) }) {
      return .failure(
        Surroundings.Unavailable(
          summary: "'\(name)' is a link that leads outside the lesson's folder and the data folders, or nowhere",
          notes: ["put a copy of the file itself in its place"], isMachine: false))
    }
    guard let found = real.first(where: { isFolder($0) == isForFolder }) ?? real.first else {
      return .failure(
        Surroundings.Unavailable(
          summary: "there is no \(isForFolder ? "folder" : "file") '\(name)'",
          hint: nearest(name, in: folders, isForFolder: isForFolder).map { "did you mean '\($0)'?" },
          notes: [
            "file names are relative to the lesson, that is to \(lessonFolder == "." ? "this folder" : lessonFolder)"
          ], isMachine: true))
    }
    guard isAllowed(found) else {
      return .failure(
        Surroundings.Unavailable(
          summary: "'\(name)' lies outside the lesson's folder and the data folders",
          notes: ["copy it beside the lesson, or allow its folder: --allow \(parentFolder(found))"], isMachine: false))
    }
    guard isFolder(found) == isForFolder else {
      let words = isForFolder ? "is a file, not a folder" : "is a folder, not a file"
      return .failure(Surroundings.Unavailable(summary: "'\(name)' \(words)", notes: [], isMachine: true))
    }
    return .success(found)
  }

  /// What is there under nearly that name, whose parts may be misspelt or stand between backslashes.
  private func nearest(_ name: String, in folders: [String], isForFolder: Bool) -> String? {
    guard !name.hasPrefix("/") else { return nil }
    let parts = name.split { $0 == "/" || $0 == "\\" }.map { String($0) }.filter { $0 != "." }
    guard !parts.isEmpty else { return nil }
    for folder in folders {
      var path = folder
      var found: [String] = []
      for part in parts {
        guard let names = try? namesInFolder(path),
          let next = names.contains(part) ? part : Suggestion.nearest(part, among: names.sorted())
        else { break }
        found.append(next)
        path += "/" + next
      }
      if found.count == parts.count, isFolder(path) == isForFolder, isReadable(path) {
        return found.joined(separator: "/")
      }
    }
    return nil
  }

  package func readWeights(_ name: String, at range: Range<Int>) throws(Diagnostic) -> [UInt8] {
    try weights(name, at: range) { path throws(FileProblem) in
      try readFile(path, limit: FileAccess.largestWeights)
    } saved: {
      $0
    }
  }

  /// The first bytes of a file of weights, enough for its header, and how many it has in all.
  package func readWeightsStart(_ name: String, at range: Range<Int>) throws(Diagnostic) -> (bytes: [UInt8], size: Int)
  {
    try weights(name, at: range) { path throws(FileProblem) in
      try readStart(path, upTo: Safetensors.longestStart)
    } saved: {
      ($0, $0.count)
    }
  }

  /// What the run itself has saved comes first.
  private func weights<Contents>(
    _ name: String, at range: Range<Int>, read: (String) throws(FileProblem) -> Contents,
    saved: ([UInt8]) -> Contents
  ) throws(Diagnostic) -> Contents {
    do throws(FileProblem) {
      if let bytes = try pending?.read(name, limit: FileAccess.largestWeights) { return saved(bytes) }
    } catch { throw unreadable(name, error, at: range) }
    switch locateWeights(name) {
    case .failure(let problem): throw problem.diagnostic(at: Place(range: range))
    case .success(let path):
      do throws(FileProblem) { return try read(path) } catch { throw unreadable(name, error, at: range) }
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
