/// Where data sets are looked for: the data folders, the user's cache, the system's folder, the built-in sample.
package struct DatasetLibrary: Sendable {
  package var dataFolders: [String]
  package var cacheFolder: String?
  package var systemFolder: String
  package var forcesSample: Bool

  /// - Parameters:
  ///   - dataFolders: `--data`, else `LESSON_DATA`; each with one folder a data set (`mnist/`, `fashion-mnist/`).
  ///   - cacheFolder: `lesson/datasets` in the user's cache.
  ///   - forceSample: whether `mnist` is always the built-in sample.
  package init(
    dataFolders: [String], cacheFolder: String?, systemFolder: String = "/usr/share/datasets",
    forceSample: Bool = false
  ) {
    self.dataFolders = dataFolders
    self.cacheFolder = cacheFolder
    self.systemFolder = systemFolder
    self.forcesSample = forceSample
  }

  package func find(_ name: DatasetName) throws(DataError) -> FoundDataset {
    throw .noDataset(name, searched: [])
  }
}
