import Files

/// Where data sets are looked for: the data folders, the user's cache, the system's folder, the built-in sample.
package struct DatasetLibrary: Sendable {
  package var dataFolders: [String]
  package var cacheFolder: String?
  package var systemFolder: String
  package var forcesSample: Bool
  /// Whether the sample may stand in for a data set that the data folders were named for and do not have.
  package var allowsSample: Bool

  /// - Parameters:
  ///   - dataFolders: `--data`, else `LESSON_DATA`; each with one folder a data set (`mnist/`, `fashion-mnist/`).
  ///   - cacheFolder: `lesson/datasets` in the user's cache.
  ///   - forceSample: whether `mnist` is always the built-in sample.
  ///   - allowSample: whether the sample may stand in where the data folders lack the data set.
  package init(
    dataFolders: [String], cacheFolder: String?, systemFolder: String = "/usr/share/datasets",
    forceSample: Bool = false, allowSample: Bool = true
  ) {
    self.dataFolders = dataFolders
    self.cacheFolder = cacheFolder
    self.systemFolder = systemFolder
    self.forcesSample = forceSample
    allowsSample = allowSample
  }

  /// `lesson/datasets` in `XDG_CACHE_HOME`, which must be absolute, else in `~/.cache`.
  package static func cacheFolder(_ environment: [String: String]) -> String? {
    if let folder = environment["XDG_CACHE_HOME"], folder.hasPrefix("/") { return folder + "/lesson/datasets" }
    return environment["HOME"].map { $0 + "/.cache/lesson/datasets" }
  }

  /// The first place that has it. A place with damaged files is an error and not passed over; so is a data folder with
  /// some of the files, while the cache may be waiting for the rest of a download.
  package func find(_ name: DatasetName) throws(DataError) -> FoundDataset {
    if name == .mnist && forcesSample { return Sample.found }
    for folder in dataFolders {
      guard let problem = folderProblem(folder) else { continue }
      throw .unreadable(file: folder, reason: problem.isMissing ? "there is no such data folder" : problem.words)
    }
    let folders = dataFolders + [cacheFolder, systemFolder].compactMap { $0 }
    for (index, folder) in folders.enumerated() {
      let place = "\(folder)/\(name.rawValue)"
      if let found = try DatasetFiles.find(name, in: place, needsAll: index < dataFolders.count) { return found }
    }
    // `--data downloads/mnist` where `downloads` was meant.
    for folder in dataFolders where folder.split(separator: "/").last.map({ String($0) }) == name.rawValue {
      if let found = try DatasetFiles.find(name, in: folder) { return found }
    }
    if !allowsSample, !dataFolders.isEmpty { throw .notInFolders(name, folders: dataFolders) }
    guard name == .mnist else { throw .noDataset(name, searched: folders) }
    return Sample.found
  }
}
