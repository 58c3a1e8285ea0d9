import Lesson
import Markdown

/// A value among the prose that students fill in, and how that went.
struct Blank {
  enum State: String, CaseIterable {
    /// To be filled in, in the handed-out lesson.
    case empty
    /// Nobody has filled it in.
    case open
    case right, wrong
    /// Its step did not run, so that nothing can be said of the answer.
    case unknown

    /// What stands behind it; colours alone would not reach everyone.
    var words: String? {
      switch self {
      case .empty: nil
      case .open: "(not filled in yet)"
      case .right: "✓ right"
      case .wrong: "✗ wrong"
      case .unknown: "(not checked)"
      }
    }
  }

  /// As in `predict.answer`.
  var name: String
  var value: ValueName?
  var answer: String
  var state: State
  /// The lesson's line.
  var line: Int

  /// A link to a place that no lesson can name, since its address would hold a zero: each format writes it in its own way.
  static func inline(_ state: State, answer: String, range: Range<Int>) -> Inline {
    let text = Inline(kind: .text(answer.isEmpty ? Handout.blank : answer), range: range)
    return Inline(kind: .link(destination: mark + state.rawValue, title: nil, content: [text]), range: range)
  }

  /// The state of the blank that such a link is; nil for one of the lesson's own.
  static func state(of destination: String) -> State? {
    destination.hasPrefix(mark) ? State(rawValue: String(destination.dropFirst(mark.count))) : nil
  }

  private static let mark = "\u{0}blank:"
}
