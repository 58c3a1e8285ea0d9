/// Links that are their own text: `<https://…>` (CommonMark 0.31.2, section 6.5),
/// and bare addresses (GitHub Flavored Markdown 0.29, section 6.9).
struct Autolink {
  var destination: String
  var end: Int

  /// `<scheme:…>` or `<name@domain>` where the `<` stands at `start`.
  static func pointed(at start: Int, in bytes: [UInt8]) -> Autolink? {
    var end = start + 1
    guard bytes.byte(at: end).isAlphanumeric || isLocalPart(bytes.byte(at: end)) else { return nil }
    var colon: Int?
    while end < bytes.count, bytes[end] != ">" {
      if bytes[end] == "<" || bytes[end] <= 0x20 || bytes[end] == 0x7F { return nil }
      if bytes[end] == ":", colon == nil { colon = end }
      end += 1
    }
    guard end < bytes.count else { return nil }
    let content = (start + 1)..<end
    if let colon, isScheme(bytes[content.lowerBound..<colon]) {
      return Autolink(destination: bytes.text(content), end: end + 1)
    }
    return isAddress(bytes[content]) ? Autolink(destination: "mailto:" + bytes.text(content), end: end + 1) : nil
  }

  private static func isScheme(_ bytes: ArraySlice<UInt8>) -> Bool {
    (2...32).contains(bytes.count) && bytes.first?.isLetter == true
      && bytes.allSatisfy { $0.isAlphanumeric || $0 == "+" || $0 == "." || $0 == "-" }
  }

  private static func isLocalPart(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || ".!#$%&'*+/=?^_`{|}~-".utf8.contains(byte)
  }

  private static func isAddress(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let at = bytes.firstIndex(of: 0x40), at > bytes.startIndex else { return false }
    guard bytes[..<at].allSatisfy(isLocalPart) else { return false }
    return bytes[(at + 1)...].split(separator: 0x2E, omittingEmptySubsequences: false).allSatisfy { label in
      (1...63).contains(label.count) && label.first != 0x2D && label.last != 0x2D
        && label.allSatisfy { $0.isAlphanumeric || $0 == "-" }
    }
  }

  /// A bare `www.`, `http://`, `https://` or `ftp://` address that begins at `start`.
  static func beginning(at start: Int, in bytes: [UInt8]) -> Autolink? {
    let before = start > 0 ? bytes[start - 1] : 0x20
    let domain: Int
    var prefix = ""
    if bytes.hasPrefix("www.", at: start) {
      guard before.isWhitespace || "*_~(".utf8.contains(before) else { return nil }
      prefix = "http://"
      domain = start
    } else {
      guard !before.isLetter else { return nil }
      if bytes.hasPrefix("https://", at: start) {
        domain = start + 8
      } else if bytes.hasPrefix("http://", at: start) {
        domain = start + 7
      } else if bytes.hasPrefix("ftp://", at: start) {
        domain = start + 6
      } else {
        return nil
      }
    }
    guard var end = domainEnd(domain, in: bytes), prefix.isEmpty || end > start + 4 else { return nil }
    while end < bytes.count, !bytes[end].isWhitespace, bytes[end] != "<" { end += 1 }
    end = trimmedEnd(start..<end, in: bytes)
    guard end > domain else { return nil }
    return Autolink(destination: prefix + bytes.text(start..<end), end: end)
  }

  /// Where the domain at `start` ends; nil where there is none, or an underscore stands in one of its last two segments.
  private static func domainEnd(_ start: Int, in bytes: [UInt8]) -> Int? {
    guard bytes.byte(at: start).isAlphanumeric || bytes.byte(at: start) >= 0x80 else { return nil }
    var end = start
    var underscores = (last: 0, beforeLast: 0)
    while end < bytes.count {
      switch bytes[end] {
      case "_": underscores.last += 1
      case ".": underscores = (0, underscores.last)
      case "-": break
      default: if !bytes[end].isAlphanumeric && bytes[end] < 0x80 { return result() }
      }
      end += 1
    }
    return result()

    func result() -> Int? {
      // Underscores at the very end are no part of the link, as in `_www.example.org_`.
      let next = bytes.byte(at: end)
      if next == 0 || next.isWhitespace || "<*~),;!'\"".utf8.contains(next) {
        for index in (start..<end).reversed() {
          guard bytes[index] == "_" else { break }
          underscores.last -= 1
        }
      }
      return underscores.last > 0 || underscores.beforeLast > 0 ? nil : end
    }
  }

  /// Leaves out trailing punctuation, closing parentheses without a partner, and what looks like a character reference.
  private static func trimmedEnd(_ range: Range<Int>, in bytes: [UInt8]) -> Int {
    var end = range.upperBound
    var excess = bytes[range].reduce(0) { $0 + ($1 == ")" ? 1 : $1 == "(" ? -1 : 0) }
    while end > range.lowerBound {
      switch bytes[end - 1] {
      case "?", "!", ".", ",", ":", "*", "_", "~", "'", "\"": end -= 1
      case ")":
        guard excess > 0 else { return end }
        excess -= 1
        end -= 1
      case ";":
        var start = end - 1
        while start > range.lowerBound, bytes[start - 1].isAlphanumeric { start -= 1 }
        let isReference = start < end - 1 && start > range.lowerBound && bytes[start - 1] == "&"
        end = isReference ? start - 1 : end - 1
      default: return end
      }
    }
    return end
  }

  /// The first bare e-mail address in `range`.
  static func address(in range: Range<Int>, of bytes: [UInt8]) -> Range<Int>? {
    var from = range.lowerBound
    while let at = bytes[from..<range.upperBound].firstIndex(of: 0x40) {
      var start = at
      while start > from, bytes[start - 1].isAlphanumeric || ".-_+".utf8.contains(bytes[start - 1]) { start -= 1 }
      var end = at + 1
      var dots = 0
      while end < range.upperBound, bytes[end].isAlphanumeric || "._-".utf8.contains(bytes[end]) {
        if bytes[end] == ".", end + 1 < range.upperBound, bytes[end + 1].isAlphanumeric { dots += 1 }
        if bytes[end] == ".", end + 1 >= range.upperBound || !bytes[end + 1].isAlphanumeric { break }
        end += 1
      }
      if start < at, dots > 0, bytes[end - 1].isAlphanumeric { return start..<end }
      from = at + 1
    }
    return nil
  }
}
