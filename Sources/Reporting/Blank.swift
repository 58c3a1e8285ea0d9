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
  /// - Parameter place: where it is edited, in a page that is alive.
  static func inline(_ state: State, answer: String, range: Range<Int>, place: EditablePlace?) -> Inline {
    let text = Inline(kind: .text(answer.isEmpty ? Handout.blank : answer), range: range)
    let bytes = place.map { ":\($0.range.lowerBound):\($0.range.upperBound)" } ?? ""
    return Inline(kind: .link(destination: mark + state.rawValue + bytes, title: nil, content: [text]), range: range)
  }

  /// The blank that such a link is; nil for one of the lesson's own.
  static func read(_ destination: String) -> (state: State, place: EditablePlace?)? {
    guard destination.hasPrefix(mark) else { return nil }
    let parts = destination.dropFirst(mark.count).split(separator: ":").map { String($0) }
    guard let state = parts.first.flatMap({ State(rawValue: $0) }) else { return nil }
    let bytes = parts.dropFirst().compactMap { Int($0) }
    return (state, bytes.count == 2 ? EditablePlace(bytes[0]..<bytes[1], .words) : nil)
  }

  /// Between the brackets of `[____](blank:…)`; nil where the address stands elsewhere.
  static func place(of link: ValueLink, in source: SourceText) -> EditablePlace? {
    let before = link.whole.lowerBound..<max(link.whole.lowerBound, link.range.lowerBound)
    guard before.upperBound <= link.whole.upperBound, source.utf8[before].first == UInt8(ascii: "["),
      let end = before.dropLast().last(where: {
        source.utf8[$0] == UInt8(ascii: "]") && source.utf8[$0 + 1] == UInt8(ascii: "(")
      })
    else { return nil }
    return EditablePlace(before.lowerBound + 1..<end, .words)
  }

  private static let mark = "\u{0}blank:"
}
