import Foundation
import Testing

/// The fuzz targets over known files, so that they are compiled and hold; `Tests/Fuzz/run` lets a fuzzer loose on them.
@Suite struct FuzzTests {
  private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

  /// Each lesson, whole and cut in the middle.
  private static func lessons() throws -> [[UInt8]] {
    let folder = tests.deletingLastPathComponent().appendingPathComponent("Lessons")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return try files.filter { $0.pathExtension == "md" }.flatMap { file in
      let bytes = [UInt8](try Data(contentsOf: file))
      return [bytes, Array(bytes.prefix(bytes.count / 2))]
    }
  }

  @Test func markdown() throws {
    for bytes in try Self.lessons() { MarkdownFuzz.check(bytes) }
  }

  @Test func planning() throws {
    for bytes in try Self.lessons() { PlanningFuzz.check(bytes) }
  }

  @Test(arguments: [
    "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nabGET /", "G",
    "\r\n\n",
  ])
  func http(_ text: String) { HTTPFuzz.check(Array(text.utf8)) }

  @Test(arguments: DatasetsFuzz.Reader.allCases)
  func datasets(_ reader: DatasetsFuzz.Reader) throws {
    struct File: Decodable { var bytes: Data }
    let folder = Self.tests.appendingPathComponent("DatasetsTests/Files")
    let files = try ["readable.json", "jpegs.json"].flatMap { list in
      try JSONDecoder().decode([File].self, from: Data(contentsOf: folder.appendingPathComponent(list)))
    }
    #expect(!files.isEmpty)
    DatasetsFuzz.check([], by: reader)
    for file in files where file.bytes.count <= 4096 { DatasetsFuzz.check([UInt8](file.bytes), by: reader) }
  }
}
