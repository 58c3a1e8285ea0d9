/// Character references (CommonMark 0.31.2, section 2.5) and backslash escapes.
enum Entities {
  /// What the reference that begins with the `&` at `start` stands for, and where it ends.
  static func reference(in bytes: ArraySlice<UInt8>, at start: Int) -> (text: String, end: Int)? {
    func byte(_ index: Int) -> UInt8 { index < bytes.endIndex ? bytes[index] : 0 }
    var index = start + 1
    guard byte(index) == "#" else {
      let limit = min(bytes.endIndex, index + longestName)
      while index < limit, bytes[index].isAlphanumeric { index += 1 }
      guard index > start + 1, byte(index) == ";" else { return nil }
      let name = String(decoding: bytes[(start + 1)..<index], as: UTF8.self)
      return named[name].map { ($0, index + 1) }
    }
    index += 1
    let isHexadecimal = byte(index) | 0x20 == "x"
    if isHexadecimal { index += 1 }
    let digits = index
    while index < bytes.endIndex, index - digits < (isHexadecimal ? 6 : 7), isDigit(bytes[index]) { index += 1 }
    guard index > digits, byte(index) == ";" else { return nil }
    let number = String(decoding: bytes[digits..<index], as: UTF8.self)
    let value = UInt32(number, radix: isHexadecimal ? 16 : 10) ?? 0
    let scalar = value == 0 ? "\u{FFFD}" : Unicode.Scalar(value) ?? "\u{FFFD}"
    return (String(Character(scalar)), index + 1)

    func isDigit(_ byte: UInt8) -> Bool {
      byte.isDigit || (isHexadecimal && byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66)
    }
  }

  /// `bytes` with backslash escapes and character references resolved, as in destinations, titles and info strings.
  static func resolved(_ bytes: ArraySlice<UInt8>) -> String { resolved(bytes, escapes: true) }

  /// `bytes` with character references resolved, as in HTML's attributes.
  static func resolvedReferences(_ bytes: ArraySlice<UInt8>) -> String { resolved(bytes, escapes: false) }

  private static func resolved(_ bytes: ArraySlice<UInt8>, escapes: Bool) -> String {
    guard bytes.contains(where: { $0 == "\\" || $0 == "&" || $0 == 0 }) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    var result: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if escapes, bytes[index] == "\\", index + 1 < bytes.endIndex, bytes[index + 1].isPunctuation {
        result.append(bytes[index + 1])
        index += 2
      } else if bytes[index] == "&", let reference = reference(in: bytes, at: index) {
        result.append(contentsOf: reference.text.utf8)
        index = reference.end
      } else {
        result.appendText(bytes[index...index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension String {
  /// With the characters for references such as `&amp;` and `&#53;`, as HTML is read.
  package var resolvingReferences: String { Entities.resolvedReferences(Array(utf8)[...]) }
}
