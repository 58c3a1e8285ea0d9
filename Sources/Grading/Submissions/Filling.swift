import Lesson
import Markdown
import Steps

/// A student's words in the places that the lesson has for them. They are read by themselves, so that nothing in them can
/// reach beyond their place.
struct Filling {
  /// By the questions' names, as written.
  let answers: [String: String]
  /// By the values' names, in order.
  let blanks: [String: [String]]

  func filled(_ lesson: ResolvedLesson) -> ResolvedLesson {
    var lesson = lesson
    var turns: [String: Int] = [:]
    var number = 0
    lesson.parts = parts(lesson.parts, question: nil, &number, &turns)
    return lesson
  }

  private func parts(
    _ parts: [ResolvedLesson.Part], question: String?, _ number: inout Int, _ turns: inout [String: Int]
  ) -> [ResolvedLesson.Part] {
    var filled: [ResolvedLesson.Part] = []
    for part in parts {
      switch part {
      case .heading(var heading):
        heading.content = prose(heading.content, &turns)
        filled.append(.heading(heading))
      case .paragraph(let content): filled.append(.paragraph(prose(content, &turns)))
      case .table(let alignments, let header, let rows):
        let newHeader = header.map { prose($0, &turns) }
        let newRows = rows.map { row in row.map { prose($0, &turns) } }
        filled.append(.table(alignments: alignments, header: newHeader, rows: newRows))
      case .block, .steps: filled.append(part)
      case .quote(let inner): filled.append(.quote(self.parts(inner, question: question, &number, &turns)))
      case .note(let label, let inner):
        filled.append(.note(label: label, self.parts(inner, question: question, &number, &turns)))
      case .list(let start, let isTight, let items):
        let newItems = items.map { item in
          (task: item.task, parts: self.parts(item.parts, question: question, &number, &turns))
        }
        filled.append(.list(start: start, isTight: isTight, items: newItems))
      case .region(var region):
        var name = question
        if region.kind == .question {
          number += 1
          name = Scheme.questionName(region.name, number: number)
        }
        if region.kind == .answer, let name = region.name ?? name {
          // Steps that run stand there themselves.
          let own = region.parts.filter { if case .steps = $0 { true } else { false } }
          region.parts = Self.read(answers[name] ?? "", showsSteps: own.isEmpty) + own
        } else {
          region.parts = self.parts(region.parts, question: name, &number, &turns)
        }
        filled.append(.region(region))
      }
    }
    return filled
  }

  /// Of an answer, without whatever would be more than words: its steps are shown, and it has no regions.
  private static func read(_ text: String, showsSteps: Bool) -> [ResolvedLesson.Part] {
    func plain(_ parts: [ResolvedLesson.Part]) -> [ResolvedLesson.Part] {
      parts.flatMap { part -> [ResolvedLesson.Part] in
        switch part {
        case .region(let region): plain(region.parts)
        case .steps(let block):
          !showsSteps
            ? []
            : [
              .block(
                Block(
                  kind: .codeBlock(
                    CodeBlock(info: nil, literal: block.lines.map { $0.text + "\n" }.joined(), lines: [])), range: 0..<0
                ))
            ]
        // Its anchors are those of the lesson.
        case .heading(let heading): [.paragraph(heading.content)]
        case .block(let block): if case .htmlBlock = block.kind { [] } else { [part] }
        case .quote(let inner): [.quote(plain(inner))]
        case .note(_, let inner): plain(inner)
        case .list(let start, let isTight, let items):
          [.list(start: start, isTight: isTight, items: items.map { ($0.task, plain($0.parts)) })]
        case .paragraph, .table: [part]
        }
      }
    }
    guard !text.isEmpty else { return [] }
    // Without a head: an answer may start with a line of dashes.
    return plain(ResolvedLesson(LessonSyntax(SourceText("\n\n" + text), Verb.vocabulary)).parts)
  }

  private func prose(_ prose: [Prose], _ turns: inout [String: Int]) -> [Prose] {
    var filled: [Prose] = []
    for piece in prose {
      switch piece {
      case .leaf, .remark: filled.append(piece)
      case .around(let inline, let content): filled.append(.around(inline, self.prose(content, &turns)))
      case .value(var link, let words):
        guard link.kind != .shown else {
          filled.append(piece)
          continue
        }
        let name = link.name.lowercased()
        let turn = turns[name, default: 0]
        turns[name] = turn + 1
        link.kind = .answer
        let given = blanks[name].flatMap { turn < $0.count ? $0[turn] : nil } ?? ""
        filled.append(.value(link, words: [.leaf(Inline(kind: .text(given), range: link.range))]))
        _ = words
      }
    }
    return filled
  }

  /// The blanks in the prose of a student's file, in order.
  static func answered(_ parts: [ResolvedLesson.Part]) -> [(link: ValueLink, words: [Inline])] {
    func blanks(_ prose: [Prose]) -> [(link: ValueLink, words: [Inline])] {
      prose.flatMap { piece -> [(link: ValueLink, words: [Inline])] in
        switch piece {
        case .leaf, .remark: []
        case .around(_, let content): blanks(content)
        case .value(let link, let words):
          link.kind == .shown ? [] : [(link, words.inlines(keepsRemarks: false) { _, inner in inner })]
        }
      }
    }
    return parts.flatMap { part -> [(link: ValueLink, words: [Inline])] in
      switch part {
      case .heading(let heading): blanks(heading.content)
      case .paragraph(let content): blanks(content)
      case .table(_, let header, let rows): (header + rows.flatMap { $0 }).flatMap { blanks($0) }
      case .block, .steps: []
      case .quote(let inner), .note(_, let inner): answered(inner)
      case .list(_, _, let items): items.flatMap { answered($0.parts) }
      case .region(let region): answered(region.parts)
      }
    }
  }
}
