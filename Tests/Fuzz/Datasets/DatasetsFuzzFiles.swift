import CZlib
import Arrays

let pngSignature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/// The fuzzer's bytes, taken one by one as decisions and the rest as contents; zeros beyond their end.
struct Source {
  private var bytes: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

  private mutating func byte() -> Int { bytes.popFirst().map(Int.init) ?? 0 }

  private mutating func take(_ count: Int) -> [UInt8] {
    defer { bytes = bytes.dropFirst(count) }
    return Array(bytes.prefix(count))
  }

  /// Up to a newline, which is left out.
  mutating func line() -> [UInt8] {
    let line = Array(bytes.prefix { $0 != 0x0a })
    bytes = bytes.dropFirst(line.count + 1)
    return line
  }

  private mutating func shape() -> [Int] { (0..<byte() % 5).map { _ in byte() % 12 } }

  private mutating func elements(_ shape: [Int], size: Int) -> [UInt8] {
    let count = shape.reduce(size, *)
    let taken = take(count)
    return taken + [UInt8](repeating: 7, count: count - taken.count)
  }

  mutating func idx() -> (bytes: [UInt8], shape: [Int]) {
    let (code, size): (Int, Int) = [(8, 1), (9, 1), (11, 2), (12, 4), (13, 4), (14, 8)][byte() % 6]
    let shape = shape()
    let header: [UInt8] = [0, 0, UInt8(code), UInt8(shape.count)] + shape.flatMap { big(UInt($0)) }
    return (header + elements(shape, size: size), shape)
  }

  mutating func npy() -> (bytes: [UInt8], shape: [Int]) {
    let size = 1 << (byte() % 4)
    let kinds = size == 1 ? ["u", "i", "b"] : ["u", "i", "f"]
    let kind = kinds[byte() % 3]
    let order = ["<", ">", "=", "|"][byte() % 4]
    let isFortranOrder = byte() % 2 == 1 ? "True" : "False"
    let shape = shape()
    let lengths = shape.map { "\($0), " }.joined()
    let header =
      "{'descr': '\(order)\(kind)\(size)', 'fortran_order': \(isFortranOrder), 'shape': (\(lengths)), }"
    return (npy(header: Array(header.utf8), elements(shape, size: size)), shape)
  }

  /// Contents behind any header, with the length that it has.
  mutating func npy(header: [UInt8], _ elements: [UInt8]? = nil) -> [UInt8] {
    let version = UInt8(header.count % 3 + 1)
    let length = big(UInt(header.count)).reversed().prefix(version == 1 ? 2 : 4)
    return [0x93] + Array("NUMPY".utf8) + [version, 0] + length + header + (elements ?? take(.max))
  }

  /// Up to three entries, whose checksums and sizes are right but for one byte.
  mutating func npz() -> [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    let entries = byte() % 4
    let (change, place) = (UInt8(byte()), byte() * 256 + byte())
    for index in 0..<entries {
      let isDeflated = byte() % 2 == 1
      let contents = byte() % 2 == 0 ? npy().bytes : take(byte())
      let stored = isDeflated ? deflated(contents, level: byte() % 10, windowBits: -15) : contents
      let name = Array("\(index).npy".utf8)
      let shared =
        [0, 0, isDeflated ? 8 : 0, 0, 0, 0, 0, 0] + little(crc(contents), 4) + little(UInt(stored.count), 4)
        + little(UInt(contents.count), 4) + little(UInt(name.count), 2) + [0, 0]
      directory += [0x50, 0x4b, 1, 2, 20, 0, 20, 0] + shared + [UInt8](repeating: 0, count: 10)
      directory += little(UInt(archive.count), 4) + name
      archive += [0x50, 0x4b, 3, 4, 20, 0] + shared + name + stored
    }
    let end =
      [0x50, 0x4b, 5, 6, 0, 0, 0, 0] + little(UInt(entries), 2) + little(UInt(entries), 2)
      + little(UInt(directory.count), 4) + little(UInt(archive.count), 4) + [0, 0]
    archive += directory + end
    archive[place % archive.count] ^= change
    return archive
  }

  /// A small image with its palette, a transparent colour, and rows in two chunks; or any bytes for the rows.
  mutating func png() -> [UInt8] {
    let depth = [1, 2, 4, 8, 16, 3][byte() % 6]
    let size = big(UInt(byte() % 70)) + big(UInt(byte() % 70))
    let header: [UInt8] = size + [UInt8(depth), UInt8(byte() % 8), 0, 0]
    let chunks = chunk("IHDR", header + [UInt8(byte() % 2)]) + chunk("PLTE", take(byte() * 3))
    let transparency = take(byte() % 9)
    let isAny = byte() % 8 == 0
    let (level, cut) = (byte() % 10, byte() * 8)
    let filters = [UInt8(byte() % 5), UInt8(byte() % 5)]
    var rows = take(.max)
    for index in rows.indices where rows[index] % 32 == 9 { rows[index] = filters[index % 2] }
    let data = isAny ? rows : deflated(rows, level: level, windowBits: 15)
    return pngSignature + chunks + (transparency.isEmpty ? [] : chunk("tRNS", transparency))
      + chunk("IDAT", Array(data.prefix(cut))) + chunk("IDAT", Array(data.dropFirst(cut))) + chunk("IEND", [])
  }

  /// A picture of any size, components and kind, with tables that have codes of all lengths, and any bits for its scans.
  mutating func jpeg() -> [UInt8] {
    func segment(_ marker: UInt8, _ body: [UInt8]) -> [UInt8] {
      [0xff, marker] + little(UInt(body.count + 2), 2).reversed() + body
    }
    let isProgressive = byte() % 2 == 1
    let count = [1, 3, 4][byte() % 3]
    var file: [UInt8] = [0xff, 0xd8] + segment(0xdd, [0, UInt8(byte() % 4)])
    file += segment(0xdb, [0] + (0..<64).map { UInt8($0 + 1) })
    let codes: [UInt8] = [0, 1, 2, 3, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]
    let symbols = take(18)
    file += segment(0xc4, [0] + codes + (0..<18).map { UInt8($0 % 12) })
    file += segment(0xc4, [0x10] + codes + symbols + [UInt8](repeating: 1, count: 18 - symbols.count))
    let size: [UInt8] = [8, 0, UInt8(byte() % 70), 0, UInt8(byte() % 70), UInt8(count)]
    var components: [UInt8] = []
    for index in 0..<count { components += [UInt8(index), UInt8(byte() % 4 + 1) << 4 | UInt8(byte() % 4 + 1), 0] }
    file += segment(isProgressive ? 0xc2 : 0xc0, size + components)
    for _ in 0..<byte() % 12 + 1 {
      var named: [UInt8] = []
      for index in 0..<max(1, byte() % (count + 1)) { named += [UInt8(index), 0] }
      let band: [UInt8] = isProgressive ? [UInt8(byte() % 8), UInt8(byte() % 64), UInt8(byte())] : [0, 63, 0]
      file += segment(0xda, [UInt8(named.count / 2)] + named + band) + take(byte())
    }
    return file + [0xff, 0xd9]
  }

  /// Members of any sizes that follow one another, padded with zeros, and what is in them: text, so that it is long.
  mutating func gzip() -> (members: [UInt8], contents: [UInt8]) {
    var members: [UInt8] = []
    var contents: [UInt8] = []
    for _ in 0..<byte() % 5 + 1 {
      let part = take(byte()).map { $0 % 4 == 0 ? 0x0a : $0 % 4 == 1 ? 0x20 : 0x30 + $0 % 10 }
      let repeated = Array(repeatElement(part, count: byte() % 40)).flatMap(\.self)
      let flags = UInt8(byte() % 32) & 0b11101
      var head: [UInt8] = [0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 255]
      if flags & 4 != 0 { head += [3, 0, 1, 2, 3] }
      if flags & 8 != 0 { head += Array("name\0".utf8) }
      if flags & 16 != 0 { head += Array("comment\0".utf8) }
      members += head + deflated(repeated, level: byte() % 10, windowBits: -15)
      members += little(crc(repeated), 4) + little(UInt(repeated.count), 4)
      contents += repeated
    }
    return (members + [UInt8](repeating: 0, count: byte() % 3), contents)
  }

  /// Runs of one brightness each, of any element type and number of channels.
  mutating func image() -> NDArray {
    let (height, width) = (byte() % 70 + 1, byte() % 70 + 1)
    let (channels, kind) = (byte() % 5, byte() % 5)
    let count = height * width * max(channels, 1)
    let ground = UInt8(byte())
    var samples: [UInt8] = []
    while samples.count < count && !bytes.isEmpty {
      let (value, run) = (UInt8(byte()), byte() % 32)
      samples += repeatElement(value, count: run + 1)
    }
    samples = samples.prefix(count) + [UInt8](repeating: ground, count: max(0, count - samples.count))
    let values: NDArray.Values =
      switch kind {
      case 0: .uint8(samples)
      case 1: .uint16(samples.map { UInt16($0) << 8 | UInt16($0 / 3) })
      case 2: .bool(samples.map { $0 > 127 })
      case 3: .float32(samples.map { Float(bitPattern: UInt32($0) << 23 | UInt32($0)) })
      default: .int64(samples.map { Int64(Int8(bitPattern: $0)) << 56 })
      }
    return NDArray(shape: [height, width] + (channels == 0 ? [] : [channels]), values: values)
  }
}

/// A PNG file with each chunk's checksum made right.
func withChecksums(_ bytes: [UInt8]) -> [UInt8] {
  var bytes = bytes
  var place = pngSignature.count
  while place + 12 <= bytes.count {
    let length = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
    guard length <= bytes.count - place - 12 else { break }
    let end = place + 8 + length
    bytes.replaceSubrange(end..<end + 4, with: big(crc(Array(bytes[place + 4..<end]))))
    place = end + 4
  }
  return bytes
}

private func chunk(_ type: String, _ body: [UInt8]) -> [UInt8] {
  let named = Array(type.utf8) + body
  return big(UInt(body.count)) + named + big(crc(named))
}

private func crc(_ bytes: [UInt8]) -> UInt { UInt(crc32_z(0, bytes, bytes.count)) }

private func big(_ value: UInt) -> [UInt8] { little(value, 4).reversed() }

private func little(_ value: UInt, _ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt($0))) }
}

private func deflated(_ bytes: [UInt8], level: Int, windowBits: Int32) -> [UInt8] {
  var bytes = bytes
  var stream = z_stream()
  deflateInit2_(
    &stream, Int32(level), Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
    Int32(MemoryLayout<z_stream>.size))
  defer { deflateEnd(&stream) }
  var result = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
  let (given, room) = (UInt32(bytes.count), UInt32(result.count))
  bytes.withUnsafeMutableBufferPointer { input in
    result.withUnsafeMutableBufferPointer { output in
      (stream.next_in, stream.avail_in) = (input.baseAddress, given)
      (stream.next_out, stream.avail_out) = (output.baseAddress, room)
      deflate(&stream, Z_FINISH)
    }
  }
  result.removeLast(Int(stream.avail_out))
  return result
}
