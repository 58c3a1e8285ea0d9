import Files
import Foundation
import Glibc
import Synchronization
import Testing

@testable import HTTP

/// The server as a program sees it, over real connections.
@Suite struct ServerTests {
  private final class Shared: Sendable {
    let isDone = Atomic(false)
    let port = Atomic(0)
    let events = Mutex<[ServerEvent]>([])
    let ready = DispatchSemaphore(value: 0)
    let ended = DispatchSemaphore(value: 0)
    func send(_ event: ServerEvent) { events.withLock { $0.append(event) } }
  }

  /// Runs a server while `body` talks to its port.
  private func withServer(_ body: (Int, Shared) throws -> Void) throws {
    let shared = Shared()
    Thread.detachNewThread {
      if var server = try? LoopbackServer(port: 0) {
        shared.port.store(server.port, ordering: .sequentiallyConsistent)
        shared.ready.signal()
        while !shared.isDone.load(ordering: .sequentiallyConsistent) {
          server.serve(waiting: 5) { request in
            switch request.path {
            case "/events": .events([])
            case "/echo": .response(HTTPResponse(.ok, body: request.body))
            default: .response(HTTPResponse(.ok, request.path))
            }
          }
          for event in shared.events.withLock({ waiting in
            defer { waiting = [] }
            return waiting
          }) { server.send(event) }
        }
      } else {
        shared.ready.signal()
      }
      shared.ended.signal()
    }
    shared.ready.wait()
    defer {
      shared.isDone.store(true, ordering: .sequentiallyConsistent)
      shared.ended.wait()
    }
    let port = shared.port.load(ordering: .sequentiallyConsistent)
    try #require(port > 0)
    try body(port, shared)
  }

  private struct Client {
    let descriptor: Int32

    init(port: Int) throws {
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = in_port_t(port).bigEndian
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      let connected = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { [descriptor] in
          connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      try #require(connected == 0)
    }

    func send(_ text: String) {
      let bytes = Array(text.utf8)
      #expect(Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count)
    }

    /// Reads until the text holds `end`, or the server closes.
    func read(until end: String = "\u{0}") -> String {
      var bytes: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 4096)
      while !String(decoding: bytes, as: UTF8.self).contains(end) {
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { break }
        bytes += chunk[..<count]
      }
      return String(decoding: bytes, as: UTF8.self)
    }

    func end() { close(descriptor) }
  }

  private static let host = "Host: 127.0.0.1\r\n"

  @Test func requestsOnOneConnectionAreAnsweredInOrder() throws {
    try withServer { port, _ in
      let client = try Client(port: port)
      defer { client.end() }
      client.send("GET /one HTTP/1.1\r\n\(Self.host)\r\nHEAD /two HTTP/1.1\r\n\(Self.host)\r\n")
      client.send("GET /three HTTP/1.1\r\n\(Self.host)Connection: close\r\n\r\n")
      let text = client.read()
      #expect(text.components(separatedBy: "HTTP/1.1 200 OK\r\n").count == 4)
      #expect(text.contains("\r\n\r\n/one\n") && !text.contains("\r\n\r\n/two\n") && text.hasSuffix("\r\n\r\n/three\n"))
      #expect(text.contains("X-Content-Type-Options: nosniff\r\n") && text.contains("Cache-Control: no-store\r\n"))
    }
  }

  @Test func aBodyInPiecesComesWhole() throws {
    try withServer { port, _ in
      let client = try Client(port: port)
      defer { client.end() }
      let body = String(repeating: "0123456789", count: 50_000)
      client.send("POST /echo HTTP/1.1\r\n\(Self.host)Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n")
      for start in stride(from: 0, to: body.utf8.count, by: 100_000) {
        client.send(String(decoding: Array(body.utf8)[start..<min(start + 100_000, body.utf8.count)], as: UTF8.self))
      }
      #expect(client.read().hasSuffix("\r\n\r\n" + body))
    }
  }

  @Test func nonsenseEndsItsConnectionAlone() throws {
    try withServer { port, _ in
      let (bad, good) = (try Client(port: port), try Client(port: port))
      defer { bad.end(); good.end() }
      bad.send("\u{16}\u{3}\u{1}\r\n\r\n")
      #expect(bad.read().hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
      good.send("GET /fine HTTP/1.1\r\n\(Self.host)Connection: close\r\n\r\n")
      #expect(good.read().hasSuffix("/fine\n"))
    }
  }

  @Test func eventsReachEveryStream() throws {
    try withServer { port, shared in
      let clients = try (0..<3).map { _ in try Client(port: port) }
      defer { for client in clients.dropFirst() { client.end() } }
      for client in clients {
        client.send("GET /events HTTP/1.1\r\n\(Self.host)\r\n")
        #expect(client.read(until: "\r\n\r\n").contains("Content-Type: text/event-stream\r\n"))
      }
      clients[0].end()
      shared.send(ServerEvent("report", "one\ntwo"))
      for client in clients.dropFirst() {
        #expect(client.read(until: "\n\n") == "event: report\ndata: one\ndata: two\n\n")
      }
    }
  }

  @Test func aTakenPortIsTold() throws {
    try withServer { port, _ in
      #expect { _ = try LoopbackServer(port: port) } throws: { error in
        (error as? FileProblem) == FileProblem(EADDRINUSE)
      }
    }
  }
}
