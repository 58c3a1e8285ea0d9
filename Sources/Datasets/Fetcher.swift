#if canImport(Glibc)
import Files

/// Downloads data sets with the system's `curl`, resumes, checks the checksums. A file gets its final name only when it
/// is whole and right; until then it is `NAME.part` beside it.
package struct Fetcher: Sendable {
  package struct Progress: Sendable, Equatable {
    package var file: String
    package var bytes: Int
    /// Of the whole file as it is usually published.
    package var total: Int
  }

  /// What a fetch did, for the terminal.
  package struct Result: Sendable, Equatable {
    package var folder: String
    package var downloaded: [String]
    package var alreadyThere: [String]
  }

  /// What `--list` shows.
  package struct Listing: Sendable, Equatable {
    package var name: DatasetName
    /// Of all four files as they are usually published.
    package var bytes: Int
    package var mirrors: [String]
    package var folder: String
    /// Whether all four files are there and right.
    package var isPresent: Bool
  }

  private static let attemptsPerMirror = 10

  private let cacheFolder: String
  private let mirror: String?
  private let downloader: Downloader
  private let files: [PublishedFile]?

  /// - Parameters:
  ///   - cacheFolder: `lesson/datasets` in the user's cache; the files go into a folder of the data set's name.
  ///   - mirror: the address of a folder with the files, such as a school's own server, in place of the usual ones.
  ///   - curl: the program's name or path.
  ///   - files: what each data set consists of, where it is not what is published (tests).
  package init(cacheFolder: String, mirror: String? = nil, curl: String = "curl", files: [PublishedFile]? = nil) {
    self.cacheFolder = cacheFolder
    self.files = files
    self.mirror = mirror
    downloader = Downloader(program: curl)
  }

  package func list() -> [Listing] {
    DatasetName.allCases.map { name in
      let files = files(of: name)
      return Listing(
        name: name, bytes: files.reduce(0) { $0 + $1.size }, mirrors: mirrors(of: name), folder: folder(of: name),
        isPresent: files.allSatisfy { isRight("\(folder(of: name))/\($0.name)", $0) })
    }
  }

  /// Makes sure that all four files are there and right.
  /// - Parameters:
  ///   - isInterrupted: asked about ten times a second; true ends it, and what came is kept.
  ///   - onProgress: called about ten times a second while a file comes in.
  package func fetch(
    _ name: DatasetName, isInterrupted: () -> Bool = { false }, onProgress: (Progress) -> Void
  ) throws(FetchError) -> Result {
    let folder = folder(of: name)
    try makeFolder(folder)
    var result = Result(folder: folder, downloaded: [], alreadyThere: [])
    for file in files(of: name) {
      if isRight("\(folder)/\(file.name)", file) {
        result.alreadyThere.append(file.name)
        continue
      }
      try fetch(file, into: folder, from: mirrors(of: name), isInterrupted, onProgress)
      result.downloaded.append(file.name)
    }
    return result
  }

  private func files(of name: DatasetName) -> [PublishedFile] { files ?? PublishedFile.files(of: name) }

  private func folder(of name: DatasetName) -> String { "\(cacheFolder)/\(name.rawValue)" }

  private func mirrors(of name: DatasetName) -> [String] { mirror.map { [$0] } ?? PublishedFile.mirrors(of: name) }

  /// One mirror after the other; troubles of this computer end it at once.
  private func fetch(
    _ file: PublishedFile, into folder: String, from mirrors: [String], _ isInterrupted: () -> Bool,
    _ onProgress: (Progress) -> Void
  ) throws(FetchError) {
    var problems: [FetchError.Problem] = []
    for mirror in mirrors {
      let address = mirror + (mirror.hasSuffix("/") ? "" : "/") + file.name
      do throws(FetchError.Problem) {
        return try fetch(file, from: address, into: folder, isInterrupted, onProgress)
      } catch {
        problems.append(error)
        if error.isOfThisComputer { throw FetchError(file: file.name, problems: [error]) }
      }
    }
    throw FetchError(file: file.name, problems: problems)
  }

  private func fetch(
    _ file: PublishedFile, from address: String, into folder: String, _ isInterrupted: () -> Bool,
    _ onProgress: (Progress) -> Void
  ) throws(FetchError.Problem) {
    let final = "\(folder)/\(file.name)"
    let partial = final + ".part"
    var attempt = 1
    while true {
      // Of what was there already; nil while the file may be another's.
      var start: Int?
      do throws(FetchError.Problem) {
        guard let part = try openPart(partial, isInterrupted, until: { isRight(final, file) }) else { return }
        start = fileSize(partial)
        try downloader.download(address, to: partial, opened: part, isInterrupted: isInterrupted) { bytes in
          onProgress(Progress(file: file.name, bytes: bytes, total: file.size))
        }
        try check(partial, file, address)
        do throws(FileProblem) { return try moveFile(partial, to: final) } catch {
          throw .cannotWrite(path: final, reason: error.words)
        }
      } catch {
        guard let start else { throw error }
        if !error.keepsPart || fileSize(partial) == 0 { removeFile(partial) }
        // What was there before may have come from elsewhere, or be longer than the file: then once more from the start.
        let isSpoiltPart = start > 0 && !error.keepsPart
        let hasGrown = error.keepsPart && fileSize(partial) > start
        guard !error.isOfThisComputer, isSpoiltPart || hasGrown, attempt < Self.attemptsPerMirror else { throw error }
        attempt += 1
      }
    }
  }

  /// Waits while another run downloads the same file; nil where that has brought it.
  private func openPart(
    _ path: String, _ isInterrupted: () -> Bool, until isThere: () -> Bool
  ) throws(FetchError.Problem) -> PartFile? {
    while true {
      do throws(FileProblem) {
        let part = try PartFile(path)
        if part.lock() { return part }
      } catch { throw .cannotWrite(path: path, reason: error.words) }
      if isInterrupted() { throw .interrupted }
      if isThere() { return nil }
      waitAMoment()
    }
  }

  /// Servers may have packed the file anew, so that its contents count and not the bytes that came.
  private func check(_ path: String, _ file: PublishedFile, _ address: String) throws(FetchError.Problem) {
    if isRight(path, file) { return }
    guard var stream = try? ByteStream(path: path, shownAs: file.name), let start = try? stream.peek(512) else {
      throw .wrongContents(address)
    }
    let text = start.drop { $0 <= 0x20 }
    throw text.first == 0x3c ? .webPage(address) : .wrongContents(address)
  }

  private func isRight(_ path: String, _ file: PublishedFile) -> Bool {
    guard var stream = try? ByteStream(path: path, shownAs: file.name), stream.compression == .gzip else {
      return false
    }
    var hash = SHA256()
    while let piece = try? stream.read(upTo: 1 << 18) {
      if piece.isEmpty { return Checksum.hexadecimal(hash.finish()) == file.contentsSHA256 }
      piece.withUnsafeBytes { hash.update($0) }
    }
    return false
  }

  private func makeFolder(_ path: String) throws(FetchError) {
    do throws(FileProblem) { try makeFolders(path) } catch {
      throw FetchError(file: path, problems: [.cannotWrite(path: path, reason: error.words)])
    }
  }
}
#endif
