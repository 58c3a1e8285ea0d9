/// Writes one rendering; the nesting that the parser allows bounds its recursion.
struct HTMLWriter {
  let renderer: HTMLRenderer
  var output: [UInt8] = []
  var filter: HTMLFilter
  /// How many Markdown links enclose what is being written.
  var links = 0

  init(renderer: HTMLRenderer) {
    self.renderer = renderer
    filter = HTMLFilter(target: renderer.hooks.target, address: renderer.hooks.address)
  }

  mutating func write(_ blocks: [Block]) {
    beginScope(blocks)
    for block in blocks { write(block) }
    filter.endScope(to: &output)
  }

  mutating func write(groups: [[Block]]) -> [String] {
    beginScope(groups.flatMap { $0 })
    var pieces = groups.map { group in
      captured {
        for block in group { $0.write(block) }
      }
    }
    pieces.append(captured { $0.filter.endScope(to: &$0.output) })
    return pieces
  }

  private mutating func beginScope(_ blocks: [Block]) {
    filter.beginScope(htmlBlocks: renderer.rawHTML == .safe ? blocks.compactMap { $0.html } : [])
  }

  private mutating func write(_ block: Block) {
    startLine()
    switch block.kind {
    case .paragraph(let content):
      output.append("<p>")
      write(content)
      output.append("</p>\n")
    case .heading(let level, let content):
      let html = captured { $0.write(content) }
      let heading = HTMLRenderer.Heading(level: level, content: content, html: html, range: block.range)
      output.append(renderer.hooks.heading(heading) ?? "<h\(level)>\(html)</h\(level)>\n")
    case .thematicBreak: output.append("<hr />\n")
    case .codeBlock(let code): write(code, block.range)
    case .htmlBlock(let html):
      let start = output.count
      writeHTML(html, isBlock: true, block.range)
      if output[start...].allSatisfy({ $0.isWhitespace }) { output.removeSubrange(start...) }
      startLine()
    case .blockQuote(let blocks):
      output.append("<blockquote>\n")
      write(blocks)
      startLine()
      output.append("</blockquote>\n")
    case .footnote(let label, let blocks): write(blocks, ofNote: label)
    case .list(let list): write(list)
    case .table(let table): write(table)
    }
  }

  /// A note's mark stands before its first words. The label holds nothing that would need an escape.
  private mutating func write(_ blocks: [Block], ofNote label: String) {
    output.append("<p id=\"note.\(label)\">\(label). ")
    var rest = blocks[...]
    if case .paragraph(let content) = rest.first?.kind {
      write(content)
      rest.removeFirst()
    }
    output.append("</p>\n")
    write(Array(rest))
  }

  private mutating func startLine() {
    if let last = output.last, last != 0x0A { output.append(0x0A) }
  }

  /// What `body` writes, taken out of the output again.
  mutating func captured(_ body: (inout HTMLWriter) -> Void) -> String {
    let start = output.count
    body(&self)
    let text = String(decoding: output[start...], as: UTF8.self)
    output.removeSubrange(start...)
    return text
  }

  private mutating func write(_ code: CodeBlock, _ range: Range<Int>) {
    if let replacement = renderer.hooks.codeBlock(code, range) { return output.append(replacement) }
    output.append("<pre><code")
    if let language = code.info?.utf8.split(whereSeparator: { $0.isWhitespace }).first {
      output.append(" class=\"language-")
      output.appendEscaped(String(Substring(language)))
      output.append("\"")
    }
    output.append(">")
    output.appendEscaped(code.literal)
    output.append("</code></pre>\n")
  }

  private mutating func write(_ list: List) {
    let name = list.start == nil ? "ul" : "ol"
    let start = list.start.map { $0 == 1 ? "" : " start=\"\($0)\"" } ?? ""
    output.append("<\(name)\(start)>\n")
    for item in list.items {
      output.append("<li>")
      if let task = item.task {
        let checked = task ? "checked=\"\" " : ""
        output.append(renderer.hooks.task(task) ?? "<input \(checked)disabled=\"\" type=\"checkbox\"> ")
      }
      write(item, isTight: list.isTight)
      output.append("</li>\n")
    }
    output.append("</\(name)>\n")
  }

  private mutating func write(_ item: List.Item, isTight: Bool) {
    beginScope(item.blocks)
    defer { filter.endScope(to: &output) }
    for block in item.blocks {
      if isTight, case .paragraph(let content) = block.kind {
        if block.range != item.blocks[0].range { startLine() }
        write(content)
      } else {
        if output.last != 0x0A { output.append(0x0A) }
        write(block)
      }
    }
  }

  private mutating func write(_ table: Table) {
    output.append("<table>\n<thead>\n")
    writeRow(table.header, as: "th", table.alignments)
    output.append("</thead>\n")
    if !table.rows.isEmpty {
      output.append("<tbody>\n")
      for row in table.rows { writeRow(row, as: "td", table.alignments) }
      output.append("</tbody>\n")
    }
    output.append("</table>\n")
  }

  private mutating func writeRow(_ cells: [[Inline]], as name: String, _ alignments: [Table.Alignment?]) {
    output.append("<tr>\n")
    for (cell, alignment) in zip(cells, alignments) {
      output.append("<\(name)")
      if let alignment { output.append(" align=\"\(alignment.rawValue)\"") }
      output.append(">")
      write(cell)
      output.append("</\(name)>\n")
    }
    output.append("</tr>\n")
  }
}

extension Block {
  fileprivate var html: String? { if case .htmlBlock(let html) = kind { html } else { nil } }
}
