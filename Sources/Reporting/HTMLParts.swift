import Markdown
import Lesson
import Steps
import Running

/// Writes the lesson's prose and steps as HTML.
struct HTMLParts {
  let composition: Composition
  let inlines: HTMLText

  /// Blocks in a row are rendered as one. Raw HTML may reach over all that stands between its tags.
  ///
  /// - Parameter isJoined: whether nothing stands between blocks in a row.
  func html(_ parts: [Part], isJoined: Bool = true) -> String {
    var groups: [[Block]] = []
    // For each piece the group that it is, or the part.
    var pieces: [(group: Int, part: Part?)] = []
    for part in parts {
      guard case .leaf(let block) = part else {
        pieces.append((0, part))
        continue
      }
      if isJoined, let last = pieces.last, last.part == nil {
        groups[last.group].append(block)
      } else {
        pieces.append((groups.count, nil))
        groups.append([block])
      }
    }
    let leaves = inlines.html(groups: groups)
    let texts = pieces.map { piece in piece.part.map { html($0) } ?? leaves[piece.group] }
    return (texts + (leaves.last.map { $0.isEmpty ? [] : [$0] } ?? [])).joined(separator: "\n")
  }

  private func html(_ part: Part) -> String {
    switch part {
    case .heading(let heading):
      "<h\(heading.level) id=\"\(HTMLText.escape(heading.anchor))\">\(inlines.html(heading.content))</h\(heading.level)>"
    case .leaf(let block): inlines.html([block])
    case .alert(let alert, let parts):
      "<blockquote>\n<p><strong>\(alert.title)</strong></p>\n\(html(parts))\n</blockquote>"
    case .note(let label, let parts): note(label, parts)
    case .quote(let parts): "<blockquote>\n\(html(parts))\n</blockquote>"
    case .list(let start, let isTight, let items): list(start, isTight, items)
    case .region(let kind, let question, let name, let content, let parts):
      region(kind, question: question, name: name, at: content, parts)
    case .step(let step): self.step(step)
    }
  }

  /// Its mark stands before its first words.
  private func note(_ label: String, _ parts: [Part]) -> String {
    let words = parts.prefix(1).compactMap { part -> Block? in
      if case .leaf(let block) = part, case .paragraph = block.kind { block } else { nil }
    }
    let first = inlines.html([Block(kind: .footnote(label: label, blocks: words), range: 0..<0)])
    let rest = Array(parts.dropFirst(words.count))
    return rest.isEmpty ? first : first + "\n" + html(rest)
  }

  private func list(_ start: Int?, _ isTight: Bool, _ items: [(task: Bool?, parts: [Part])]) -> String {
    let entries = items.map { item in
      let mark = item.task.map {
        "<span class=\"task\">\($0 ? "☑" : "☐")<span class=\"unseen\">\($0 ? " done" : " to do")</span></span> "
      }
      let content =
        isTight ? item.parts.map { tight($0) }.joined(separator: "\n") : html(item.parts, isJoined: false)
      return "<li\(mark == nil ? "" : " class=\"todo\"")>\(mark ?? "")\(content)</li>"
    }.joined(separator: "\n")
    guard let start else { return "<ul>\n\(entries)\n</ul>" }
    return "<ol\(start == 1 ? "" : " start=\"\(start)\"")>\n\(entries)\n</ol>"
  }

  private func tight(_ part: Part) -> String {
    guard case .leaf(let block) = part, case .paragraph(let content) = block.kind else { return html(part) }
    return inlines.html(content)
  }

  private func region(
    _ kind: Region.Kind, question: Int?, name: String?, at place: Range<Int>, _ parts: [Part]
  ) -> String {
    let content = html(parts)
    let number = question.map { " \($0)" } ?? ""
    switch kind {
    case .question:
      return """
        <section class="question" aria-label="Question\(number)">
        \(content)
        </section>
        """
    case .answer:
      return """
        <div class="answer" role="group" aria-label="Answer to question\(number)"\(editing(place))>
        <p class="label">Answer</p>
        \(parts.isEmpty ? Self.noAnswer(name) : content)
        </div>
        """
    case .hint, .solution:
      let title = kind == .hint ? "Hint" : "Solution"
      return """
        <details class="\(kind.rawValue)"><summary>\(title)<span class="unseen"> to question\(number)</span></summary>
        \(content)
        </details>
        """
    case .teacher:
      return """
        <section class="teacher" aria-label="For the teacher">
        <p class="label">For the teacher</p>
        \(content)
        </section>
        """
    }
  }

  /// Says where to write it; on paper, there is room.
  private static func noAnswer(_ name: String?) -> String {
    let marks = AnswerText.marks(name).map { "<code>\(HTMLText.escape($0))</code>" }
    return "<p class=\"empty\">\(AnswerText.none) <span class=\"how\">\(AnswerText.place(marks))</span></p>"
  }

  private func step(_ step: StepPart) -> String {
    let source = step.source.map { $0.tokens.map { html($0) }.joined() }.joined(separator: "\n")
    let id = step.ids.last ?? ""
    let anchors = step.ids.map { "<span id=\"step.\(HTMLText.escape($0))\"></span>" }.joined()
    let state: String
    var results = step.outputs.map { HTMLOutputs(figures: composition.figures).html($0, step: id) }
    switch step.state {
    case .ran: state = ""
    case .failed(let failure):
      state = " failed"
      results.append("<div class=\"problem\">\n\(HTMLPage.problem(failure))\n</div>")
    case .waiting(let reason):
      state = " waiting"
      let words = results.isEmpty ? "Not run yet" : "These results are from before"
      results.insert("<p class=\"remark\">\(words): \(HTMLText.escape(reason)).</p>", at: 0)
    case .notRun:
      state = " idle"
      results.append("<p class=\"idle\">Not run.</p>")
    }
    let result = results.isEmpty ? "" : "\n<div class=\"result\">\n\(results.joined(separator: "\n"))\n</div>"
    return """
      <div class="step\(state)" role="group" aria-label="Step \(HTMLText.escape(step.ids.joined(separator: ", ")))">\(anchors)
      <pre class="source"\(place(of: step.source))><code>\(source)</code></pre>\(result)
      </div>
      """
  }

  /// Where a page that is alive writes what is edited in it.
  private func place(of lines: [StepLine]) -> String {
    guard composition.options.host != nil, let first = lines.first, let last = lines.last else { return "" }
    return " data-start=\"\(first.range.lowerBound)\" data-end=\"\(last.range.upperBound)\""
  }

  private func editing(_ answer: Range<Int>) -> String {
    let source = composition.outcome.plan.lesson.source
    guard composition.options.host != nil, let place = EditablePlace(answer: answer, in: source) else { return "" }
    return HTMLText.attributes(of: place, showing: place.text(in: source))
  }

  private func html(_ token: StepToken) -> String {
    let text = HTMLText.escape(token.text)
    if token.kind == .gap, composition.options.host != nil {
      return
        "<span class=\"field\"\(HTMLText.attributes(of: EditablePlace(token.range, .code), showing: ""))>\(text)</span>"
    }
    return token.kind.styleClass.map { "<span class=\"\($0)\">\(text)</span>" } ?? text
  }
}

extension StepToken.Kind {
  /// What the stylesheet calls it; nil for what looks as other text does.
  fileprivate var styleClass: String? {
    switch self {
    case .verb, .layer: "verb"
    case .key: "key"
    case .joint: "word"
    case .number: "number"
    case .text: "string"
    case .blank: "blank"
    case .comment: "comment"
    case .name, .sign, .gap, .space: nil
    }
  }
}
