import Testing

@testable import HTTP

@Suite struct GateTests {
  private let gate = Gate(port: 4711, token: "0123456789abcdef0123456789abcdef")

  private func path(_ lines: String...) -> Result<String, HTTPStatus> {
    let text = (lines + ["", ""]).joined(separator: "\r\n")
    guard case .request(let request, _) = HTTPReader.read(Array(text.utf8)[...]) else { return .failure(.badRequest) }
    return gate.path(of: request)
  }

  private static let page = "GET /0123456789abcdef0123456789abcdef/events HTTP/1.1"
  private static let post = "POST /0123456789abcdef0123456789abcdef/stop HTTP/1.1"
  private static let host = "Host: 127.0.0.1:4711"

  @Test func thePageItselfMayAsk() {
    #expect(path(Self.page, Self.host) == .success("events"))
    #expect(path(Self.page, "Host: localhost:4711", "Sec-Fetch-Site: none") == .success("events"))
    #expect(
      path(Self.post, Self.host, "Origin: http://127.0.0.1:4711", "Sec-Fetch-Site: same-origin") == .success("stop"))
    #expect(path("GET /0123456789abcdef0123456789abcdef HTTP/1.1", Self.host) == .success(""))
    #expect(path("GET /0123456789abcdef0123456789abcdef/ HTTP/1.1", Self.host) == .success(""))
  }

  @Test(arguments: [
    ["GET / HTTP/1.1", host], ["GET /0123456789abcdef0123456789abcdee/events HTTP/1.1", host],
    ["GET /0123456789abcdef/events HTTP/1.1", host], ["GET //events HTTP/1.1", host],
    [page, host, "Origin: https://example.org"], [page, host, "Origin: null"],
    [page, host, "Sec-Fetch-Site: cross-site"],
    [page, host, "Sec-Fetch-Site: same-site"], [post, host], [post, host, "Origin: http://127.0.0.1:80"],
    [page, host, "Origin: http://127.0.0.1:4711", "Origin: https://example.org"],
  ])
  func noOtherPageMay(lines: [String]) {
    let text = (lines + ["", ""]).joined(separator: "\r\n")
    guard case .request(let request, _) = HTTPReader.read(Array(text.utf8)[...]) else {
      Issue.record("not read")
      return
    }
    #expect(gate.path(of: request) == .failure(.forbidden))
  }

  /// A name elsewhere that was made to resolve to this machine.
  @Test(arguments: ["Host: example.org", "Host: example.org:4711", "Host: 127.0.0.1", "Host: 127.0.0.1:80"])
  func otherHostsAreMisdirected(host: String) { #expect(path(Self.page, host) == .failure(.misdirected)) }

  @Test func tokensDiffer() {
    let tokens = Set((0..<100).map { _ in Gate.randomToken() })
    #expect(tokens.count == 100 && tokens.allSatisfy { $0.utf8.count == 32 })
  }
}
