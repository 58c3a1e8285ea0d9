/// RFC 4648's standard alphabet, padded.
package enum Base64 {
  static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  package static func text(_ bytes: [UInt8]) -> String {
    let groups = (bytes.count + 2) / 3
    let text = [UInt8](unsafeUninitializedCapacity: groups * 4) { buffer, count in
      for group in 0..<groups {
        let start = group * 3
        let rest = bytes.count - start
        let second = rest > 1 ? UInt32(bytes[start + 1]) : 0
        let third = rest > 2 ? UInt32(bytes[start + 2]) : 0
        let bits = UInt32(bytes[start]) << 16 | second << 8 | third
        for place in 0..<4 {
          let digit = alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)]
          buffer[group * 4 + place] = place > rest ? UInt8(ascii: "=") : digit
        }
      }
      count = groups * 4
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// nil where another character stands in it.
  static func bytes(_ text: Substring) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for character in text.utf8 where character != UInt8(ascii: "=") {
      guard let digit = alphabet.firstIndex(of: character) else { return nil }
      bits = bits << 6 | UInt32(digit)
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return bytes
  }
}
