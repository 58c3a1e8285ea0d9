import HTTP

/// Any bytes are read, whole or as they arrive: to the same request, or refused alike.
enum HTTPFuzz {
  static func check(_ bytes: [UInt8]) {
    let whole = HTTPReader.read(bytes[...])
    switch whole {
    case .incomplete:
      for count in 0..<bytes.count where HTTPReader.read(bytes[..<count]) != .incomplete {
        fatalError("what has begun well with \(count) bytes is incomplete with more")
      }
    case .malformed: break
    case .request(let request, let length):
      guard length <= bytes.count, request.body.count <= length else { fatalError("a request of more bytes than came") }
      for count in 0..<length {
        switch HTTPReader.read(bytes[..<count]) {
        case .incomplete: continue
        case .request, .malformed: fatalError("a request is read of \(count) of its \(length) bytes")
        }
      }
      guard HTTPReader.read(bytes[..<length]) == whole else { fatalError("bytes behind a request change it") }
    }
    _ = Gate(port: 80, token: "0123456789abcdef0123456789abcdef").path(
      of: { if case .request(let request, _) = whole { request } else { nil } }() ?? HTTPFuzz.plain)
  }

  private static let plain = {
    guard case .request(let request, _) = HTTPReader.read(Array("GET / HTTP/1.0\r\n\r\n".utf8)[...]) else {
      fatalError("a plain request is not read")
    }
    return request
  }()
}
