/// The parts of links and reference definitions (CommonMark 0.31.2, sections 4.7 and 6.3).
/// Each function takes where the part begins and gives its content and where it ends, or nil where it is not well formed.
struct LinkScanner {
  let bytes: [UInt8]
  /// What a bracket or parenthesis may hold at most, so that a scan that fails is short.
  static let maximumLabelLength = 999
  static let maximumParentheses = 32

  struct Part {
    var content: Range<Int>
    var end: Int
  }

  /// `[label]`, with more than white space inside.
  func label(at start: Int) -> Part? {
    guard bytes.byte(at: start) == "[" else { return nil }
    var index = start + 1
    var isBlank = true
    while index < bytes.count, index - start <= Self.maximumLabelLength + 1 {
      switch bytes[index] {
      case "]": return isBlank ? nil : Part(content: (start + 1)..<index, end: index + 1)
      case "[": return nil
      case "\\" where bytes.byte(at: index + 1).isPunctuation:
        index += 1
        isBlank = false
      default: if !bytes[index].isWhitespace { isBlank = false }
      }
      index += 1
    }
    return nil
  }

  /// `<destination>`, or bytes without white space and with balanced parentheses; may be empty.
  func destination(at start: Int) -> Part? {
    bytes.byte(at: start) == "<" ? pointedDestination(at: start) : bareDestination(at: start)
  }

  private func pointedDestination(at start: Int) -> Part? {
    var index = start + 1
    while index < bytes.count {
      switch bytes[index] {
      case ">": return Part(content: (start + 1)..<index, end: index + 1)
      case "<", 0x0A, 0x0D: return nil
      case "\\" where bytes.byte(at: index + 1).isPunctuation: index += 2
      default: index += 1
      }
    }
    return nil
  }

  private func bareDestination(at start: Int) -> Part? {
    var index = start
    var depth = 0
    scan: while index < bytes.count {
      switch bytes[index] {
      case "\\" where bytes.byte(at: index + 1).isPunctuation: index += 1
      case "(":
        depth += 1
        if depth > Self.maximumParentheses { return nil }
      case ")":
        if depth == 0 { break scan }
        depth -= 1
      default: if bytes[index] == 0x20 || bytes[index].isControl { break scan }
      }
      index += 1
    }
    return depth == 0 ? Part(content: start..<index, end: index) : nil
  }

  /// `"title"`, `'title'` or `(title)`.
  func title(at start: Int) -> Part? {
    let opening = bytes.byte(at: start)
    let closing: UInt8
    switch opening {
    case "\"", "'": closing = opening
    case "(": closing = 0x29
    default: return nil
    }
    var index = start + 1
    while index < bytes.count {
      if bytes[index] == closing { return Part(content: (start + 1)..<index, end: index + 1) }
      if bytes[index] == opening { return nil }
      index += bytes[index] == "\\" && bytes.byte(at: index + 1).isPunctuation ? 2 : 1
    }
    return nil
  }

  /// Behind white space with at most one line feed.
  func skipWhitespace(_ start: Int) -> Int {
    var index = start
    while bytes.byte(at: index).isSpaceOrTab { index += 1 }
    guard bytes.byte(at: index) == 0x0A else { return index }
    index += 1
    while bytes.byte(at: index).isSpaceOrTab { index += 1 }
    return index
  }

  /// Behind the line's end where nothing else is left of the line.
  func skipLineEnd(_ start: Int) -> Int? {
    var index = start
    while bytes.byte(at: index).isSpaceOrTab { index += 1 }
    if index >= bytes.count { return bytes.count }
    return bytes[index] == 0x0A ? index + 1 : nil
  }
}
