/// Looking for text within text, byte by byte: the standard library's own way compares whole characters and does not
/// exist in Embedded Swift. So `\n` is found in `\r\n` too, and a letter under a combining accent.
extension StringProtocol {
  /// Where `text` first stands; nil where it does not, or is empty.
  package func firstPlace(of text: String) -> Range<Index>? {
    let wanted = Array(text.utf8)
    guard let first = wanted.first else { return nil }
    var start = utf8.startIndex
    while let found = utf8[start...].firstIndex(of: first) {
      if utf8[found...].starts(with: wanted) { return found..<utf8.index(found, offsetBy: wanted.count) }
      start = utf8.index(after: found)
    }
    return nil
  }

  package func holds(_ text: String) -> Bool { text.isEmpty || firstPlace(of: text) != nil }

  /// With `replacement` wherever `text` stands, from left to right.
  package func substituting(_ replacement: String, for text: String) -> String {
    var result = ""
    var rest = self[...]
    while let place = rest.firstPlace(of: text) {
      result += rest[..<place.lowerBound]
      result += replacement
      rest = rest[place.upperBound...]
    }
    return result + rest
  }
}
