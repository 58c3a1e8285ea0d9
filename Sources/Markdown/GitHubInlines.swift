/// What GitHub reads in addition to its written specification: mathematics and footnotes.
extension InlineParser {
  /// `$x_1$` or `$$x_1$$`: no white space stands inside a single dollar sign, nor a digit or letter right beside it, so
  /// that prices are none.
  mutating func parseMath() -> Bool {
    let length = run(at: index)
    let start = index + length
    let before = index > 0 ? bytes[index - 1] : 0x20
    guard length <= 2, index >= unmatchedMath[length - 1], !before.isAlphanumeric, start < bytes.count,
      length == 2 || !bytes[start].isWhitespace
    else {
      index = start
      return false
    }
    var end = start
    // Code and white space before a lone dollar sign end the search.
    while end < bytes.count, bytes[end] != "`", bytes[end] != 0 {
      guard bytes[end] == "$" else {
        end += bytes[end] == "\\" ? 2 : 1
        continue
      }
      let closing = run(at: end)
      let isBehindSpace = bytes[end - 1].isWhitespace
      if closing == length, length == 2 || !(isBehindSpace || bytes.byte(at: end + 1).isAlphanumeric) {
        return add(.math, upTo: end + length)
      }
      if length == 1, closing == 1, isBehindSpace { break }
      end += closing
    }
    unmatchedMath[length - 1] = end
    index = start
    return false
  }

  /// `[^1]`, where such a note is defined.
  mutating func parseFootnote() -> Bool {
    guard extensions.contains(.footnotes), let label = References.footnote(in: bytes, at: index),
      references.footnotes.contains(label.text)
    else { return false }
    return add(.footnote(label.text), upTo: label.end)
  }
}

extension References {
  /// The label of `[^label]` at `start`, and where it ends.
  static func footnote(in bytes: [UInt8], at start: Int, before limit: Int? = nil) -> (text: String, end: Int)? {
    guard bytes.byte(at: start) == "[", bytes.byte(at: start + 1) == "^" else { return nil }
    let limit = min(limit ?? bytes.count, start + 66)
    var end = start + 2
    while end < limit, bytes[end].isAlphanumeric || bytes[end] == "-" || bytes[end] == "_" {
      end += 1
    }
    guard end > start + 2, bytes.byte(at: end) == "]" else { return nil }
    return (bytes.text((start + 2)..<end), end + 1)
  }
}
