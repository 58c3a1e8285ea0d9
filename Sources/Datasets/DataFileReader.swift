import Files
package import Arrays
import Synchronization

/// Reads files for a lesson's check, and then for its run. What the check had to read whole waits for the run, which takes
/// it once, so that no table is parsed twice; a file that was written to in between is read anew.
package final class DataFileReader: Sendable {
  /// Bytes of arrays that wait at the same time.
  private static let mostWaiting: Int64 = 1 << 28

  private struct WaitingFile {
    var arrays: [(name: String?, array: NDArray)]
    var descriptions: [ArrayDescription]
    var version: FileVersion
    var bytes: Int64
  }

  private struct WaitingTable {
    var table: DataTable?
    var choice: TableChoice
    var version: FileVersion
  }

  /// By path.
  private let tables = Mutex<[String: WaitingTable]>([:])
  /// By path.
  private let waiting = Mutex<[String: WaitingFile]>([:])

  package init() {}

  /// As `DataFile.describe`.
  package func describe(path: String, shownAs name: String, isDigit: Bool) throws(DataError) -> [ArrayDescription] {
    let found = try descriptions(path: path, shownAs: name)
    return isDigit ? [ArrayDescription(shape: [28, 28], elementType: .uint8)] : found
  }

  private func descriptions(path: String, shownAs name: String) throws(DataError) -> [ArrayDescription] {
    let stream = try ByteStream(path: path, shownAs: name)
    if let version = stream.fileVersion, let file = waiting.withLock({ $0[path] }), file.version == version {
      return file.descriptions
    }
    let found = try DataFile.inspect(path: path, shownAs: name)
    if let (arrays, version) = found.read { keep(arrays, found.descriptions, version, path: path) }
    return found.descriptions
  }

  /// What a lesson has chosen from a table; nil where the file is none. The table waits for the run.
  package func describeTable(
    path: String, shownAs name: String, _ choice: TableChoice
  ) throws(DataError) -> [ArrayDescription]? {
    var stream = try ByteStream(path: path, shownAs: name)
    let version = stream.fileVersion
    if let version, let known = tables.withLock({ $0[path] }), known.version == version, known.choice == choice {
      return known.table?.parts.map { $0.description }
    }
    let table = try DataFile.readTable(&stream, choice)
    let bytes = table?.parts.reduce(Int64(0)) { $0 + $1.array.byteCount } ?? 0
    if let version, version == stream.fileVersion, bytes <= Self.mostWaiting {
      tables.withLock { tables in
        if tables.count > 8 { tables = [:] }
        tables[path] = WaitingTable(table: table, choice: choice, version: version)
      }
    }
    return table?.parts.map { $0.description }
  }

  /// As `describeTable`, with the SHA-256 of the file that the table was read from.
  package func readTable(
    path: String, shownAs name: String, _ choice: TableChoice
  ) throws(DataError) -> (table: DataTable, sha256: String)? {
    var stream = try ByteStream(path: path, shownAs: name, hashes: true)
    let known = tables.withLock { $0.removeValue(forKey: path) }
    if let known, known.version == stream.fileVersion, known.choice == choice {
      guard let table = known.table else { return nil }
      try stream.skipStored()
      if stream.fileVersion == known.version { return (table, stream.fileChecksum() ?? "") }
      stream = try ByteStream(path: path, shownAs: name, hashes: true)
    }
    guard let table = try DataFile.readTable(&stream, choice) else { return nil }
    return (table, stream.fileChecksum() ?? "")
  }

  private func keep(
    _ arrays: [(name: String?, array: NDArray)], _ descriptions: [ArrayDescription], _ version: FileVersion,
    path: String
  ) {
    let bytes = arrays.reduce(Int64(0)) { $0 + Int64($1.array.count) * Int64($1.array.elementType.size) }
    waiting.withLock { waiting in
      waiting[path] = nil
      let others = waiting.values.reduce(Int64(0)) { $0 + $1.bytes }
      guard others + bytes <= Self.mostWaiting else { return }
      waiting[path] = WaitingFile(arrays: arrays, descriptions: descriptions, version: version, bytes: bytes)
    }
  }

  /// Whether a file's arrays wait.
  func keeps(_ path: String) -> Bool { waiting.withLock { $0[path] != nil } }

  /// The file's arrays, with the SHA-256 of the very bytes that they were read from.
  package func read(
    path: String, shownAs name: String
  ) throws(DataError) -> (arrays: [(name: String?, array: NDArray)], sha256: String) {
    let file = waiting.withLock { $0.removeValue(forKey: path) }
    if let file {
      var stream = try ByteStream(path: path, shownAs: name, hashes: true)
      if stream.fileVersion == file.version {
        try stream.skipStored()
        if stream.fileVersion == file.version { return (file.arrays, stream.fileChecksum() ?? "") }
      }
    }
    var stream = try ByteStream(path: path, shownAs: name, hashes: true)
    let arrays = try DataFile.read(&stream)
    return (arrays, stream.fileChecksum() ?? "")
  }
}
