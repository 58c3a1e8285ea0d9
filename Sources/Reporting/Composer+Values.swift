import Markdown
import Lesson
import Steps
import Running

extension Composer {
  /// Fills in values and takes out the teacher's remarks.
  func settled(_ prose: [Prose]) -> [Inline] {
    prose.inlines(keepsRemarks: options.edition == .teacher) { link, words in [filled(link, words)] }
  }

  /// Keeps the style of words that are all bold or all emphasised.
  private func filled(_ link: ValueLink, _ words: [Inline]) -> Inline {
    if words.count == 1 {
      switch words[0].kind {
      case .emphasis(let inner): return Inline(kind: .emphasis([filled(link, inner)]), range: link.range)
      case .strong(let inner): return Inline(kind: .strong([filled(link, inner)]), range: link.range)
      default: break
      }
    }
    let text = words.plainText
    let value = link.value.flatMap { outcome.values[$0] }
    let kind = Inline.Kind.text(
      value.map { ValueText.text($0, like: text, language: outcome.plan.frontMatter.language) }
        ?? "\(text) (not computed)")
    return Inline(kind: kind, range: link.range)
  }
}
