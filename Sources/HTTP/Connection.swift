import Glibc

/// A browser's connection: bytes that came and are not read yet, bytes that wait to be sent.
struct Connection {
  let descriptor: Int32
  private var input: [UInt8] = []
  private var output: [UInt8] = []
  private var sent = 0
  /// Whether it gets events from now on.
  private(set) var isStream = false
  private var endsWhenSent = false
  private(set) var isBroken = false
  /// When something last came or went, in seconds of the server's clock.
  private(set) var lastActive: Int

  /// A tab that does not read what is sent to it is given up.
  private static let largestBacklog = 64 << 20

  init(descriptor: Int32, now: Int) {
    self.descriptor = descriptor
    lastActive = now
  }

  var isFinished: Bool { isBroken || (endsWhenSent && !waitsToSend) }
  var waitsToSend: Bool { sent < output.count }
  /// Whether more requests are read from it.
  var listens: Bool { !isStream && !endsWhenSent && !isBroken }

  /// Reads what came, and answers each whole request in it.
  mutating func receive(now: Int, _ answer: (HTTPRequest) -> LoopbackServer.Answer) {
    lastActive = now
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    let count = recv(descriptor, &chunk, chunk.count, 0)
    if count < 0, errno == EAGAIN || errno == EINTR { return }
    guard count > 0 else {
      isBroken = true
      return
    }
    // What a browser still sends on a stream is nobody's.
    guard listens else { return }
    input += chunk[..<count]
    var used = 0
    while listens, used < input.count {
      switch HTTPReader.read(input[used...]) {
      case .incomplete:
        input.removeFirst(used)
        return
      case .malformed(let status): reply(HTTPResponse(status), keeps: false, isHead: false)
      case .request(let request, let length):
        used += length
        switch answer(request) {
        case .response(let response):
          reply(response, keeps: request.keepsConnection, isHead: request.method == "HEAD")
        case .events(let first):
          isStream = true
          output += HTTPResponse.eventStream
          for event in first { append(event.bytes) }
        }
      }
    }
    input = []
  }

  private mutating func reply(_ response: HTTPResponse, keeps: Bool, isHead: Bool) {
    output += response.bytes(keepsConnection: keeps, isHead: isHead)
    if !keeps { endsWhenSent = true }
  }

  mutating func append(_ bytes: [UInt8]) {
    output += bytes
    if output.count - sent > Self.largestBacklog { isBroken = true }
  }

  /// Sends as much as the browser takes.
  mutating func send(now: Int) {
    while waitsToSend {
      let count = output[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN { return }
      guard count > 0 else {
        isBroken = true
        return
      }
      lastActive = now
      sent += count
    }
    output = []
    sent = 0
  }
}
