/// Downloads data sets with the system's `curl`, resumes, checks the checksums.
package struct Fetcher: Sendable {
  package struct Progress: Sendable, Equatable {
    package var file: String
    package var bytes: Int
    /// Of the whole file; nil where unknown.
    package var total: Int?
  }

  package enum Problem: Error, Sendable, Equatable {
    case noCurl
  }

  /// What a fetch did, for the terminal.
  package struct Result: Sendable, Equatable {
    package var folder: String
    package var downloaded: [String]
    package var alreadyThere: [String]
  }

  /// - Parameters:
  ///   - cacheFolder: `lesson/datasets` in the user's cache; the files go into a folder of the data set's name.
  ///   - mirror: a school's own server, in place of the usual ones.
  package init(cacheFolder: String, mirror: String? = nil) {}

  package func fetch(
    _ name: DatasetName, onProgress: (Progress) -> Void
  ) throws(Problem) -> Result { throw .noCurl }

  /// What `--list` shows: each data set, its files' sizes, its mirrors, whether it is there.
  package func list() -> [(name: DatasetName, bytes: Int, mirrors: [String], isPresent: Bool)] { [] }
}
