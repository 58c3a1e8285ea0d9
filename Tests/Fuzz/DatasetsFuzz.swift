import CZlib
import Datasets
import Engine

/// Any bytes can be loaded as a file, or fail with words: nothing traps, hangs or takes memory without bound; what was
/// loaded has as many values as its shape says, can be printed, and looked at as a photo of a digit. The bytes are also
/// tried as the inside of a PNG and of a gzip file, whose checksums a fuzzer would not hit on.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  check(bytes)
  check(gzip(bytes))
  if count > 13 { check(png(bytes)) }
  return 0
}

private func check(_ bytes: [UInt8]) {
  let arrays: [(name: String?, array: NDArray)]
  do {
    arrays = try DataFile.read(bytes: bytes, shownAs: "file")
  } catch {
    precondition(error.summary.hasPrefix("'file"))
    return
  }
  for (_, array) in arrays {
    precondition(array.values.doubles.count == array.count)
    _ = ArrayText.describe(array, precision: Int(bytes[0] % 20), threshold: Int(bytes[bytes.count / 2]))
    if array.count > 10_000 { continue }
    if let stages = try? Handwriting.recover(array, file: "file") { precondition(stages.digit.shape == [28, 28]) }
  }
}

private func big(_ value: UInt) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * UInt($0))) } }

/// 13 bytes of header, made small and likely, then a palette, then rows.
private func png(_ bytes: [UInt8]) -> [UInt8] {
  func chunk(_ type: String, _ body: [UInt8]) -> [UInt8] {
    let named = Array(type.utf8) + body
    return big(UInt(body.count)) + named + big(UInt(crc32_z(0, named, named.count)))
  }
  let depth: UInt8 = [1, 2, 4, 8, 16, 3][Int(bytes[8] % 6)]
  let header = [0, 0, 0, bytes[3] % 70, 0, 0, 0, bytes[7] % 70, depth, bytes[9] % 8, 0, 0, bytes[12] % 2]
  let palette = Array(bytes[13...].prefix(Int(bytes[0]) * 3))
  let transparent = Array(bytes[13...].prefix(Int(bytes[1])))
  let rows = bytes.dropFirst(13 + palette.count).map { $0 % 64 == 9 ? 1 : $0 }
  return [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] + chunk("IHDR", header) + chunk("PLTE", palette)
    + (transparent.isEmpty ? [] : chunk("tRNS", transparent)) + chunk("IDAT", deflated(rows)) + chunk("IEND", [])
}

private func deflated(_ bytes: [UInt8]) -> [UInt8] {
  let length = UInt16(truncatingIfNeeded: bytes.count)
  let block = [UInt8(1), UInt8(length & 255), UInt8(length >> 8), UInt8(~length & 255), UInt8(~length >> 8)] + bytes
  return [0x78, 0x01] + block + big(UInt(adler32(1, bytes, UInt32(bytes.count))))
}

/// Two members.
private func gzip(_ bytes: [UInt8]) -> [UInt8] {
  func member(_ bytes: [UInt8]) -> [UInt8] {
    let deflated = deflated(bytes)
    let head: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]
    return head + deflated[2..<deflated.count - 4] + big(UInt(crc32_z(0, bytes, bytes.count))).reversed()
      + big(UInt(bytes.count)).reversed()
  }
  return member(Array(bytes.prefix(bytes.count / 3))) + member(Array(bytes.dropFirst(bytes.count / 3)))
}
