import Markdown
import Lesson
import Steps
import Running

extension Composer {
  /// Fills in values and takes out the teacher's remarks.
  func settle(_ inlines: [Inline]) -> [Inline] {
    RegionMarks.withoutMarks(inlines, keepingTeacher: options.edition == .teacher).map { inline in
      var inline = inline
      switch inline.kind {
      case .link(let destination, let title, let content):
        if destination.hasPrefix("value:") { return fill(inline, content, name: destination.dropFirst(6)) }
        inline.kind = .link(destination: destination, title: title, content: settle(content))
      case .emphasis(let content): inline.kind = .emphasis(settle(content))
      case .strong(let content): inline.kind = .strong(settle(content))
      case .strikethrough(let content): inline.kind = .strikethrough(settle(content))
      case .image(let source, let title, let words):
        inline.kind = .image(source: source, title: title, alternative: settle(words))
      case .text, .softBreak, .lineBreak, .code, .html: break
      }
      return inline
    }
  }

  private func fill(_ link: Inline, _ content: [Inline], name: Substring) -> Inline {
    var result = link
    // Keeps the style of words that are all bold or all emphasised.
    if content.count == 1 {
      switch content[0].kind {
      case .emphasis(let inner):
        result.kind = .emphasis([fill(link, inner, name: name)])
        return result
      case .strong(let inner):
        result.kind = .strong([fill(link, inner, name: name)])
        return result
      default: break
      }
    }
    let words = content.plainText
    let point = name.lastIndex(of: ".") ?? name.endIndex
    let value = outcome.values[ValueName(step: String(name[..<point]), key: String(name[point...].dropFirst()))]
    result.kind = .text(value.map { ValueText.text($0, like: words) } ?? "\(words) (not computed)")
    return result
  }
}
