import Files
import Text

/// A page of the reports' look that is none of a run: no script, and nothing is fetched.
package enum PlainPage {
  /// - Parameter body: as HTML, of safe text alone.
  package static func html(title: String, language: String, body: String, style: String = "") -> String {
    let head = HTMLHead(title: title, language: language, style: Stylesheet.text + style)
    return """
      \(head.html)
      <body>
      <div class="page">
      <header>
      <h1>\(HTMLText.escape(title))</h1>
      </header>
      \(mainStart)
      \(body)
      </main>
      </div>
      </body>
      </html>

      """
  }

  /// Where a page's own words begin.
  package static let mainStart = "<main id=\"page.main\" tabindex=\"-1\">"

  package static func escape(_ text: String) -> String { HTMLText.escape(text.withoutControls) }

  package struct Column: Sendable {
    package var name: String
    package var isNumber: Bool
    package init(_ name: String, isNumber: Bool = false) {
      self.name = name
      self.isNumber = isNumber
    }
  }

  /// - Parameter rows: of cells as HTML.
  package static func table(_ columns: [Column], _ rows: [[String]]) -> String {
    func mark(_ column: Column) -> String { column.isNumber ? " class=\"right\"" : "" }
    let head = columns.map { "<th scope=\"col\"\(mark($0))>\(escape($0.name))</th>" }.joined()
    let body = rows.map { row in
      "<tr>" + zip(columns, row).map { "<td\(mark($0))>\($1)</td>" }.joined() + "</tr>"
    }.joined(separator: "\n")
    return "<div class=\"scroll\"><table><thead><tr>\(head)</tr></thead>\n<tbody>\n\(body)\n</tbody></table></div>"
  }
}
