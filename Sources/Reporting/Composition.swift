import Markdown
import Lesson
import Steps
import Running

/// A report's content in its order, the same for every format: the lesson's blocks, values filled in, and its steps,
/// each with its result.
package struct Composition {
  var outcome: Outcome
  var options: ReportOptions
  var language: String
  /// The one heading of level 1.
  var title: [Inline]
  /// Where a link leads to it.
  var titleAnchor: String?
  var author: String?
  var date: String?
  var notice: String?
  var failures: [Failure]
  var parts: [Part]
  var headings: [Heading]
  /// What links lead to that is no heading: the names of the lesson's raw HTML.
  var names: Set<String>
  /// The lesson's own pictures.
  var images: LessonImages
  /// By their names.
  var figures: [String: ShownFigure]
  /// What students fill in among the prose, in order.
  var blanks: [Blank]
  /// What they are still to find out, so that no format tells it.
  var hiddenValues: Set<ValueName>
}

struct Heading {
  /// 2 to 6, and never more than one below the heading before it.
  var level: Int
  /// Unique in the report.
  var anchor: String
  var content: [Inline]
}

struct Failure {
  var diagnostic: Diagnostic
  /// The lesson's line, from 1; nil where the problem has no place in it.
  var line: Int?
  /// The step that failed, where one did.
  var step: String?
}

indirect enum Part {
  case heading(Heading)
  /// A paragraph, thematic break, code block, table or raw HTML.
  case leaf(Block)
  case quote([Part])
  /// A quotation that begins with `[!NOTE]`.
  case alert(Alert, [Part])
  /// A footnote.
  case note(label: String, [Part])
  case list(start: Int?, isTight: Bool, items: [(task: Bool?, parts: [Part])])
  /// `question` counts the lesson's questions from 1; nil outside of them. The name is as its mark has it, and the
  /// content's place is the lesson's.
  case region(Region.Kind, question: Int?, name: String?, content: Range<Int>, [Part])
  case step(StepPart)
}

/// GitHub's kinds of quotations that are none.
enum Alert: String, CaseIterable {
  case note, tip, important, warning, caution

  var mark: String { "[!\(rawValue.uppercased())]" }
  var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}

/// One step, or several in a row of which only the last has something to show.
struct StepPart {
  enum State {
    case ran, failed(Failure), notRun
    /// What is shown is from before; why it is not up to date.
    case waiting(String)
  }
  var ids: [String]
  /// As the student wrote it, comments included.
  var source: [StepLine]
  var outputs: [Output]
  var state: State

  var text: String { source.map { $0.text }.joined(separator: "\n") }
}

extension Part {
  var rawHTML: Block? {
    guard case .leaf(let block) = self, case .htmlBlock = block.kind else { return nil }
    return block
  }
}
