#if canImport(Glibc)
package import Files
import Synchronization

/// Keeps each entry in a file of its own, named by its key. Several runs at once do each other no harm: a file takes its
/// place whole, and one that is gone is nothing that was kept.
package final class FolderStore: Sendable {
  package let folder: SpareFolder
  /// Bytes that may be kept.
  private let room: Int
  private struct State {
    var hasWritten = false
    /// The first one; nothing is written after it.
    var problem: FileProblem?
  }
  private let state = Mutex(State())

  package static let standardRoom = 1 << 30

  package init(_ path: String, room: Int = standardRoom) {
    folder = SpareFolder(path)
    self.room = room
  }

  package var store: Store {
    Store(
      read: { [self] in read($0) }, write: { [self] in write($1, under: $0) },
      remove: { [self] in folder.remove($0.text) }, trim: { [self] in trim() }, problem: { [self] in problem })
  }

  private func read(_ key: Digest) -> [UInt8]? {
    guard let sealed = folder.read(key.text, limit: Entry.largest + 1024) else { return nil }
    if let bytes = Entry.open(sealed, under: key) { return bytes }
    folder.remove(key.text)
    return nil
  }

  private func write(_ bytes: [UInt8], under key: Digest) {
    guard bytes.count <= min(Entry.largest, room / 4), state.withLock({ $0.problem == nil }) else { return }
    do throws(FileProblem) {
      try folder.write(Entry.seal(bytes, under: key), to: key.text)
      state.withLock { $0.hasWritten = true }
    } catch {
      state.withLock { $0.problem = $0.problem ?? error }
    }
  }

  private var problem: String? {
    state.withLock { $0.problem }.map { "results cannot be kept in \(folder.path): \($0.words)" }
  }

  /// Those that are ours.
  package var entries: [SpareFolder.Entry] {
    folder.entries().filter { entry in
      entry.name.utf8.count == 64
        && entry.name.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
  }

  /// Removes what was not used for longest until all has room.
  private func trim() {
    guard state.withLock({ $0.hasWritten }) else { return }
    let entries = entries
    var total = entries.reduce(0) { $0 + $1.size }
    guard total > room else { return }
    // Some more, so that the next runs need not look for room again.
    for entry in entries.sorted(by: { ($0.used, $0.name) < ($1.used, $1.name) }) where total > room / 10 * 9 {
      folder.remove(entry.name)
      total -= entry.size
    }
  }

  /// - Returns: how many bytes and entries there were.
  package func clear() -> (bytes: Int, count: Int) {
    let entries = entries
    for entry in entries { folder.remove(entry.name) }
    return (entries.reduce(0) { $0 + $1.size }, entries.count)
  }
}
#endif
