import Files
import Markdown
import Lesson
import Steps
import Running
import Text

extension ReportFormat {
  /// One file: style, figures and script inside.
  static let page = ReportFormat(
    name: "html", isStandard: true, drawsFigures: true, linksPictures: false, text: { HTMLPage.text($0) })
}

/// Writes `report.html`: one file that asks no machine for anything.
struct HTMLPage {
  private let composition: Composition
  private let inlines: HTMLText

  static func text(_ composition: Composition) -> String {
    HTMLPage(composition: composition, inlines: HTMLText(image: composition.images.dataURI, names: composition.names))
      .page()
  }

  /// What a page should not exceed, in bytes; a network in it is made less precise to this end.
  private static let largestSize = 1_000_000
  /// More than the style, the scripts and everything else takes that is not the lesson's own.
  private static let shellSize = 36_000

  private func page() -> String {
    let title = composition.title.plainText
    let parts = HTMLParts(composition: composition, inlines: inlines).html(composition.parts)
    let room = max(HTMLPage.largestSize - HTMLPage.shellSize - parts.utf8.count, HTMLPage.largestSize / 3)
    let playground =
      composition.options.playground && !composition.options.isForPaper
      ? PlaygroundPart.part(of: composition.outcome, room: room) : nil
    let host = composition.options.host
    let drawing = playground?.hasField != true && host == nil ? "" : PlaygroundScript.text
    let script = HTMLPage.compact(PageScript.text + drawing + (host?.script ?? ""))
    let sheet = composition.options.isWorksheet ? Worksheet.style : ""
    let style = (composition.options.isForPaper ? Stylesheet.paper : Stylesheet.text) + sheet + (host?.style ?? "")
    let byline = [composition.author, composition.date].compactMap { $0 }.map(HTMLText.escape).joined(separator: " · ")
    let notice = composition.notice.map { "\n<p class=\"remark\"><strong>Note:</strong> \(HTMLText.escape($0))</p>" }
    let head = HTMLHead(
      title: title, language: composition.language, style: style, script: script, host: composition.options.host)
    return """
      \(head.html)
      <body>
      <a class="skip" href="#page.main">Skip to the lesson</a>
      <div class="page">
      <header>
      <h1\(composition.titleAnchor.map { " id=\"\(HTMLText.escape($0))\"" } ?? "")>\(inlines.html(composition.title))</h1>\(byline.isEmpty ? "" : "\n<p class=\"byline\">\(byline)</p>")\(notice ?? "")
      </header>\(contents(playground: playground))
      <main id="page.main" tabindex="-1">
      \(problems)\(parts)\(playground.map { "\n" + $0.html } ?? "")
      </main>
      <footer>
      \(provenance)
      </footer>
      </div>
      <p class="unseen" id="page.status" role="status"></p>
      <script>\(script)</script>\(texts)
      </body>
      </html>

      """
  }

  /// Without the blanks before its lines and without comments, which are for who reads the source.
  static func compact(_ script: String) -> String {
    script.split(separator: "\n").map { line in line.drop { $0 == " " } }.filter { !$0.hasPrefix("//") }
      .joined(separator: "\n")
  }

  /// What the host's script reads: no script itself, so that it is not run.
  private var texts: String {
    let texts = composition.options.host?.texts ?? []
    return texts.map { "\n<script type=\"text/plain\" id=\"\(HTMLText.escape($0.id))\">\($0.text)</script>" }.joined()
  }

  private func contents(playground: PlaygroundPart?) -> String {
    var shown = composition.headings.filter { $0.level <= 3 }
    if let playground, playground.hasField {
      let title = [Inline(kind: .text(playground.title), range: 0..<0)]
      shown.append(Heading(level: 2, anchor: PlaygroundPart.anchor, content: title))
    }
    guard shown.count > 1 else { return "" }
    var html = ""
    var depth = 1
    for heading in shown {
      if heading.level > depth {
        html += "\n<ol>"
      } else {
        html += "</li>"
        if heading.level < depth { html += "\n</ol></li>" }
      }
      depth = heading.level
      html += "\n<li><a href=\"#\(HTMLText.escape(heading.anchor))\">\(HTMLText.escape(heading.content.plainText))</a>"
    }
    html += String(repeating: "</li>\n</ol>", count: depth - 1)
    return """

      <nav aria-label="Contents">
      <details class="contents"><summary>Contents</summary>\(html)
      </details>
      </nav>
      """
  }

  private var problems: String {
    guard !composition.failures.isEmpty else { return "" }
    let count = composition.failures.count
    let list = composition.failures.map { failure in
      let link = failure.step.map { " <a href=\"#step.\(HTMLText.escape($0))\">Go to the step</a>" } ?? ""
      return "<div>\n\(HTMLPage.problem(failure, link: link))\n</div>"
    }.joined(separator: "\n")
    return """
      <section class="problem" aria-labelledby="page.problems">
      <h2 id="page.problems">\(count == 1 ? "A step failed" : "\(count) steps failed")</h2>
      \(list)
      </section>

      """
  }

  static func problem(_ failure: Failure, link: String = "") -> String {
    let diagnostic = failure.diagnostic
    let notes = diagnostic.notes.map { "<li>\(HTMLText.escape($0))</li>" }.joined(separator: "\n")
    return "<p><strong>\(FailureText.kind(diagnostic)).</strong> "
      + HTMLText.escape(FailureText.sentence(failure)) + link + "</p>"
      + (notes.isEmpty ? "" : "\n<ul>\n\(notes)\n</ul>")
  }

  private var provenance: String {
    let tables = ProvenanceText.tables(composition.outcome, timings: composition.options.timings).map {
      HTMLOutputs.table($0)
    }
    return """
      <details class="provenance"><summary>\(ProvenanceText.title)</summary>
      \(tables.joined(separator: "\n"))
      </details>
      """
  }
}
