import Files

#if canImport(Glibc)
import Synchronization
#endif

/// Where results are kept: in a folder, in memory, or wherever a host keeps them.
package struct Store: Sendable {
  /// What is kept under a key; nil where nothing is, or nothing whole.
  package var read: @Sendable (Digest) -> [UInt8]?
  package var write: @Sendable (Digest, [UInt8]) -> Void
  package var remove: @Sendable (Digest) -> Void
  /// Makes room where too much is kept; called once a run.
  package var trim: @Sendable () -> Void
  /// Why nothing can be kept; nil where all is well.
  package var problem: @Sendable () -> String?
  /// Seconds: what a step leaves is kept from there on; else it is had again as fast as it is read.
  package var slow = 0.05

  package init(
    read: @escaping @Sendable (Digest) -> [UInt8]?, write: @escaping @Sendable (Digest, [UInt8]) -> Void,
    remove: @escaping @Sendable (Digest) -> Void, trim: @escaping @Sendable () -> Void = {},
    problem: @escaping @Sendable () -> String? = { nil }
  ) {
    self.read = read
    self.write = write
    self.remove = remove
    self.trim = trim
    self.problem = problem
  }

  /// The same one, in which nothing is changed.
  package var readingOnly: Store {
    var store = self
    store.write = { _, _ in }
    store.remove = { _ in }
    store.trim = {}
    return store
  }

  /// The same one, in which nothing is found but what is written from now on.
  package var writingOnly: Store {
    let written = Mutex<Set<String>>([])
    var store = self
    store.read = { [read] key in written.withLock { $0.contains(key.text) } ? read(key) : nil }
    store.write = { [write] key, bytes in
      write(key, bytes)
      _ = written.withLock { $0.insert(key.text) }
    }
    return store
  }
}

extension Store {
  /// What is kept under a key, as the value that it was; what is none is removed.
  package func value<Value>(
    _ key: Digest, blank: Value, _ code: (inout Coder, inout Value) -> Void
  ) -> Value? {
    guard let bytes = read(key) else { return nil }
    var (coder, value) = (Coder(reading: bytes), blank)
    code(&coder, &value)
    guard coder.isAtEnd else {
      remove(key)
      return nil
    }
    return value
  }

  package func keep<Value>(_ value: Value, under key: Digest, _ code: (inout Coder, inout Value) -> Void) {
    var (coder, value) = (Coder(), value)
    code(&coder, &value)
    write(key, coder.bytes)
  }
}

/// Keeps sealed entries as long as it lives.
package final class MemoryStore: Sendable {
  private let entries = Mutex<[String: [UInt8]]>([:])
  /// Bytes that may be kept.
  private let room: Int

  package init(room: Int = .max) { self.room = room }

  package var store: Store {
    Store(
      read: { [self] key in entries.withLock { $0[key.text] }.flatMap { Entry.open($0, under: key) } },
      write: { [self] key, bytes in
        let sealed = Entry.seal(bytes, under: key)
        entries.withLock { entries in
          // Where all is taken, what comes later is not kept.
          let taken = room == .max ? 0 : entries.values.reduce(0) { $0 + $1.count }
          if room - taken >= sealed.count { entries[key.text] = sealed }
        }
      },
      remove: { [self] key in entries.withLock { $0[key.text] = nil } })
  }

  /// The entries as they are stored, by their keys.
  package var sealed: [String: [UInt8]] {
    get { entries.withLock { $0 } }
    set { entries.withLock { $0 = newValue } }
  }
}
