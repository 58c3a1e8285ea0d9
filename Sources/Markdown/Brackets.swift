/// A `[` or `![` that a `]` may still make a link or an image (CommonMark 0.31.2, sections 6.3 and 6.4).
struct Bracket {
  var token: Int
  var isImage: Bool
  /// Behind the bracket.
  var contentStart: Int
  /// The last delimiter run before it.
  var lastDelimiter: Int
  /// Whether another bracket opened behind it: its text is then no label.
  var isFollowed = false
}

extension InlineParser {
  mutating func openBracket(isImage: Bool) -> Bool {
    if let last = brackets.indices.last { brackets[last].isFollowed = true }
    let end = index + (isImage ? 2 : 1)
    _ = add(.text, upTo: end)
    brackets.append(
      Bracket(token: tokens.count - 1, isImage: isImage, contentStart: end, lastDelimiter: lastDelimiter))
    return true
  }

  mutating func closeBracket() -> Bool {
    guard let bracket = brackets.popLast() else { return false }
    let isActive = bracket.isImage || brackets.count >= inactiveBrackets
    inactiveBrackets = min(inactiveBrackets, brackets.count)
    guard isActive, let (target, end) = linkTail(bracket) else { return false }
    tokens[bracket.token].kind = .opening(
      bracket.isImage
        ? .image(source: target.destination, title: target.title)
        : .link(destination: target.destination, title: target.title))
    _ = add(.closing, upTo: end)
    matchDelimiters(above: bracket.lastDelimiter)
    if !bracket.isImage { inactiveBrackets = brackets.count }
    return true
  }

  /// What follows the `]` at `index`: `(destination "title")`, `[label]`, `[]` or nothing.
  private mutating func linkTail(_ bracket: Bracket) -> (References.Target, end: Int)? {
    if let inline = inlineTail(at: index + 1) { return inline }
    if let label = scanner.label(at: index + 1) {
      return references.target(bytes[label.content]).map { ($0, label.end) }
    }
    guard !bracket.isFollowed, index - bracket.contentStart <= LinkScanner.maximumLabelLength else { return nil }
    let isCollapsed = bytes.byte(at: index + 1) == "[" && bytes.byte(at: index + 2) == "]"
    return references.target(bytes[bracket.contentStart..<index]).map { ($0, index + (isCollapsed ? 3 : 1)) }
  }

  private func inlineTail(at start: Int) -> (References.Target, end: Int)? {
    guard bytes.byte(at: start) == "(" else { return nil }
    guard let destination = scanner.destination(at: scanner.skipWhitespace(start + 1)) else { return nil }
    var end = scanner.skipWhitespace(destination.end)
    var title: String?
    if end > destination.end, let part = scanner.title(at: end) {
      title = Entities.resolved(bytes[part.content])
      end = scanner.skipWhitespace(part.end)
    }
    guard bytes.byte(at: end) == ")" else { return nil }
    return (.init(destination: Entities.resolved(bytes[destination.content]), title: title), end + 1)
  }
}
