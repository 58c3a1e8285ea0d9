/// GitHub's "disallowed raw HTML" (GitHub Flavored Markdown 0.29, section 6.11).
enum TagFilter {
  private static let disallowed: [StaticString] = [
    "title", "textarea", "style", "xmp", "iframe", "noembed", "noframes", "script", "plaintext",
  ]

  /// `html` with the `<` of disallowed tags escaped.
  static func filtered(_ html: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    for (index, byte) in html.enumerated() {
      if byte == "<", isDisallowed(html, at: index) { output.append("&lt;") } else { output.append(byte) }
    }
    return output
  }

  private static func isDisallowed(_ html: [UInt8], at index: Int) -> Bool {
    let start = html.byte(at: index + 1) == "/" ? index + 2 : index + 1
    return disallowed.contains { name in
      guard html.hasPrefix(name, at: start) else { return false }
      let next = html.byte(at: start + name.utf8CodeUnitCount)
      return next.isWhitespace || next == ">" || next == "/" && html.byte(at: start + name.utf8CodeUnitCount + 1) == ">"
    }
  }
}
