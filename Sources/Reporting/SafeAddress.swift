/// Which addresses a report may link.
enum SafeAddress {
  /// Web and mail addresses, and those without a scheme. Browsers skip blanks and control characters in a scheme.
  static func isSafe(_ address: String) -> Bool {
    let text = String(address.unicodeScalars.filter { $0.value > 32 && $0.value != 127 })
    guard let colon = text.firstIndex(of: ":") else { return true }
    let scheme = text[..<colon]
    if scheme.contains(where: { "/?#".contains($0) }) { return true }
    return ["http", "https", "mailto"].contains(scheme.lowercased())
  }
}
