import Foundation
import Places
import Testing

@testable import Commands

/// `lesson page`: what the file holds; `Tests/Browser/page.py` works in it.
@Suite struct PageCommandTests {
  static let lesson = """
    # Pages

    ![a map](map.png)

    ```step
    load "table.csv" as table
    load mnist as x_train, y_train, x_test, y_test
      train: 200
    shape table
    ```

    <!-- solution -->
    It has three columns.
    <!-- /solution -->
    """
  private static let png =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTFXnAAAAABJRU5ErkJggg=="

  private func made(_ words: String..., lesson: String = Self.lesson) throws -> (place: Workplace, page: String) {
    let place = try Workplace()
    try place.write("pages.md", lesson)
    try place.write("table.csv", "1,2,3\n4,5,6\n")
    try place.write("map.png", #require(Data(base64Encoded: Self.png)))
    let code = place.lesson(["page", place.path("pages.md"), "--out", place.path("pages.html")] + words)
    try #require(code == .success, "\(place.err)")
    return (place, try place.read("pages.html"))
  }

  /// What stands in the page for its script to read.
  private func text(_ id: String, in page: String) throws -> Data {
    try #require(Data(base64Encoded: words(id, in: page)))
  }

  /// Bytes of a text with two characters for 13 bits.
  private func dense(_ text: String) throws -> [UInt8] {
    var digits: [Int] = []
    for character in text.utf8.prefix(64) {
      try #require((33...126).contains(character) && !"&<>".utf8.contains(character))
      digits.append(Int(character) - 33 - [38, 60, 62].count { character > $0 })
    }
    // Its start is enough.
    var bits: [UInt8] = []
    for place in stride(from: 0, to: digits.count - 1, by: 2) {
      let number = digits[place] + 91 * digits[place + 1]
      for bit in 0..<13 { bits.append(UInt8(number >> bit & 1)) }
    }
    var bytes: [UInt8] = []
    for place in stride(from: 0, to: bits.count - 7, by: 8) {
      var byte: UInt8 = 0
      for bit in 0..<8 { byte |= bits[place + bit] << UInt8(bit) }
      bytes.append(byte)
    }
    return bytes
  }

  private func words(_ id: String, in page: String) throws -> String {
    let start = try #require(page.firstRange(of: "<script type=\"text/plain\" id=\"\(id)\">"))
    let end = try #require(page[start.upperBound...].firstRange(of: "</script>"))
    return String(page[start.upperBound..<end.lowerBound])
  }

  private struct Settings: Decodable {
    var name: String
    var text: String
    var sample: Bool
    var files: [String]
  }

  @Test func aPageHoldsAllThatItsLessonNeeds() throws {
    let page = try made().page
    let settings = try JSONDecoder().decode(Settings.self, from: text("page.lesson", in: page))
    #expect(settings.name == "pages" && settings.sample)
    #expect(settings.text == Self.lesson)
    #expect(settings.files == ["lesson/table.csv", "lesson/map.png"])
    #expect(try text("page.file0", in: page) == Data("1,2,3\n4,5,6\n".utf8))
    #expect(try text("page.file1", in: page) == Data(base64Encoded: Self.png))
    #expect(try text("page.labels", in: page).prefix(2) == Data([0x1F, 0x8B]))
    // LZMA's settings and its size, which the file's end tells; the digits' count and size.
    let program = try dense(words("page.program", in: page))
    #expect(program[0] == 4 && Array(program[5..<13]) == [UInt8](repeating: 0xFF, count: 8))
    let images = try dense(words("page.images", in: page))
    #expect(Array(images[..<16]) == [0, 0, 8, 3, 0, 0, 19, 136, 0, 0, 0, 28, 0, 0, 0, 28])
    #expect(page.contains("Not run."))
  }

  @Test func aPageReachesNoMachine() throws {
    let page = try made().page
    let policy = try #require(page.split(separator: "\n").first { $0.contains("Content-Security-Policy") })
    #expect(policy.contains("default-src 'none'") && policy.contains("connect-src blob:; worker-src blob:"))
    #expect(
      !policy.contains("http:") && !policy.contains("https:") && !policy.contains("unsafe-inline")
        && !policy.contains("'self'"))
  }

  @Test func whatStudentsGetHoldsNoSolution() throws {
    let page = try made("--edition", "student").page
    let settings = try JSONDecoder().decode(Settings.self, from: text("page.lesson", in: page))
    #expect(!settings.text.contains("three columns"))
    #expect(!page.contains("three columns"))
  }

  @Test func digitsComeAlongWhereTheyAreNeeded() throws {
    let page = try made(lesson: "# Text\n\n```step\nload \"table.csv\" as table\nshape table\n```\n").page
    #expect(!page.contains("page.images"))
  }

  @Test func mistakesAndForeignFilesAreLeftAlone() throws {
    let place = try Workplace()
    try place.write("wrong.md", "```step\nload mnits as x\n```\n")
    #expect(place.lesson("page", place.path("wrong.md"), "--out", place.path("wrong.html")) == .lesson)
    #expect(!place.exists("wrong.html"))
    try place.write("right.md", Workplace.quick)
    try place.write("mine.txt", "my own words")
    #expect(place.lesson("page", place.path("right.md"), "--out", place.path("mine.txt")) == .machine)
    #expect(try place.read("mine.txt") == "my own words")
    #expect(place.err.contains("is no page, so it is not replaced"))
  }
}
