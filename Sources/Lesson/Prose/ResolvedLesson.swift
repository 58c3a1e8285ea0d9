package import Markdown

/// A lesson with everything in it known for what it is: regions stand as parts around others, links in the prose know
/// their values, and each token of a step what it is there. Whoever shows a lesson goes through it and reads nothing again.
package struct ResolvedLesson: Sendable {
  package var source: SourceText
  package var frontMatter: FrontMatter
  /// The heading of level 1 that the lesson starts with; nil where it starts otherwise.
  package var title: [Prose]?
  /// The link target of that heading, where a link leads to it.
  package var titleAnchor: String?
  /// What links within the lesson lead to, without their `#`.
  package var linked: Set<String>
  /// What stands below the title.
  package var parts: [Part]
  /// All blocks of steps, in order.
  package var stepBlocks: [StepBlock]
  /// Those that the prose shows.
  package var shownValues: Set<ValueName>
  /// The places of the teacher's remarks within a heading, a table's cell or other words.
  package var remarks: [Range<Int>]

  package indirect enum Part: Sendable {
    case heading(Heading)
    case paragraph([Prose])
    case table(alignments: [Table.Alignment?], header: [[Prose]], rows: [[[Prose]]])
    /// A thematic break, raw HTML, or code that is no step.
    case block(Block)
    case quote([Part])
    /// A footnote.
    case note(label: String, [Part])
    case list(start: Int?, isTight: Bool, items: [(task: Bool?, parts: [Part])])
    case region(Region)
    case steps(StepBlock)

    /// What stands inside it.
    var parts: [Part] {
      switch self {
      case .heading, .paragraph, .table, .block, .steps: []
      case .quote(let parts), .note(_, let parts): parts
      case .list(_, _, let items): items.flatMap { $0.parts }
      case .region(let region): region.parts
      }
    }
  }

  package struct Heading: Sendable {
    /// 1 to 6, as written.
    package var level: Int
    package var content: [Prose]
    /// The link target that GitHub gives it, of its words as written without the teacher's remarks; unique in the lesson.
    package var anchor: String
  }

  /// The outermost regions, in order.
  package var regions: [Region] { Self.regions(in: parts) }

  package static func regions(in parts: [Part]) -> [Region] {
    parts.flatMap { part -> [Region] in
      if case .region(let region) = part { return [region] }
      return regions(in: part.parts)
    }
  }

  /// How much deeper than written all headings are shown, since only the title has level 1.
  package var levelShift: Int {
    func hasFirst(_ parts: [Part]) -> Bool {
      parts.contains { part in
        if case .heading(let heading) = part { return heading.level == 1 }
        return hasFirst(part.parts)
      }
    }
    return hasFirst(parts) ? 1 : 0
  }

  /// The bytes of each `[[20]]` in steps, brackets included.
  package var blanks: [Range<Int>] {
    stepBlocks.flatMap { $0.lines.flatMap { $0.tokens.filter { $0.kind == .blank }.map { $0.range } } }
  }

  /// The lines of a step, from its headline to its last setting.
  package func lines(of id: String) -> ArraySlice<StepLine> {
    for block in stepBlocks {
      if let step = block.steps.first(where: { $0.id == id }) { return block.lines[step.lines] }
    }
    return []
  }
}

/// A piece of prose.
package indirect enum Prose: Sendable {
  /// Text, code, a break, or an HTML tag or comment.
  case leaf(Inline)
  /// Emphasis, a link or a picture; its content stands here, instead of its own.
  case around(Inline, [Prose])
  case value(ValueLink, words: [Prose])
  /// A teacher's remark among other words.
  case remark([Prose])
}

extension [Prose] {
  /// As Markdown, where nothing of the lesson's own is left.
  ///
  /// - Parameter value: what stands in the place of a link to a value and its words.
  package func inlines(
    keepsRemarks: Bool, value: (ValueLink, _ words: [Inline]) -> [Inline]
  ) -> [Inline] {
    flatMap { piece -> [Inline] in
      switch piece {
      case .leaf(let inline): return [inline]
      case .around(var inline, let content):
        inline.content = content.inlines(keepsRemarks: keepsRemarks, value: value)
        return [inline]
      case .value(let link, let words): return value(link, words.inlines(keepsRemarks: keepsRemarks, value: value))
      case .remark(let content): return keepsRemarks ? content.inlines(keepsRemarks: true, value: value) : []
      }
    }
  }
}

/// `[about 95 %](value:evaluate.accuracy)`
package struct ValueLink: Sendable, Equatable {
  package enum Kind: Sendable {
    /// Shows the value in the style of the words.
    case shown
    /// `[[95 %]](value:evaluate.accuracy)`: shows it, too, but students have to fill it in.
    case blank
    /// `[____](blank:evaluate.accuracy)`, or with an answer in the place of `____`: what a student fills in.
    case answer
  }

  package var kind = Kind.shown
  /// As written behind `value:`.
  package var name: String
  /// The name's place.
  package var range: Range<Int>
  /// The whole link's place.
  package var whole: Range<Int>
  /// What a blank is worth, as its title says: `[[9]](value:predict.answer "points: 1")`.
  package var points: Double?
  /// nil where no step gives such a value.
  package var value: ValueName?
}

/// A block of steps as it is written.
package struct StepBlock: Sendable {
  package struct Step: Sendable, Equatable {
    package var id: String
    /// From its headline to its last setting, as indices of the block's lines.
    package var lines: Range<Int>
  }
  /// The place of the whole block, fences included.
  package var range: Range<Int>
  package var lines: [StepLine]
  /// In order, at least one.
  package var steps: [Step]
}

package struct StepLine: Sendable {
  /// Without what is before and behind it: the marks of a quotation, the line end.
  package var range: Range<Int>
  /// Together they are the line.
  package var tokens: [StepToken]

  package init(range: Range<Int>, tokens: [StepToken]) {
    self.range = range
    self.tokens = tokens
  }

  package var text: String { tokens.map { $0.text }.joined() }
  package var isBlank: Bool { tokens.allSatisfy { $0.kind == .space } }

  /// Without its comment, and with one space where there is any.
  package var code: String {
    let written = tokens.filter { $0.kind != .comment }.map { $0.text }.joined()
    return written.split { $0.isWhitespace }.joined(separator: " ")
  }
}

/// A piece of a step's line.
package struct StepToken: Sendable, Equatable {
  package enum Kind: String, Sendable {
    case verb
    /// The name of a setting.
    case key
    /// The name of a layer.
    case layer
    /// A word that joins others, such as `on`, `as` or `where`.
    case joint
    /// Any other word: of an array, a network, a value, a choice.
    case name
    /// `3x3`, `-0.5` and `1/12` are one each.
    case number
    /// Words for readers, or what stands in quotes, those included.
    case text
    case sign
    /// `[[20]]`, brackets included.
    case blank
    /// `____`: what a reader has to fill in.
    case gap
    case comment
    /// White space, and characters that mean nothing.
    case space
  }

  package var kind: Kind
  /// As written.
  package var text: String
  package var range: Range<Int>

  package init(kind: Kind, text: String, range: Range<Int>) {
    self.kind = kind
    self.text = text
    self.range = range
  }
}
