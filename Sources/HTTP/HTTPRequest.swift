/// A request of HTTP/1.1 (RFC 9112), read from the bytes of a connection.
package struct HTTPRequest: Sendable, Equatable {
  package var method: String
  /// Up to the `?`, as it was sent.
  package var path: String
  /// Behind the `?`; empty where there is none.
  package var query: String
  package var fields: [Field]
  package var body: [UInt8]
  /// Whether the connection stays open for another.
  package var keepsConnection: Bool

  package struct Field: Sendable, Equatable {
    /// In small letters.
    package var name: String
    package var value: String
  }

  /// The value of a field that stands there once.
  package subscript(name: String) -> String? {
    let found = fields.filter { $0.name == name }
    return found.count == 1 ? found[0].value : nil
  }

  /// What the bytes that came so far are.
  package enum Reading: Sendable, Equatable {
    /// More must come.
    case incomplete
    /// A request, and how many bytes it takes.
    case request(HTTPRequest, length: Int)
    /// Nothing that can be answered but with this status; the connection is then of no use.
    case malformed(HTTPStatus)
  }

  /// In bytes, for the request line with all fields.
  package static let largestHead = 16 << 10
  /// In bytes: a lesson is a text.
  package static let largestBody = 16 << 20
}

/// A status that this server gives.
package enum HTTPStatus: Int, Sendable {
  case ok = 200
  case noContent = 204
  case badRequest = 400
  case forbidden = 403
  case notFound = 404
  case methodNotAllowed = 405
  case conflict = 409
  case contentTooLarge = 413
  case expectationFailed = 417
  case misdirected = 421
  case fieldsTooLarge = 431
  case notImplemented = 501
  case versionNotSupported = 505

  /// RFC 9110, section 15.
  package var reason: String {
    switch self {
    case .ok: "OK"
    case .noContent: "No Content"
    case .badRequest: "Bad Request"
    case .forbidden: "Forbidden"
    case .notFound: "Not Found"
    case .methodNotAllowed: "Method Not Allowed"
    case .conflict: "Conflict"
    case .contentTooLarge: "Content Too Large"
    case .expectationFailed: "Expectation Failed"
    case .misdirected: "Misdirected Request"
    case .fieldsTooLarge: "Request Header Fields Too Large"
    case .notImplemented: "Not Implemented"
    case .versionNotSupported: "HTTP Version Not Supported"
    }
  }
}
