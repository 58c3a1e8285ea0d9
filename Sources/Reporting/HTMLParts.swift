import Markdown
import Lesson
import Steps
import Running

/// Writes the lesson's prose and steps as HTML.
struct HTMLParts {
  let composition: Composition
  let inlines: HTMLText

  /// Blocks in a row are rendered as one, so that raw HTML may reach over several.
  func html(_ parts: [Part]) -> String {
    var pieces: [String] = []
    var blocks: [Block] = []
    func flush() {
      if !blocks.isEmpty { pieces.append(inlines.html(blocks)) }
      blocks = []
    }
    for part in parts {
      if case .leaf(let block) = part {
        blocks.append(block)
      } else {
        flush()
        pieces.append(html(part))
      }
    }
    flush()
    return pieces.joined(separator: "\n")
  }

  private func html(_ part: Part) -> String {
    switch part {
    case .heading(let heading):
      "<h\(heading.level) id=\"\(HTMLText.escape(heading.anchor))\">\(inlines.html(heading.content))</h\(heading.level)>"
    case .leaf(let block): inlines.html([block])
    case .quote(let parts): "<blockquote>\n\(html(parts))\n</blockquote>"
    case .list(let start, let isTight, let items): list(start, isTight, items)
    case .region(let kind, let question, let parts): region(kind, question, parts)
    case .step(let step): self.step(step)
    }
  }

  private func list(_ start: Int?, _ isTight: Bool, _ items: [(task: Bool?, parts: [Part])]) -> String {
    let entries = items.map { item in
      let mark = item.task.map {
        "<span class=\"task\">\($0 ? "☑" : "☐")<span class=\"unseen\">\($0 ? " done" : " to do")</span></span> "
      }
      let parts = item.parts.map { part in
        if isTight, case .leaf(let block) = part, case .paragraph(let content) = block.kind {
          return inlines.html(content)
        }
        return html(part)
      }
      return "<li\(mark == nil ? "" : " class=\"todo\"")>\(mark ?? "")\(parts.joined(separator: "\n"))</li>"
    }.joined(separator: "\n")
    guard let start else { return "<ul>\n\(entries)\n</ul>" }
    return "<ol\(start == 1 ? "" : " start=\"\(start)\"")>\n\(entries)\n</ol>"
  }

  private func region(_ kind: Region.Kind, _ question: Int?, _ parts: [Part]) -> String {
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
        <div class="answer" role="group" aria-label="Answer to question\(number)">
        <p class="label">Answer</p>
        \(parts.isEmpty ? "<p class=\"empty\">No answer yet.</p>" : content)
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
    case .notRun:
      state = " idle"
      results.append("<p class=\"idle\">Not run.</p>")
    }
    let result = results.isEmpty ? "" : "\n<div class=\"result\">\n\(results.joined(separator: "\n"))\n</div>"
    return """
      <div class="step\(state)" role="group" aria-label="Step \(HTMLText.escape(step.ids.joined(separator: ", ")))">\(anchors)
      <pre class="source"><code>\(source)</code></pre>\(result)
      </div>
      """
  }

  private func html(_ token: StepToken) -> String {
    let text = HTMLText.escape(token.text)
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
