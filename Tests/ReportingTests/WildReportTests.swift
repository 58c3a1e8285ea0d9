import Files
import Foundation
import Lesson
import Running
import Steps
import Testing

@testable import Reporting

/// What readers of other programs' lessons reported: each lesson in both formats.
@Suite struct WildReportTests {
  private func markdown(_ text: String) -> String {
    let files = Report.markdown(Fixture.outcome(text), options: ReportOptions())
    return String(decoding: files.first { $0.path == "report.md" }?.bytes ?? [], as: UTF8.self)
  }

  private func page(_ text: String) -> String {
    String(decoding: Report.html(Fixture.outcome(text), options: ReportOptions()), as: UTF8.self)
  }

  @Test(arguments: [
    ("- one\n- two", "<li>one</li>"), ("Words.", "<p>Words.</p>"), ("## Part", "<h2 id=\"part\">Part</h2>"),
    ("> Quoted.", "<p>Quoted.</p>"), ("```step\nshow x\n```", "Step show"), ("| a |\n| - |\n| b |", "<td>b</td>"),
    ("> [!TIP]\n> Look.", "<p>Look.</p>"), ("<!-- hint -->\nLook.\n<!-- /hint -->", "<p>Look.</p>"),
  ])
  func detailsHoldTheirContent(content: String, shown: String) throws {
    for indent in ["", "  "] {
      let lines = "<details>\n<summary>More</summary>\n\n\(content)\n\n</details>".split(
        separator: "\n", omittingEmptySubsequences: false)
      let inside = lines.map { $0.isEmpty ? "" : indent + $0 }.joined(separator: "\n")
      let text = "# D\n\n\(indent.isEmpty ? "" : "- item\n\n")\(inside)\n\nAfter.\n"
      let html = page(text)
      let start = try #require(html.range(of: "<summary>More</summary>"))
      let body = html[start.upperBound...]
      let place = try #require(body.range(of: shown))
      let between = body[..<place.lowerBound]
      #expect(!between.contains("</details>") && !between.contains("</li>\n</ul>"), "\(html)")
      let report = markdown(text)
      #expect(report.contains("\(indent)<summary>More</summary>\n\n"), "\(report)")
      #expect(report.contains("\n\n\(indent)</details>\n\nAfter."), "\(report)")
    }
  }

  @Test func detailsWithoutAnEndTagAreClosed() {
    let text = "# D\n\n<details>\n<summary>More</summary>\n\n- one\n\nAfter.\n"
    #expect(page(text).contains("<summary>More</summary>\n</details>"))
    #expect(markdown(text).contains("<summary>More</summary>\n</details>\n\n- one"))
  }

  @Test func theHeadsTitleWinsAndLevelsShiftAlike() {
    let text = """
      ---
      title: Reading digits
      ---
      # 1 Data

      ## 1.1 Detail

      # 2 Training

      ## 2.1 Detail
      """
    var outcome = Fixture.outcome(text)
    outcome.plan.lesson.frontMatter.title = "Reading digits"
    let html = String(decoding: Report.html(outcome, options: ReportOptions()), as: UTF8.self)
    #expect(html.contains("<h1>Reading digits</h1>"))
    for heading in [">1 Data</h2>", ">1.1 Detail</h3>", ">2 Training</h2>", ">2.1 Detail</h3>"] {
      #expect(html.contains(heading), "\(heading)")
    }
    let report = String(decoding: Report.markdown(outcome, options: ReportOptions())[0].bytes, as: UTF8.self)
    #expect(report.contains("# Reading digits\n\n## 1 Data\n\n### 1.1 Detail\n\n## 2 Training\n\n### 2.1 Detail"))
  }

  @Test func aHeadingOfTheSameWordsIsTheTitle() {
    let plan = Fixture.plan("---\ntitle: A, b\n---\n# A b\n\n## Part\n")
    #expect(plan.lesson.title != nil && plan.lesson.levelShift == 0)
  }

  @Test func whatGitHubRendersStaysAsItWasWritten() {
    let text = """
      # M

      $x_{a}$ and $\\sigma(x)_i$ for $5 and $6.

      > [!NOTE]
      > Words.

      A note[^1], and [^2].

      [^1]: The note.
      """
    let report = markdown(text)
    #expect(report.contains("$x_{a}$ and $\\sigma(x)_i$ for \\$5 and \\$6."), "\(report)")
    #expect(report.contains("\n> [!NOTE]\n> Words.\n"), "\(report)")
    #expect(report.contains("A note[^1], and \\[^2\\].\n\n[^1]: The note."), "\(report)")
    let html = page(text)
    #expect(html.contains("<p>$x_{a}$ and $\\sigma(x)_i$ for $5 and $6.</p>"))
    #expect(html.contains("<blockquote>\n<p><strong>Note</strong></p>\n<p>Words.</p>"), "\(html)")
    #expect(html.contains("A note<sup><a href=\"#note.1\">1</a></sup>"))
    #expect(html.contains("<p id=\"note.1\">1. The note.</p>"))
  }

  @Test func footnotesKeepTheirParagraphs() {
    let text = "# M\n\nA[^1].\n\n[^1]: One\n    more\n\n    Two\n\n    - item\n\nAfter.\n"
    #expect(
      markdown(text).contains("\n\n[^1]: One\n    more\n\n    Two\n\n    - item\n\nAfter.\n"), "\(markdown(text))")
    let html = page(text).replacing("\n\n", with: "\n")
    #expect(
      html.contains("<p id=\"note.1\">1. One\nmore</p>\n<p>Two</p>\n<ul>\n<li>item</li>\n</ul>\n<p>After.</p>"),
      "\(html)")
    let step = "# M\n\n[^1]: One\n\n    ```step\n    shape x\n    ```\n"
    #expect(markdown(step).contains("[^1]: One\n\n    ```step\n    shape x\n    ```\n"), "\(markdown(step))")
  }

  @Test func linksLeadToHeadingsTheTitleAndNames() {
    let text = """
      # Data

      ## Data

      <a name="here"></a>Here. [title](#data) [second](#data-1) [here](#here)
      """
    let html = page(text)
    #expect(html.contains("<h1 id=\"data\">Data</h1>") && html.contains("<h2 id=\"data-1\">Data</h2>"))
    #expect(html.contains("<a id=\"name.here\"></a>Here.") && html.contains("<a href=\"#name.here\">here</a>"))
    #expect(markdown(text).contains("<a id=\"here\"></a>Here.") && markdown(text).contains("[here](#here)"))
    #expect(page("# A\n\n<p id=\"location\">B</p>").contains("<p>B</p>"))
    #expect(page("# Data\n\nWords.").contains("<h1>Data</h1>"))
  }

  @Test(arguments: [
    ("next.md", "../next/report."), ("./next.md#part", "../next/report."), ("README.md", "README.md"),
    ("https://a.b/c.md", "https://a.b/c.md"), ("../b/c.md", "../c/report."), ("b/c.md#part", "../c/report."),
    ("/b/c.md", "/b/c.md"), ("a.csv", "a.csv"),
  ])
  func linksToLessonsLeadToTheirReports(link: String, start: String) {
    let text = "# A\n\n[words](\(link))\n"
    #expect(page(text).contains("<a href=\"\(start)"))
    #expect(markdown(text).contains("[words](\(start)"))
    #expect(page(text).contains("report.html#part") == link.hasSuffix("#part"))
    for raw in ["<a href=\"\(link)\">words</a>", "<div>\n<a href='\(link)'>words</a>\n</div>"] {
      let text = "# A\n\n\(raw)\n"
      #expect(page(text).contains("<a href=\"\(start)"), "\(page(text))")
      #expect(markdown(text).contains("<a href=\"\(start)"), "\(markdown(text))")
    }
  }

  @Test func rawLinksLeadToNamesAndHeadings() {
    let text = "# A\n\n## Data\n\n<p id=\"here\">Here.</p>\n\n<a href=\"#here\">up</a> <a href=\"#data\">data</a>\n"
    let html = page(text)
    #expect(html.contains("<p id=\"name.here\">Here.</p>") && html.contains("<a href=\"#name.here\">up</a>"), "\(html)")
    #expect(html.contains("<a href=\"#data\">data</a>") && html.contains("<h2 id=\"data\">"))
    #expect(markdown(text).contains("<p id=\"here\">Here.</p>") && markdown(text).contains("<a href=\"#here\">up</a>"))
  }

  @Test func aPictureInItsAddressIsShown() {
    let address = "data:image/png;base64,\(Base64.text(Fixture.png))"
    let text = "# A\n\n![dot](\(address))\n"
    #expect(page(text).contains("<img src=\"\(address)\" alt=\"dot\">"))
    #expect(markdown(text).contains("![dot](images/01-image.png)"))
    #expect(Base64.bytes(Base64.text(Fixture.png)[...]) == Fixture.png)
  }
}
