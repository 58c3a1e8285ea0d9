/// The link reference definitions of a document (CommonMark 0.31.2, section 4.7).
struct References {
  struct Target {
    var destination: String
    var title: String?
  }

  /// The labels of footnotes.
  var footnotes: Set<String> = []
  private var targets: [[UInt8]: Target] = [:]
  /// Bytes of destinations and titles that references may still expand to, so that a small text stays small.
  private var budget: Int

  init(sourceLength: Int) { budget = max(sourceLength, 100_000) }

  /// The first definition of a label holds.
  mutating func define(_ label: ArraySlice<UInt8>, as target: Target) {
    let key = Self.key(label)
    if targets[key] == nil { targets[key] = target }
  }

  mutating func target(_ label: ArraySlice<UInt8>) -> Target? {
    guard !targets.isEmpty, let target = targets[Self.key(label)] else { return nil }
    budget -= target.destination.utf8.count + (target.title?.utf8.count ?? 0)
    return budget >= 0 ? target : nil
  }

  /// Labels match where they are equal after case folding and with white space collapsed.
  private static func key(_ label: ArraySlice<UInt8>) -> [UInt8] {
    var key: [UInt8] = []
    var isASCII = true
    for byte in label {
      if byte.isWhitespace {
        if let last = key.last, last != 0x20 { key.append(0x20) }
      } else {
        isASCII = isASCII && byte < 0x80
        key.append(byte.lowercased)
      }
    }
    if key.last == 0x20 { key.removeLast() }
    // Full case folding by way of upper case: both ẞ and SS become SS.
    return isASCII ? key : Array(String(decoding: key, as: UTF8.self).lowercased().uppercased().lowercased().utf8)
  }
}

extension BlockParser {
  /// Takes the definitions at a paragraph's beginning out of it.
  mutating func removeDefinitions(_ paragraph: Int) {
    guard let first = nodes[paragraph].segments.first?.range, !first.isEmpty, source.utf8[first.lowerBound] == "["
    else { return }
    let bytes = InlineText(nodes[paragraph].segments, in: source.utf8).bytes
    var end = 0
    while let next = define(in: bytes, at: end) { end = next }
    guard end > 0 else { return }
    let lines = end == bytes.count ? nodes[paragraph].segments.count : bytes[..<end].count { $0 == 0x0A }
    nodes[paragraph].segments.removeFirst(lines)
    if let first = nodes[paragraph].segments.first {
      nodes[paragraph].start = first.range.lowerBound
      nodes[paragraph].firstLine += lines
    }
  }

  private mutating func define(in bytes: [UInt8], at start: Int) -> Int? {
    let scanner = LinkScanner(bytes: bytes)
    // What GitHub takes for a footnote would be a link to its first word.
    if extensions.contains(.footnotes), References.footnote(in: bytes, at: start) != nil { return nil }
    guard let label = scanner.label(at: start), bytes.byte(at: label.end) == ":" else { return nil }
    let destinationStart = scanner.skipWhitespace(label.end + 1)
    guard let destination = scanner.destination(at: destinationStart), destination.end > destinationStart else {
      return nil
    }
    var title: String?
    var end = scanner.skipLineEnd(destination.end)
    let titleStart = scanner.skipWhitespace(destination.end)
    if titleStart > destination.end, let part = scanner.title(at: titleStart),
      let lineEnd = scanner.skipLineEnd(part.end)
    {
      title = Entities.resolved(bytes[part.content])
      end = lineEnd
    }
    guard let end else { return nil }
    let target = References.Target(destination: Entities.resolved(bytes[destination.content]), title: title)
    references.define(bytes[label.content], as: target)
    return end
  }
}
