/// A parsed Markdown text (CommonMark 0.31.2 with GitHub's tables, strikethrough, task lists and autolinks).
/// Every `range` is a range of UTF-8 byte offsets into `source`.
package struct Document: Sendable {
  package var source: SourceText
  package var blocks: [Block]

  package init(source: SourceText, blocks: [Block]) {
    self.source = source
    self.blocks = blocks
  }
}

package struct Block: Sendable {
  package indirect enum Kind: Sendable {
    case paragraph([Inline])
    case heading(level: Int, content: [Inline])
    case thematicBreak
    case codeBlock(CodeBlock)
    /// Raw HTML, as written.
    case htmlBlock(String)
    case blockQuote([Block])
    /// `[^1]: words`, and what stands below it, four columns further in.
    case footnote(label: String, blocks: [Block])
    case list(List)
    case table(Table)
  }

  package var kind: Kind
  package var range: Range<Int>

  package init(kind: Kind, range: Range<Int>) {
    self.kind = kind
    self.range = range
  }
}

package struct CodeBlock: Sendable {
  /// The info string with escapes and entities resolved; nil for indented code.
  package var info: String?
  package var literal: String
  /// Each content line's place in the source, without the containers' prefixes, the fence's indentation and the line
  /// end; a tab that those consume in part belongs to the line, and what is left of it stands in `literal` as spaces.
  package var lines: [Range<Int>]

  package init(info: String?, literal: String, lines: [Range<Int>]) {
    self.info = info
    self.literal = literal
    self.lines = lines
  }
}

package struct List: Sendable {
  package struct Item: Sendable {
    package var blocks: [Block]
    /// nil where the item is no task; else whether it is ticked.
    package var task: Bool?
    package var range: Range<Int>

    package init(blocks: [Block], task: Bool?, range: Range<Int>) {
      self.blocks = blocks
      self.task = task
      self.range = range
    }
  }

  /// The first number of an ordered list; nil for a bullet list.
  package var start: Int?
  package var isTight: Bool
  package var items: [Item]

  package init(start: Int?, isTight: Bool, items: [Item]) {
    self.start = start
    self.isTight = isTight
    self.items = items
  }
}

package struct Table: Sendable {
  package enum Alignment: String, Sendable { case left, center, right }

  package var alignments: [Alignment?]
  package var header: [[Inline]]
  package var rows: [[[Inline]]]

  package init(alignments: [Alignment?], header: [[Inline]], rows: [[[Inline]]]) {
    self.alignments = alignments
    self.header = header
    self.rows = rows
  }
}

package struct Inline: Sendable {
  package indirect enum Kind: Sendable {
    case text(String)
    case softBreak
    case lineBreak
    case code(String)
    case emphasis([Inline])
    case strong([Inline])
    case strikethrough([Inline])
    case link(destination: String, title: String?, content: [Inline])
    case image(source: String, title: String?, alternative: [Inline])
    case html(String)
    /// TeX between dollar signs, as written, those included.
    case math(String)
    /// `[^1]`, where the document has such a footnote.
    case footnote(String)
  }

  package var kind: Kind
  package var range: Range<Int>

  package init(kind: Kind, range: Range<Int>) {
    self.kind = kind
    self.range = range
  }
}

extension Inline {
  /// The inlines that it holds; nil for one that holds none.
  package var content: [Inline]? {
    get {
      switch kind {
      case .emphasis(let content), .strong(let content), .strikethrough(let content): content
      case .link(_, _, let content), .image(_, _, let content): content
      case .text, .softBreak, .lineBreak, .code, .html, .math, .footnote: nil
      }
    }
    set {
      let content = newValue ?? []
      switch kind {
      case .emphasis: kind = .emphasis(content)
      case .strong: kind = .strong(content)
      case .strikethrough: kind = .strikethrough(content)
      case .link(let destination, let title, _): kind = .link(destination: destination, title: title, content: content)
      case .image(let source, let title, _): kind = .image(source: source, title: title, alternative: content)
      case .text, .softBreak, .lineBreak, .code, .html, .math, .footnote: break
      }
    }
  }
}
