/// Bytes as text that means nothing in HTML: each 13 bits, the lowest first, are two of the 91 printable characters other
/// than space, `&`, `<` and `>`. A quarter longer than the bytes; Base64 is a third longer.
package enum DenseText {
  private static let alphabet = (UInt8(ascii: "!")...UInt8(ascii: "~")).filter { !"&<>".utf8.contains($0) }

  package static func text(_ bytes: [UInt8]) -> String {
    let alphabet = alphabet
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count * 8 + 12) / 13 * 2)
    var bits: UInt32 = 0
    var count: UInt32 = 0
    func append() {
      let number = Int(bits & 0x1FFF)
      text.append(alphabet[number % 91])
      text.append(alphabet[number / 91])
    }
    for byte in bytes {
      bits |= UInt32(byte) << count
      count += 8
      guard count >= 13 else { continue }
      append()
      bits >>= 13
      count -= 13
    }
    if count > 0 { append() }
    return String(decoding: text, as: UTF8.self)
  }
}
