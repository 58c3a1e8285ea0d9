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
