internal import Files

/// PNG for hosts without libpng: the same picture (RFC 2083).
enum PortablePNG {
  static func encode(width: Int, height: Int, palette: [UInt8], samples: [UInt8]) -> [UInt8] {
    var file: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
    append("IHDR", bigEndian(UInt32(width)) + bigEndian(UInt32(height)) + [8, 3, 0, 0, 0], to: &file)
    append("sRGB", [0], to: &file)
    append("PLTE", palette, to: &file)
    var rows: [UInt8] = []
    rows.reserveCapacity(samples.count + height)
    for row in 0..<height {
      rows.append(0)
      rows += samples[row * width..<(row + 1) * width]
    }
    append("IDAT", PortableDeflater.zlib(rows), to: &file)
    append("IEND", [], to: &file)
    return file
  }

  private static func append(_ type: String, _ contents: [UInt8], to file: inout [UInt8]) {
    let body = Array(type.utf8) + contents
    var checksum = PortableCRC32()
    body.withUnsafeBytes { checksum.update($0) }
    file += bigEndian(UInt32(contents.count)) + body + bigEndian(checksum.value)
  }
}

func bigEndian(_ number: UInt32) -> [UInt8] {
  (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * UInt32($0))) }
}
