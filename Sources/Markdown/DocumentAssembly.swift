extension Document {
  /// Parses `source` from the byte `offset` on, which should begin a line; ranges count from the source's beginning.
  ///
  /// Any bytes parse: there is no malformed Markdown. The time grows with the text's length and nothing else.
  package static func parse(
    _ source: SourceText, from offset: Int = 0, extensions: Extensions = .all
  ) -> Document {
    var offset = min(max(offset, 0), source.utf8.count)
    if offset == 0, source.utf8.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    var parser = BlockParser(source, from: offset, extensions: extensions)
    parser.parse(from: offset)
    var assembly = DocumentAssembly(
      source: source, nodes: parser.nodes, references: parser.references, extensions: extensions)
    return Document(source: source, blocks: assembly.blocks(parser.nodes[0].children))
  }
}

/// Makes blocks of nodes, now that all reference definitions are known.
struct DocumentAssembly {
  let source: SourceText
  var nodes: [Node]
  var references: References
  let extensions: Extensions
  /// Empty cells that may still be added to short rows, so that a small text makes no huge table.
  var missingCells = 500_000

  mutating func blocks(_ indices: [Int]) -> [Block] {
    indices.map { index in
      Block(kind: kind(nodes[index]), range: nodes[index].start..<max(nodes[index].start, nodes[index].end))
    }
  }

  private mutating func kind(_ node: Node) -> Block.Kind {
    switch node.kind {
    case .paragraph: .paragraph(inlines(InlineText(node.segments, in: source.utf8)))
    case .heading(let level): .heading(level: level, content: inlines(InlineText(node.segments, in: source.utf8)))
    case .thematicBreak: .thematicBreak
    case .indentedCode: .codeBlock(CodeBlock(info: nil, literal: literal(node), lines: node.segments.map { $0.place }))
    case .fencedCode(let fence):
      .codeBlock(
        CodeBlock(
          info: Entities.resolved(source.utf8[fence.info]), literal: literal(node),
          lines: node.segments.map { $0.place }))
    case .html: .htmlBlock(literal(node))
    case .table(let alignments): .table(table(node, alignments))
    case .list(let marker, let isTight): .list(list(node, marker, isTight: isTight))
    case .blockQuote, .document, .item: .blockQuote(blocks(node.children))
    case .footnote(let label): .footnote(label: label, blocks: blocks(node.children))
    }
  }

  private mutating func inlines(_ text: InlineText) -> [Inline] {
    var parser = InlineParser(text, references: references, extensions: extensions)
    let inlines = parser.parse()
    references = parser.references
    return inlines
  }

  private func literal(_ node: Node) -> String {
    var bytes: [UInt8] = []
    for segment in node.segments {
      bytes.append(contentsOf: repeatElement(0x20, count: segment.padding))
      bytes.appendText(source.utf8[segment.range])
      bytes.append(0x0A)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func list(_ node: Node, _ marker: ListMarker, isTight: Bool) -> List {
    let items = node.children.map { index in
      let item = nodes[index]
      let task = extensions.contains(.taskLists) ? takeTask(item) : nil
      return List.Item(blocks: blocks(item.children), task: task, range: item.start..<max(item.start, item.end))
    }
    return List(start: marker.number, isTight: isTight, items: items)
  }

  /// Takes `[ ]` or `[x]` off the item's first paragraph (GitHub Flavored Markdown 0.29, section 5.3).
  private mutating func takeTask(_ item: Node) -> Bool? {
    guard let first = item.children.first, nodes[first].isParagraph, let line = nodes[first].segments.first?.range
    else { return nil }
    let start = line.lowerBound
    guard line.count > 4, source.utf8[start] == "[", source.utf8[start + 2] == "]", source.utf8[start + 3].isSpaceOrTab,
      let content = line.dropFirst(4).first(where: { !source.utf8[$0].isSpaceOrTab })
    else { return nil }
    let mark = source.utf8[start + 1]
    guard mark.isSpaceOrTab || mark.lowercased == "x" else { return nil }
    nodes[first].segments[0].range = content..<line.upperBound
    nodes[first].start = content
    return mark.lowercased == "x"
  }

  private mutating func table(_ node: Node, _ alignments: [Table.Alignment?]) -> Table {
    var rows = node.segments.map { segment in
      TableRow.cells(segment.range, in: source.utf8).prefix(alignments.count).map {
        inlines(InlineText(cell: $0, in: source.utf8))
      }
    }
    for index in rows.indices {
      let missing = min(alignments.count - rows[index].count, missingCells)
      rows[index].append(contentsOf: repeatElement([], count: missing))
      missingCells -= missing
    }
    return Table(alignments: alignments, header: rows.first ?? [], rows: Array(rows.dropFirst()))
  }
}
