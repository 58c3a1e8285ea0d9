import Arrays
import Foundation
import Testing

/// A file of `Files/readable.json`, which `Files/make_readable.py` writes.
struct ReadableFile: Decodable, CustomTestStringConvertible {
  struct Array: Decodable {
    var name: String
    var shape: [Int]
    var type: String
    var values: [String]
  }
  var file: String
  var bytes: Data
  var arrays: [Array]

  var testDescription: String { file }

  static let all: [ReadableFile] = {
    guard let url = Bundle.module.url(forResource: "readable", withExtension: "json", subdirectory: "Files"),
      let data = try? Data(contentsOf: url)
    else { return [] }
    return (try? JSONDecoder().decode([ReadableFile].self, from: data)) ?? []
  }()
}

/// A folder that is gone after the test.
final class TemporaryFolder {
  let path = NSTemporaryDirectory() + "lesson-" + UUID().uuidString

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  @discardableResult
  func write(_ bytes: some Collection<UInt8>, to name: String) throws -> String {
    let url = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return url.path
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }
}

extension NDArray {
  /// Whether each element is the number that `texts` writes, not-a-number and the sign of zero included.
  func holds(_ texts: [String]) -> Bool {
    guard texts.count == count else { return false }
    switch values {
    case .int64(let numbers): return numbers.map(String.init) == texts
    case .uint64(let numbers): return numbers.map(String.init) == texts
    default:
      return zip(values.doubles, texts).allSatisfy { number, text in
        guard let expected = Double(text) else { return false }
        return number == expected && number.sign == expected.sign || number.isNaN && expected.isNaN
      }
    }
  }
}

/// A gzip member whose one block is stored (RFC 1951, 3.2.4).
func gzipped(_ bytes: [UInt8]) -> [UInt8] {
  func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
  var crc = ~UInt32(0)
  for byte in bytes {
    crc ^= UInt32(byte)
    for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0xedb8_8320 : 0) }
  }
  var member: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1]
  member += little(bytes.count, 2) + little(~bytes.count, 2)
  member += bytes
  member += little(Int(~crc), 4) + little(bytes.count, 4)
  return member
}
