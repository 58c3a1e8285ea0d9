import Testing

@testable import HTTP

@Suite struct HTTPReaderTests {
  private func read(_ text: String) -> HTTPRequest.Reading { HTTPReader.read(Array(text.utf8)[...]) }

  private func status(_ text: String) -> HTTPStatus? {
    if case .malformed(let status) = read(text) { status } else { nil }
  }

  private static let host = "Host: 127.0.0.1:1\r\n"

  @Test func aRequestIsRead() throws {
    let text = "POST /a/b?c=d HTTP/1.1\r\n\(Self.host)X-Two:  words \t\r\nContent-Length: 5\r\n\r\nhelloGET"
    guard case .request(let request, let length) = read(text) else {
      Issue.record("not read")
      return
    }
    #expect(length == text.utf8.count - 3)
    #expect(request.method == "POST" && request.path == "/a/b" && request.query == "c=d")
    #expect(request["x-two"] == "words" && request.body == Array("hello".utf8) && request.keepsConnection)
  }

  @Test func itIsReadAlikeHoweverItArrives() {
    let bytes = Array("\r\nPOST / HTTP/1.1\r\n\(Self.host)Content-Length: 3\r\n\r\nabc".utf8)
    for count in 0..<bytes.count { #expect(HTTPReader.read(bytes[..<count]) == .incomplete, "\(count)") }
    guard case .request = HTTPReader.read(bytes[...]) else {
      Issue.record("not read")
      return
    }
  }

  /// RFC 9112, sections 2.2, 3, 3.2, 5, 5.1, 6.1, 6.3; RFC 9110, section 8.6.
  @Test(arguments: [
    ("GET / HTTP/1.1\r\n\r\n", HTTPStatus.badRequest), ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", .badRequest),
    ("GET / HTTP/2.0\r\n\(host)\r\n", .versionNotSupported), ("GET /\r\n\(host)\r\n", .badRequest),
    ("GET  / HTTP/1.1\r\n\(host)\r\n", .badRequest), ("GET http://a/ HTTP/1.1\r\n\(host)\r\n", .badRequest),
    ("GET /\u{E4} HTTP/1.1\r\n\(host)\r\n", .badRequest), ("G(T / HTTP/1.1\r\n\(host)\r\n", .badRequest),
    ("GET / HTTP/1.1\n\(host)\r\n", .badRequest), ("GET / HTTP/1.1\r\n\(host)a: b\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\n\(host)a : b\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\n\(host)a: b\r\n c\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\n\(host)a: b\0c\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\n\(host)a: b\rc\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\n\(host)no colon\r\n\r\n", .badRequest),
    ("POST / HTTP/1.1\r\n\(host)Content-Length: 1\r\nContent-Length: 1\r\n\r\na", .badRequest),
    ("POST / HTTP/1.1\r\n\(host)Content-Length: +1\r\n\r\na", .badRequest),
    ("POST / HTTP/1.1\r\n\(host)Content-Length: \r\n\r\na", .badRequest),
    ("POST / HTTP/1.1\r\n\(host)Content-Length: 99999999999999999999\r\n\r\na", .contentTooLarge),
    ("POST / HTTP/1.1\r\n\(host)Content-Length: 16777217\r\n\r\n", .contentTooLarge),
    ("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", .notImplemented),
    ("POST / HTTP/1.1\r\n\(host)Expect: 100-continue\r\nContent-Length: 1\r\n\r\n", .expectationFailed),
    ("\u{16}\u{3}\u{1}\u{2}\r\n\r\n", .badRequest),
  ])
  func whatCouldBeReadInTwoWaysIsRefused(text: String, expected: HTTPStatus) { #expect(status(text) == expected) }

  @Test func aHeadIsNoLongerThanIsAllowed() {
    let filler = String(repeating: "a", count: HTTPRequest.largestHead)
    #expect(status("GET /\(filler)") == .fieldsTooLarge)
    #expect(status("GET / HTTP/1.1\r\n\(Self.host)a: \(filler)\r\n\r\n") == .fieldsTooLarge)
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\r\n\(host)\r\n", true), ("GET / HTTP/1.1\r\n\(host)Connection: close\r\n\r\n", false),
    ("GET / HTTP/1.0\r\n\r\n", false), ("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", true),
  ])
  func connectionsStayOpenAsTheBrowserWishes(text: String, keeps: Bool) {
    guard case .request(let request, _) = read(text) else {
      Issue.record("not read")
      return
    }
    #expect(request.keepsConnection == keeps)
  }

  @Test func eventsAreWrittenLineByLine() {
    let event = ServerEvent("report", "one\ntwo\r\nthree\rfour\n")
    #expect(
      String(decoding: event.bytes, as: UTF8.self)
        == "event: report\ndata: one\ndata: two\ndata: three\ndata: four\ndata: \n\n")
  }
}
