/// Classes of ASCII bytes as CommonMark names them, and comparison with a character written as a literal.
extension UInt8 {
  @inline(__always) static func == (byte: UInt8, scalar: Unicode.Scalar) -> Bool {
    UInt32(byte) == scalar.value
  }
  @inline(__always) static func != (byte: UInt8, scalar: Unicode.Scalar) -> Bool {
    UInt32(byte) != scalar.value
  }
  @inline(__always) static func ~= (scalar: Unicode.Scalar, byte: UInt8) -> Bool {
    UInt32(byte) == scalar.value
  }

  var isSpaceOrTab: Bool { self == 0x20 || self == 0x09 }
  /// Space, tab, line feed, line tabulation, form feed, carriage return.
  var isWhitespace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
  var isAlphanumeric: Bool { isLetter || isDigit }
  var isControl: Bool { self < 0x20 || self == 0x7F }
  var isPunctuation: Bool {
    switch self {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }
  var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}

extension Array where Element == UInt8 {
  /// The byte at `index`, or 0 beyond the end.
  @inline(__always) func byte(at index: Int) -> UInt8 { index >= 0 && index < count ? self[index] : 0 }

  /// Whether `word`, in lower-case ASCII, stands at `index`, whatever its case here.
  func hasPrefix(_ word: StaticString, at index: Int) -> Bool {
    let length = word.utf8CodeUnitCount
    guard index >= 0, index + length <= count else { return false }
    return word.withUTF8Buffer { word in
      for offset in 0..<length where self[index + offset].lowercased != word[offset] { return false }
      return true
    }
  }

  /// Where `pattern` next begins at or behind `index`.
  func firstIndex(of pattern: StaticString, from index: Int) -> Int? {
    let length = pattern.utf8CodeUnitCount
    guard length > 0, index >= 0 else { return nil }
    return pattern.withUTF8Buffer { pattern in
      var start = index
      while start + length <= count {
        if self[start] == pattern[0] {
          var matched = 1
          while matched < length, self[start + matched] == pattern[matched] { matched += 1 }
          if matched == length { return start }
        }
        start += 1
      }
      return nil
    }
  }

  /// `range` as text; U+0000 becomes U+FFFD, as CommonMark wants.
  func text(_ range: Range<Int>) -> String {
    let slice = self[range]
    guard slice.contains(0) else { return String(decoding: slice, as: UTF8.self) }
    var bytes: [UInt8] = []
    bytes.appendText(slice)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends bytes of the source, with U+FFFD for U+0000.
  mutating func appendText(_ bytes: ArraySlice<UInt8>) {
    guard bytes.contains(0) else { return append(contentsOf: bytes) }
    for byte in bytes {
      if byte == 0 { append(contentsOf: [0xEF, 0xBF, 0xBD]) } else { append(byte) }
    }
  }
}
