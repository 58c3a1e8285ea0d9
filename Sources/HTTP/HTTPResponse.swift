/// What is answered to a request.
package struct HTTPResponse: Sendable, Equatable {
  package var status: HTTPStatus
  package var contentType: String
  package var body: [UInt8]

  package init(_ status: HTTPStatus, contentType: String = "text/plain; charset=utf-8", body: [UInt8]) {
    self.status = status
    self.contentType = contentType
    self.body = body
  }

  package init(_ status: HTTPStatus, _ text: String) { self.init(status, body: Array((text + "\n").utf8)) }

  /// A status in its own words.
  package init(_ status: HTTPStatus) { self.init(status, status.reason) }

  package static func html(_ text: String) -> HTTPResponse {
    HTTPResponse(.ok, contentType: "text/html; charset=utf-8", body: Array(text.utf8))
  }

  package static func json(_ text: String, status: HTTPStatus = .ok) -> HTTPResponse {
    HTTPResponse(status, contentType: "application/json", body: Array(text.utf8))
  }

  /// Nothing is kept by the browser or guessed at, and no other page may show it.
  private static let common =
    "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"
    + "Cross-Origin-Resource-Policy: same-origin\r\nX-Frame-Options: DENY\r\n"

  /// - Parameter isHead: whether the length is told and the body is not sent.
  func bytes(keepsConnection: Bool, isHead: Bool) -> [UInt8] {
    var head = "HTTP/1.1 \(status.rawValue) \(status.reason)\r\n" + Self.common
    if status != .noContent { head += "Content-Type: \(contentType)\r\nContent-Length: \(body.count)\r\n" }
    head += "Connection: \(keepsConnection ? "keep-alive" : "close")\r\n\r\n"
    return Array(head.utf8) + (isHead || status == .noContent ? [] : body)
  }

  /// What opens a stream of events (HTML, section 9.2).
  static let eventStream = Array(
    "HTTP/1.1 200 OK\r\n\(common)Content-Type: text/event-stream\r\nConnection: close\r\n\r\n".utf8)
}

/// An event of a stream.
package struct ServerEvent: Sendable, Equatable {
  package var name: String
  /// Of any number of lines.
  package var data: String

  package init(_ name: String, _ data: String) {
    self.name = name
    self.data = data
  }

  var bytes: [UInt8] {
    let lines = data.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
    return Array(("event: \(name)\n" + lines.map { "data: \($0)\n" }.joined() + "\n").utf8)
  }
}
