import Markdown
import Lesson
import Steps
import Running

extension Composer {
  /// Fills in values and takes out the teacher's remarks.
  mutating func settled(_ prose: [Prose]) -> [Inline] {
    prose.inlines(keepsRemarks: options.edition == .teacher) { link, words in
      switch link.kind {
      case .shown: return [filled(link, words)]
      case .blank: return options.edition == .student ? [blank(link, [], isHandedOut: true)] : [filled(link, words)]
      case .answer: return [blank(link, words, isHandedOut: options.isWorksheet)]
      }
    }
  }

  /// Keeps the style of words that are all bold or all emphasised.
  private mutating func filled(_ link: ValueLink, _ words: [Inline]) -> Inline {
    if words.count == 1 {
      switch words[0].kind {
      case .emphasis(let inner): return Inline(kind: .emphasis([filled(link, inner)]), range: link.range)
      case .strong(let inner): return Inline(kind: .strong([filled(link, inner)]), range: link.range)
      default: break
      }
    }
    if let name = link.value { shownValues.insert(name) }
    let text = words.plainText
    let value = link.value.flatMap { outcome.values[$0] }
    let kind = Inline.Kind.text(
      value.map { ValueText.text($0, like: text, language: outcome.plan.frontMatter.language) }
        ?? (options.isWorksheet || options.keepsWords ? text : "\(text) (\(missing))"))
    return Inline(kind: kind, range: link.range)
  }

  /// Where the page is alive, its reader can do something about it.
  private var missing: String { options.host == nil ? "not computed" : "not run yet" }

  /// What a student wrote, with its mark; the value itself is not told.
  ///
  /// - Parameter isHandedOut: whether the page is for students who fill it in.
  private mutating func blank(_ link: ValueLink, _ words: [Inline], isHandedOut: Bool) -> Inline {
    let answer = words.answer
    let source = outcome.plan.lesson.source
    let value = link.value.flatMap { outcome.values[$0] }
    let state: Blank.State =
      if isHandedOut {
        .empty
      } else if answer.isEmpty {
        .open
      } else if let value {
        value.isAnswered(by: answer, language: outcome.plan.frontMatter.language) ? .right : .wrong
      } else {
        .unknown
      }
    blanks.append(
      Blank(
        name: link.value.map { "\($0.step).\($0.key)" } ?? link.name, value: link.value, answer: answer, state: state,
        line: source.line(of: link.whole.lowerBound)))
    let place = options.host == nil || link.kind != .answer ? nil : Blank.place(of: link, in: source)
    return Blank.inline(state, answer: answer, range: link.range, place: place)
  }
}
