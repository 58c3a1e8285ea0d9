import Files
import Glibc
import Synchronization

/// Events on their way to all pages; whoever computes puts them in, from any thread.
package final class Mailbox: Sendable {
  private let events = Mutex<[ServerEvent]>([])
  /// A pipe whose end can be read where events wait, so that the server need not look again and again.
  let descriptor: Int32
  private let alarm: Int32

  init() throws(FileProblem) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw FileProblem(errno) }
    for end in ends { setNonblocking(end) }
    (descriptor, alarm) = (ends[0], ends[1])
  }

  deinit {
    close(descriptor)
    close(alarm)
  }

  package func send(_ event: ServerEvent) {
    events.withLock { $0.append(event) }
    // Where the pipe is full, the alarm rings already.
    var byte: UInt8 = 0
    _ = write(alarm, &byte, 1)
  }

  func takeAll() -> [ServerEvent] {
    var bytes = [UInt8](repeating: 0, count: 4096)
    while read(descriptor, &bytes, bytes.count) > 0 {}
    return events.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}
