/// PNG for hosts without libpng: the same picture, not compressed (RFC 1950, RFC 2083).
enum StoredPNG {
  static func encode(width: Int, height: Int, palette: [UInt8], samples: [UInt8]) -> [UInt8] {
    var file: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
    append("IHDR", bigEndian(UInt32(width)) + bigEndian(UInt32(height)) + [8, 3, 0, 0, 0], to: &file)
    append("PLTE", palette, to: &file)
    var rows: [UInt8] = []
    rows.reserveCapacity(samples.count + height)
    for row in 0..<height {
      rows.append(0)
      rows += samples[row * width..<(row + 1) * width]
    }
    append("IDAT", stored(rows), to: &file)
    append("IEND", [], to: &file)
    return file
  }

  /// zlib's format with blocks that are stored as they are.
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    let largest = 0xffff
    var data: [UInt8] = [0x78, 0x01]
    for start in stride(from: 0, to: bytes.count, by: largest) {
      let block = bytes[start..<min(start + largest, bytes.count)]
      let (low, high) = (UInt8(block.count & 0xff), UInt8(block.count >> 8))
      data += [block.endIndex == bytes.count ? 1 : 0, low, high, ~low, ~high]
      data += block
    }
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      a = (a + UInt32(byte)) % 65_521
      b = (b + a) % 65_521
    }
    return data + bigEndian(b << 16 | a)
  }

  private static func append(_ type: String, _ contents: [UInt8], to file: inout [UInt8]) {
    let body = Array(type.utf8) + contents
    var checksum = UInt32.max
    for byte in body {
      checksum ^= UInt32(byte)
      for _ in 0..<8 { checksum = checksum >> 1 ^ (checksum & 1 == 1 ? 0xedb8_8320 : 0) }
    }
    file += bigEndian(UInt32(contents.count)) + body + bigEndian(~checksum)
  }

  private static func bigEndian(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * UInt32($0))) }
  }
}
