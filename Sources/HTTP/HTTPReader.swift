/// Reads requests from bytes, as strictly as RFC 9112 allows: what two programs could read in two ways is refused.
package enum HTTPReader {
  private static let carriageReturn = UInt8(ascii: "\r")
  private static let lineFeed = UInt8(ascii: "\n")

  package static func read(_ bytes: ArraySlice<UInt8>) -> HTTPRequest.Reading {
    let head: (lines: [ArraySlice<UInt8>], end: Int)
    switch lines(bytes) {
    case .failure(let status): return .malformed(status)
    case .success(nil): return .incomplete
    case .success(let found?): head = found
    }
    do {
      var request = try requestLine(head.lines[0])
      for line in head.lines.dropFirst() { request.request.fields.append(try field(line)) }
      let hosts = request.request.fields.count { $0.name == "host" }
      guard hosts == 1 || (hosts == 0 && request.isOld) else { return .malformed(.badRequest) }
      let length = try bodyLength(request.request)
      if request.request.fields.contains(where: { $0.name == "expect" }) { return .malformed(.expectationFailed) }
      guard bytes.endIndex - head.end >= length else { return .incomplete }
      request.request.body = Array(bytes[head.end..<head.end + length])
      let connection = request.request["connection"]?.lowercased()
      request.request.keepsConnection = request.isOld ? connection == "keep-alive" : connection != "close"
      return .request(request.request, length: head.end + length - bytes.startIndex)
    } catch { return .malformed(error) }
  }

  /// The lines above the empty one, each without its end, and where the body starts; nil where the empty line is to come.
  private static func lines(
    _ bytes: ArraySlice<UInt8>
  ) -> Result<(lines: [ArraySlice<UInt8>], end: Int)?, HTTPStatus> {
    var lines: [ArraySlice<UInt8>] = []
    var start = bytes.startIndex
    for index in bytes.indices.prefix(HTTPRequest.largestHead) where bytes[index] == lineFeed {
      guard index > start, bytes[index - 1] == carriageReturn else { return .failure(.badRequest) }
      let line = bytes[start..<index - 1]
      start = index + 1
      if line.isEmpty {
        // Empty lines before a request are let pass (section 2.2).
        if lines.isEmpty { continue }
        return .success((lines, start))
      }
      lines.append(line)
    }
    return bytes.count >= HTTPRequest.largestHead ? .failure(.fieldsTooLarge) : .success(nil)
  }

  private static func requestLine(
    _ line: ArraySlice<UInt8>
  ) throws(HTTPStatus) -> (request: HTTPRequest, isOld: Bool) {
    let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[0].isEmpty, parts[0].allSatisfy({ isTokenByte($0) }) else { throw .badRequest }
    let isOld: Bool
    switch String(decoding: parts[2], as: UTF8.self) {
    case "HTTP/1.1": isOld = false
    case "HTTP/1.0": isOld = true
    case let version where version.hasPrefix("HTTP/"): throw .versionNotSupported
    default: throw .badRequest
    }
    // Of the forms of a target (section 3.2) the one that browsers send to a server.
    guard parts[1].first == UInt8(ascii: "/"), parts[1].allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw .badRequest
    }
    let target = parts[1].split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
    return (
      HTTPRequest(
        method: String(decoding: parts[0], as: UTF8.self), path: String(decoding: target[0], as: UTF8.self),
        query: target.count > 1 ? String(decoding: target[1], as: UTF8.self) : "", fields: [], body: [],
        keepsConnection: true), isOld
    )
  }

  private static func field(_ line: ArraySlice<UInt8>) throws(HTTPStatus) -> HTTPRequest.Field {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
      line[..<colon].allSatisfy({ isTokenByte($0) }),
      line[colon...].allSatisfy({ $0 == UInt8(ascii: "\t") || ($0 >= 0x20 && $0 != 0x7F) })
    else { throw .badRequest }
    let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    var value = line[(colon + 1)...].drop(while: isSpace)
    while let last = value.last, isSpace(last) { value.removeLast() }
    return HTTPRequest.Field(
      name: String(decoding: line[..<colon], as: UTF8.self).lowercased(), value: String(decoding: value, as: UTF8.self))
  }

  private static func bodyLength(_ request: HTTPRequest) throws(HTTPStatus) -> Int {
    // No browser sends a body in pieces.
    if request.fields.contains(where: { $0.name == "transfer-encoding" }) { throw .notImplemented }
    let lengths = request.fields.filter { $0.name == "content-length" }.map { $0.value }
    guard let text = lengths.first else { return 0 }
    guard lengths.count == 1, !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw .badRequest
    }
    guard let length = Int(text), length <= HTTPRequest.largestBody else { throw .contentTooLarge }
    return length
  }

  /// RFC 9110, section 5.6.2.
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}

extension HTTPStatus: Error {}
