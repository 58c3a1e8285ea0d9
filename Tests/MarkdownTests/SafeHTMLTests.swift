import Foundation
import Markdown
import Testing

struct SafeHTMLTests {
  static let vectors: [String] = {
    guard let url = Bundle.module.url(forResource: "xss-vectors", withExtension: "txt", subdirectory: "Examples"),
      let text = try? String(contentsOf: url, encoding: .utf8)
    else { return [] }
    return text.components(separatedBy: "\n====\n")
  }()

  static func rendered(_ markdown: String) -> String {
    HTMLRenderer().render(Document.parse(SourceText(markdown)).blocks)
  }

  @Test func `No known attack leaves more than harmless, balanced markup`() {
    #expect(Self.vectors.count > 150)
    for vector in Self.vectors {
      let html = Self.rendered(vector)
      #expect(MarkupAudit(html).problems == [], "\(vector)\n--- became ---\n\(html)")
    }
  }

  @Test func `Attacks stay inert inside every container`() {
    for vector in Self.vectors {
      let lines = vector.split(separator: "\n", omittingEmptySubsequences: false)
      let quoted = lines.map { "> " + $0 }.joined(separator: "\n")
      let item = "- " + lines.joined(separator: "\n  ")
      let line = lines.joined(separator: " ").replacing("|", with: "\\|")
      for text in [
        quoted, item, "a *b \(line)* c", "# \(line)", "| a | b |\n|---|---|\n| \(line) | c |", "[\(line)](x)",
      ] {
        let html = Self.rendered(text)
        #expect(MarkupAudit(html).problems == [], "\(text)\n--- became ---\n\(html)")
      }
    }
  }

  @Test func `The audit sees what it is for`() {
    for html in [
      "<script>x</script>", "<p onclick=\"x\">y</p>", "<a href=\"javascript:x\">y</a>", "<p>", "</p>", "<b><i></b></i>",
      "<p>a < b</p>", "<img src=\"x\" onerror=\"y\">", "<a href=\" java&#10;script:x\">y</a>",
      "<div style=\"x\"></div>",
    ] {
      #expect(MarkupAudit(html).problems != [], "\(html)")
    }
  }

  @Test(arguments: [
    ("<b>bold</b> and <kbd>Ctrl</kbd>", "<p><b>bold</b> and <kbd>Ctrl</kbd></p>\n"),
    ("H<sub>2</sub>O<br>x", "<p>H<sub>2</sub>O<br>x</p>\n"),
    (
      "<details open>\n<summary>More</summary>\n\nSome *text*.\n\n</details>\n\nAfter",
      "<details open=\"\">\n<summary>More</summary>\n<p>Some <em>text</em>.</p>\n</details>\n<p>After</p>\n"
    ),
    ("<details>\n\nText", "<details>\n</details>\n<p>Text</p>\n"),
    ("Text</div></main>", "<p>Text</p>\n"),
    ("<b>open\n\nnext", "<p><b>open</b></p>\n<p>next</p>\n"),
    (
      "<p align=\"center\">\n<img src=\"a.png\" alt=\"A &amp; B\" width=\"50%\" onload=\"x\">\n</p>",
      "<p align=\"center\">\n<img src=\"a.png\" alt=\"A &amp; B\" width=\"50%\">\n</p>\n"
    ),
    (
      "<table><tr><td>1<td>2<tr><td>3</table>",
      "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>\n"
    ),
    ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>\n"),
    ("<li>astray</li>", "astray\n"),
    ("<p>one<p>two", "<p>one</p><p>two\n</p>\n"),
    ("<div>a < b &lt; c & d</div>", "<div>a &lt; b &lt; c & d</div>\n"),
    ("<!-- secret -->", ""),
    ("a <!-- secret --> b", "<p>a  b</p>\n"),
    ("<script>\nx\n</script>\n\ntext", "<p>text</p>\n"),
    ("<a href=\"https://a.b/?x=1&amp;y=2\">l</a>", "<p><a href=\"https://a.b/?x=1&amp;y=2\">l</a></p>\n"),
    ("[l](javascript:x)", "<p>l</p>\n"),
    ("![a *b*](javascript:x)", "<p>a b</p>\n"),
    (
      "<ol start=-9223372036854775808 type=A><li value=7>x</ol>", "<ol type=\"A\"><li value=\"7\">x</li></ol>\n"
    ),
    ("<img src=a width=99999 height=5%>", "<img src=\"a\" height=\"5%\">\n"),
    ("<a href=\"x\">[l](y)</a>", "<p><a href=\"x\">l</a></p>\n"),
  ])
  func `Harmless HTML stays, balanced`(markdown: String, html: String) {
    #expect(Self.rendered(markdown) == html)
  }

  @Test(arguments: [
    ("https://a.b", true), ("mailto:a@b.c", true), ("a/b.png", true), ("../a?b:c", true), ("#a:b", true), ("", true),
    ("//a.b/c", true), ("%6Aavascript:x", false), ("javascript:x", false), ("JAVASCRIPT:x", false),
    ("\tjavascript:x", false), ("java\nscript:x", false), ("\u{1}javascript:x", false), ("\u{A0}javascript:x", false),
    ("java\u{200B}script:x", false), ("data:text/html,x", false), ("data:image/png;base64,AAAA", false),
    ("vbscript:x", false), ("file:///etc/passwd", false), (":x", false), ("a\\b:c", false),
  ])
  func `Addresses of links`(address: String, isSafe: Bool) {
    #expect(SafeHTML.isSafeAddress(address, for: .link) == isSafe)
  }

  @Test(arguments: [
    ("data:image/png;base64,AA+/=", true), ("DATA:image/JPEG;base64,AAAA", true), ("figures/a.png", true),
    ("data:image/svg+xml;base64,AAAA", false), ("data:image/png,<svg>", false), ("data:text/html;base64,AAAA", false),
    ("data:image/png;base64,A A", false), ("javascript:x", false), ("mailto:x", false),
  ])
  func `Addresses of images`(address: String, isSafe: Bool) {
    #expect(SafeHTML.isSafeAddress(address, for: .image) == isSafe)
  }

  @Test func `A hook embeds the images of raw HTML too`() {
    var renderer = HTMLRenderer()
    renderer.hooks.image = { "[\($0.source) \($0.alternative) \($0.width ?? "-")]" }
    let html = renderer.render(Document.parse(SourceText("<img src=a alt=b width=3 onerror=c> ![d](e)")).blocks)
    #expect(html == "<p>[a b 3] [e d -]</p>\n")
  }
}
