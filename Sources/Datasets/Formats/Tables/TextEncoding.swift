internal import Text

/// Text that is not in UTF-8.
enum TextEncoding {
  /// With its mark, which tells the bytes' order.
  static func utf8(ofUTF16 stream: inout ByteStream, limit: Int64) throws(DataError) -> [UInt8] {
    let bytes = try stream.readAll(limit: Int(clamping: limit))
    guard bytes.count % 2 == 0 else {
      throw .damaged(
        file: stream.name, problem: "text in UTF-16 has two bytes a sign, and the last one is alone",
        place: "byte \(bytes.count - 1)")
    }
    return Array((String(markedUTF16: bytes) ?? "").utf8)
  }

  /// A field's words, with single quotes for doubled ones and a blank where a line breaks; bytes that are no UTF-8 are
  /// taken for Western European letters.
  static func words(_ field: Span<UInt8>) -> String {
    var bytes: [UInt8] = []
    var place = 0
    while place < field.count {
      let byte = field[place]
      if byte == 0x22, place + 1 < field.count, field[place + 1] == 0x22 { place += 1 }
      bytes.append(byte < 0x20 ? 0x20 : byte)
      place += 1
    }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}
