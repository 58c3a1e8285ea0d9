import Files
import Foundation
import Steps
import Markdown
import Testing

@testable import Reporting

/// What `report.md` says is what the lesson said: CommonMark's own examples, written and read again.
struct RoundTripTests {
  struct Example: Decodable {
    var markdown: String
    var example: Int
  }

  static var examples: [Example] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appendingPathComponent("MarkdownTests/Examples/commonmark-0.31.2.json")
    return (try? JSONDecoder().decode([Example].self, from: Data(contentsOf: file))) ?? []
  }

  /// nil for examples with raw HTML, pictures, odd addresses or links to lessons, which a report does not take over;
  /// levels of headings are repaired.
  static func html(_ text: String) -> String? {
    var isOther = false
    var hooks = HTMLRenderer.Hooks()
    hooks.heading = { "<h>\($0.html.split(separator: "\n").joined(separator: " "))</h>\n" }
    hooks.image = { _ in
      isOther = true
      return ""
    }
    hooks.link = {
      if !SafeHTML.isSafeAddress($0.destination, for: .link) { isOther = true }
      if OtherReport.address($0.destination, file: "") != $0.destination { isOther = true }
      return nil
    }
    hooks.html = { _, _, _ in
      isOther = true
      return ""
    }
    let html = HTMLRenderer(hooks: hooks).render(Document.parse(SourceText(text)).blocks)
    return isOther ? nil : html
  }

  @Test func theExamplesSurvive() throws {
    var count = 0
    for example in Self.examples {
      let markdown = "Title\n\n" + example.markdown
      guard let html = Self.html(markdown) else { continue }
      let report = Report.markdown(Fixture.outcome(markdown), options: ReportOptions())[0].bytes
      let text = String(decoding: report, as: UTF8.self)
      let body = text.components(separatedBy: "\n<details>\n<summary>How")[0].dropFirst("# Lesson\n\n".count)
      #expect(Self.html(String(body)) == html, "example \(example.example):\n\(body)")
      count += 1
    }
    #expect(count > 400)
  }
}
