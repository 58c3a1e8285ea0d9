import CZlib
import Datasets
import Arrays
import Glibc

/// Any bytes can be loaded as a file, or fail with words: nothing traps, hangs or takes memory without bound; what was
/// loaded has as many values as its shape says, and can be printed. READER names the one reader that gets them all, with
/// the marks, counts and checksums around them that a fuzzer would not hit on.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  var source = Source(bytes)
  switch reader {
  case "idx":
    if bytes.starts(with: [0, 0]) { check(bytes, "x-ubyte") } else { mustLoad(source.idx(), "x-ubyte") }
  case "npy":
    if bytes.starts(with: [0x93]) {
      check(bytes, "x.npy")
    } else if bytes.first == UInt8(ascii: "{") {
      check(source.npy(header: source.line()), "x.npy")
    } else {
      mustLoad(source.npy(), "x.npy")
    }
  case "npz": check(bytes.starts(with: [0x50, 0x4b]) ? bytes : source.npz(), "x.npz")
  case "text": check(bytes.map { $0 < 9 ? $0 + 0x30 : (14..<32).contains($0) ? 0x2c : $0 }, "x.csv")
  case "png": check(bytes.starts(with: pngSignature) ? withChecksums(bytes) : source.png(), "x.png")
  case "gzip":
    if bytes.starts(with: [0x1f, 0x8b]) {
      check(bytes, "x.gz")
    } else {
      let (members, contents) = source.gzip()
      let (read, expected) = (check(members, "x.csv.gz"), check(contents, "x.csv"))
      precondition(read.map { $0.map { ArrayText.describe($0) } } == expected.map { $0.map { ArrayText.describe($0) } })
    }
  case "digit":
    if let stages = try? Handwriting.recover(source.image(), file: "x.png") {
      precondition(stages.digit.shape == [28, 28] && stages.stages.count == 5)
    }
  default: fatalError("READER must be idx, npy, npz, text, png, gzip or digit")
  }
  return 0
}

private let reader = getenv("READER").map { String(cString: $0) } ?? ""

@discardableResult
private func check(_ bytes: [UInt8], _ name: String) -> [NDArray]? {
  do {
    let arrays = try DataFile.read(bytes: bytes, shownAs: name).map(\.array)
    for array in arrays {
      precondition(array.values.doubles.count == array.count)
      _ = ArrayText.describe(array, precision: bytes.count % 20, threshold: Int(bytes[bytes.count / 2]))
    }
    return arrays
  } catch {
    precondition(error.summary.hasPrefix("'\(name)"))
    return nil
  }
}

private func mustLoad(_ file: (bytes: [UInt8], shape: [Int]), _ name: String) {
  precondition(check(file.bytes, name)?.map(\.shape) == [file.shape])
}
