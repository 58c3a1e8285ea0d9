import Running
import Steps

#if canImport(Glibc)
import Synchronization
#endif

/// The files beside a lesson that it reads.
struct WatchedFiles {
  fileprivate struct Entry {
    var file: NamedFile
    /// As it was before it was read; nil where it was not there.
    var read: NamedFile.Version?
    /// As it was when it was last looked at.
    var latest: NamedFile.Version?
  }

  private var entries: [Entry] = []
  private var lastLook = 0.0
  /// In seconds: how often they are looked at.
  private static let pause = 0.1

  /// What a check asks for, in its order.
  final class Notes: Sendable {
    fileprivate let entries = Mutex<[Entry]>([])

    func note(_ file: NamedFile, _ version: NamedFile.Version?) {
      entries.withLock { entries in
        if !entries.contains(where: { $0.file == file }) {
          entries.append(Entry(file: file, read: version, latest: version))
        }
      }
    }
  }

  /// - Parameter plan: what its steps write themselves is no news.
  mutating func follow(_ notes: Notes, _ plan: Plan?) {
    let made = (plan?.steps ?? []).flatMap { $0.effects.makes }
    entries = notes.entries.withLock { $0 }.filter { entry in
      switch entry.file {
      case .data(let name), .weights(let name): !made.contains(.file(name))
      case .picture, .pictures: true
      }
    }
  }

  /// Whether one is another now than the one that was read. One that changes is news once it has been still for a moment.
  mutating func haveChanged(at now: Double, _ version: (NamedFile) -> NamedFile.Version?) -> Bool {
    guard now - lastLook >= Self.pause else { return false }
    lastLook = now
    var isNews = false
    for index in entries.indices {
      let version = version(entries[index].file)
      if version != entries[index].read, version == entries[index].latest { isNews = true }
      entries[index].latest = version
    }
    return isNews
  }
}
