import Files

/// Who may ask: the page that this server has handed out, and no other page that is open in the browser.
///
/// A page elsewhere can send requests to a port of this machine, also under a name that it had resolve to it (DNS
/// rebinding). It can neither guess the token nor send this Host.
package struct Gate: Sendable, Equatable {
  package let port: Int
  /// 128 random bits, in hexadecimal digits.
  package let token: String

  package init(port: Int, token: String) {
    self.port = port
    self.token = token
  }

  package static func randomToken() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<32).map { _ in String(Int.random(in: 0..<16, using: &generator), radix: 16) }.joined()
  }

  /// The same each time, so that a page that stayed open goes on when its lesson is watched again.
  /// - Parameter folder: where the token is kept, for its owner's eyes alone; nil for a new one each time.
  package static func lastingToken(in folder: String?) -> String {
    guard let path = folder.map({ $0 + "/watch-token" }) else { return randomToken() }
    if let bytes = try? readFile(path, limit: 32), bytes.count == 32,
      bytes.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    {
      return String(decoding: bytes, as: UTF8.self)
    }
    let token = randomToken()
    if let folder { try? makeFolders(folder) }
    try? replacePrivateFile(path, with: Array(token.utf8))
    return token
  }

  package var address: String { "http://127.0.0.1:\(port)/\(token)/" }

  private var hosts: [String] { ["127.0.0.1:\(port)", "localhost:\(port)"] }

  /// The path below the token; or why the request is refused.
  package func path(of request: HTTPRequest) -> Result<String, HTTPStatus> {
    guard let host = request["host"]?.lowercased(), hosts.contains(host) else { return .failure(.misdirected) }
    let origins = request.fields.filter { $0.name == "origin" }
    guard origins.allSatisfy({ hosts.map { "http://" + $0 }.contains($0.value.lowercased()) }) else {
      return .failure(.forbidden)
    }
    // What changes something comes from the page alone, and browsers tell of a POST where it comes from.
    guard request.method != "POST" || !origins.isEmpty else { return .failure(.forbidden) }
    if let site = request["sec-fetch-site"], site != "same-origin", site != "none" { return .failure(.forbidden) }
    let parts = request.path.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: true)
    guard let first = parts.first, isToken(first) else { return .failure(.forbidden) }
    return .success(parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : "")
  }

  /// In a time that tells nothing of where they differ.
  private func isToken(_ text: Substring.UTF8View) -> Bool {
    guard text.count == token.utf8.count else { return false }
    return zip(text, token.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
