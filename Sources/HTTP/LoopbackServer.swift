package import Files
import Glibc

/// A small HTTP/1.1 server that this machine alone can reach. It has no thread of its own: whoever holds it serves what
/// has come whenever there is time, also in the middle of a training.
package struct LoopbackServer: ~Copyable {
  package enum Answer {
    case response(HTTPResponse)
    /// The connection becomes a stream of events, with these at its beginning.
    case events([ServerEvent])
  }

  package let port: Int
  private let listener: Int32
  private var connections: [Connection] = []
  private var lastTried = 0

  private static let mostConnections = 100
  /// In seconds: how long a connection may keep silent, and how often a stream is tried.
  private static let patience = 30

  /// - Parameter port: 0 for any that is free.
  /// - Throws: where the port is taken, or the system refuses.
  package init(port wanted: Int) throws(FileProblem) {
    (listener, port) = try Self.listen(at: wanted)
  }

  private static func listen(at wanted: Int) throws(FileProblem) -> (listener: Int32, port: Int) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard listener >= 0 else { throw FileProblem(errno) }
    setNonblocking(listener)
    var isSet: Int32 = 1
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &isSet, 4)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(wanted).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, size) == 0 && Glibc.listen(listener, 64) == 0 && getsockname(listener, $0, &size) == 0
      }
    }
    guard isListening else {
      let problem = FileProblem(errno)
      close(listener)
      throw problem
    }
    return (listener, Int(UInt16(bigEndian: address.sin_port)))
  }

  deinit {
    for connection in connections { close(connection.descriptor) }
    close(listener)
  }

  /// Answers what has come; where nothing has, it waits for that long.
  package mutating func serve(
    waiting milliseconds: Int32, answer: (HTTPRequest) -> Answer
  ) {
    var polled = [
      pollfd(fd: listener, events: Int16(connections.count < Self.mostConnections ? POLLIN : 0), revents: 0)
    ]
    for connection in connections {
      let events = POLLIN | (connection.waitsToSend ? POLLOUT : 0)
      polled.append(pollfd(fd: connection.descriptor, events: Int16(events), revents: 0))
    }
    guard poll(&polled, nfds_t(polled.count), milliseconds) >= 0 else { return }
    let now = now
    for index in connections.indices where Int32(polled[index + 1].revents) & ~POLLOUT != 0 {
      connections[index].receive(now: now, answer)
    }
    if now - lastTried > Self.patience / 2 {
      lastTried = now
      // A comment; a tab that was closed is found out by it.
      send(Array(":\n\n".utf8))
    }
    for index in connections.indices { connections[index].send(now: now) }
    removeFinished(now: now)
    if polled[0].revents != 0 { accept(now: now) }
  }

  /// How many pages are open.
  package var streams: Int { connections.count { $0.isStream } }

  /// Sends an event to every open page.
  package mutating func send(_ event: ServerEvent) { send(event.bytes) }

  private mutating func send(_ bytes: [UInt8]) {
    for index in connections.indices where connections[index].isStream {
      connections[index].append(bytes)
      connections[index].send(now: now)
    }
  }

  private mutating func removeFinished(now: Int) {
    connections.removeAll { connection in
      let isSilent = !connection.isStream && now - connection.lastActive > Self.patience
      guard connection.isFinished || isSilent else { return false }
      close(connection.descriptor)
      return true
    }
  }

  private mutating func accept(now: Int) {
    while connections.count < Self.mostConnections {
      let descriptor = Glibc.accept(listener, nil, nil)
      guard descriptor >= 0 else { return }
      setNonblocking(descriptor)
      var isSet: Int32 = 1
      setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &isSet, 4)
      connections.append(Connection(descriptor: descriptor, now: now))
    }
  }

  /// In seconds, of a clock that is never set.
  private var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec
  }
}

/// Calls on it return at once, and child processes do not get it.
func setNonblocking(_ descriptor: Int32) {
  _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
  _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
}
