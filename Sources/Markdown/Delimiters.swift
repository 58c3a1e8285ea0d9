/// A run of `*`, `_` or `~` that may open or close emphasis (CommonMark 0.31.2, section 6.2).
struct Delimiter {
  var byte: UInt8
  var length: Int
  /// How many of its characters have no partner yet.
  var remaining: Int
  var canOpen: Bool
  var canClose: Bool
  var previous: Int
  var next: Int
  /// What it closes, the innermost first: from its left end on.
  var closes: [UInt8] = []
  /// What it opens, the innermost first: from its right end on.
  var opens: [UInt8] = []

  /// Runs of one kind share where the search for their opener need not look again.
  var bottomIndex: Int {
    switch byte {
    case "~": length - 1
    case "*": 2 + (canOpen ? 3 : 0) + length % 3
    default: 8 + (canOpen ? 3 : 0) + length % 3
    }
  }

  func isOpener(of closer: Delimiter) -> Bool {
    guard canOpen, byte == closer.byte else { return false }
    if byte == "~" { return length == closer.length }
    guard closer.canOpen || canClose else { return true }
    return closer.length % 3 == 0 || (length + closer.length) % 3 != 0
  }
}

extension InlineParser {
  mutating func parseDelimiters() -> Bool {
    let byte = bytes[index]
    let length = run(at: index)
    guard byte != "~" || length <= 2 else {
      index += length
      return false
    }
    let before = CharacterClass.before(index, in: bytes)
    let after = CharacterClass.after(index + length, in: bytes)
    let isLeft = after != .whitespace && (after != .punctuation || before != .other)
    let isRight = before != .whitespace && (before != .punctuation || after != .other)
    let isUnderscore = byte == "_"
    let canOpen = isLeft && (!isUnderscore || !isRight || before == .punctuation)
    let canClose = isRight && (!isUnderscore || !isLeft || after == .punctuation)
    guard canOpen || canClose else {
      index += length
      return false
    }
    let delimiter = Delimiter(
      byte: byte, length: length, remaining: length, canOpen: canOpen, canClose: canClose, previous: lastDelimiter,
      next: -1)
    if lastDelimiter >= 0 { delimiters[lastDelimiter].next = delimiters.count }
    lastDelimiter = delimiters.count
    delimiters.append(delimiter)
    return add(.delimiters(lastDelimiter), upTo: index + length)
  }

  /// Pairs the runs above `bottom` (the specification's "process emphasis") and forgets them.
  mutating func matchDelimiters(above bottom: Int) {
    var bottoms = [Int](repeating: bottom + 1, count: 14)
    var closer = -1
    var first = lastDelimiter
    while first > bottom {
      closer = first
      first = delimiters[first].previous
    }
    while closer >= 0 {
      guard delimiters[closer].canClose else {
        closer = delimiters[closer].next
        continue
      }
      let bottomIndex = delimiters[closer].bottomIndex
      var opener = delimiters[closer].previous
      while opener >= bottoms[bottomIndex], !delimiters[opener].isOpener(of: delimiters[closer]) {
        opener = delimiters[opener].previous
      }
      let next = delimiters[closer].next
      if opener >= bottoms[bottomIndex] {
        pair(opener, closer)
        if delimiters[closer].remaining == 0 { closer = next }
      } else {
        bottoms[bottomIndex] = closer
        if !delimiters[closer].canOpen { unlink(closer) }
        closer = next
      }
    }
    lastDelimiter = bottom
    if bottom >= 0 { delimiters[bottom].next = -1 }
  }

  private mutating func pair(_ opener: Int, _ closer: Int) {
    let used: Int
    if delimiters[opener].byte == "~" {
      used = delimiters[opener].length
    } else {
      used = delimiters[opener].remaining >= 2 && delimiters[closer].remaining >= 2 ? 2 : 1
    }
    delimiters[opener].opens.append(UInt8(used))
    delimiters[closer].closes.append(UInt8(used))
    delimiters[opener].remaining -= used
    delimiters[closer].remaining -= used
    delimiters[opener].next = closer
    delimiters[closer].previous = opener
    if delimiters[opener].remaining == 0 { unlink(opener) }
    if delimiters[closer].remaining == 0 { unlink(closer) }
  }

  private mutating func unlink(_ index: Int) {
    let (previous, next) = (delimiters[index].previous, delimiters[index].next)
    if previous >= 0 { delimiters[previous].next = next }
    if next >= 0 { delimiters[next].previous = previous } else { lastDelimiter = previous }
  }
}
