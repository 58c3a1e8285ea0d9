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
    let start = try #require(page.firstRange(of: "<script type=\"text/plain\" id=\"\(id)\">"))
    let end = try #require(page[start.upperBound...].firstRange(of: "</script>"))
    return try #require(Data(base64Encoded: String(page[start.upperBound..<end.lowerBound])))
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
    for id in ["page.program", "page.images", "page.labels"] {
      #expect(try text(id, in: page).prefix(2) == Data([0x1F, 0x8B]), "\(id)")
    }
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
