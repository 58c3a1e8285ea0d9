#if canImport(Glibc)
import Glibc
import Synchronization

/// Does `work(0)` to `work(count - 1)`, each on a thread of its own; `look` is called by this one, again and again, until
/// all of them have ended.
func sideBySide(_ count: Int, _ work: @escaping @Sendable (Int) -> Void, look: () -> Void) {
  let ended = Ended()
  var threads: [pthread_t] = []
  for index in 0..<count {
    let start = Unmanaged.passRetained(
      Start {
        work(index)
        ended.count.add(1, ordering: .releasing)
      })
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      }, start.toOpaque())
    if status == 0 {
      threads.append(thread)
    } else {
      start.release()
    }
  }
  // Without any thread to be had, this one does it.
  if threads.isEmpty { work(0) }
  while ended.count.load(ordering: .acquiring) < threads.count {
    look()
    usleep(10_000)
  }
  for thread in threads { pthread_join(thread, nil) }
  look()
}

private final class Ended: Sendable {
  let count = Atomic<Int>(0)
}

private final class Start: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
#else
/// Where there are no threads, one after the other.
func sideBySide(_ count: Int, _ work: (Int) -> Void, look: () -> Void) {
  for index in 0..<count {
    work(index)
    look()
  }
}
#endif
