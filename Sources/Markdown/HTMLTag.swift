/// Finds where raw HTML ends (CommonMark 0.31.2, section 6.6).
enum HTMLTag {
  /// Behind the open or closing tag that begins with the `<` at `start`, or nil where none does before `limit`.
  static func end(in utf8: [UInt8], at start: Int, limit: Int) -> Int? {
    func byte(_ index: Int) -> UInt8 { index < limit ? utf8[index] : 0 }
    func skipWhitespace(_ index: Int) -> Int {
      var index = index
      while byte(index).isWhitespace { index += 1 }
      return index
    }

    var index = start + 1
    let isClosing = byte(index) == "/"
    if isClosing { index += 1 }
    guard byte(index).isLetter else { return nil }
    while byte(index).isAlphanumeric || byte(index) == "-" { index += 1 }
    if isClosing {
      index = skipWhitespace(index)
      return byte(index) == ">" ? index + 1 : nil
    }
    while true {
      let afterSpace = skipWhitespace(index)
      let isName = byte(afterSpace).isLetter || byte(afterSpace) == "_" || byte(afterSpace) == ":"
      guard isName, afterSpace > index else {
        index = afterSpace
        break
      }
      index = afterSpace + 1
      while byte(index).isAlphanumeric || "_.:-".utf8.contains(byte(index)) { index += 1 }
      let equals = skipWhitespace(index)
      guard byte(equals) == "=" else { continue }
      guard let end = attributeValueEnd(skipWhitespace(equals + 1)) else { return nil }
      index = end
    }
    if byte(index) == "/" { index += 1 }
    return byte(index) == ">" ? index + 1 : nil

    func attributeValueEnd(_ start: Int) -> Int? {
      var index = start
      switch byte(start) {
      case "\"", "'":
        index += 1
        while index < limit, utf8[index] != utf8[start] { index += 1 }
        return index < limit ? index + 1 : nil
      default:
        while index < limit, !utf8[index].isWhitespace, !"\"'=<>`".utf8.contains(utf8[index]) { index += 1 }
        return index > start ? index : nil
      }
    }
  }
}
