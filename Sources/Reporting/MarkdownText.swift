import Markdown

/// Writes inlines as CommonMark; text is escaped so that it reads as the same text.
struct MarkdownText {
  /// Gives an image's path beside the report; nil shows its alternative text.
  var image: (String) -> String?
  /// The ids in raw HTML that links lead to.
  var names: Set<String>

  func text(_ inlines: [Inline], inTable: Bool = false) -> String {
    let joined = MarkdownText.startSafe(raw(inlines, nested: false))
    return inTable ? MarkdownTable.cell(joined) : joined
  }

  /// Raw HTML, filtered; its pictures are the report's own.
  func html(_ render: (HTMLRenderer) -> String) -> String {
    var hooks = HTMLRenderer.Hooks()
    hooks.image = { HTMLText.image($0, address: image($0.source)) }
    hooks.target = { names.contains($0) ? $0 : nil }
    hooks.address = { OtherReport.address($0, file: "report.md") }
    return render(HTMLRenderer(rawHTML: .safe, hooks: hooks))
  }

  /// A piece for each HTML block, and one with the end tags that are missing.
  func htmlBlocks(_ blocks: [Block]) -> [String] {
    if blocks.isEmpty { return [] }
    var pieces: [String] = []
    _ = html { renderer in
      pieces = renderer.render(groups: blocks.map { [$0] })
      return ""
    }
    return pieces
  }

  private func raw(_ inlines: [Inline], nested: Bool) -> String {
    let texts = inlines.enumerated().map { index, inline -> String? in
      switch inline.kind {
      case .text(let text): MarkdownText.escape(text)
      case .softBreak: "\n"
      case .lineBreak: "\\\n"
      case .code(let code): MarkdownText.code(code)
      case .math(let text): text
      case .footnote(let label): "[^\(label)]"
      case .emphasis(let content):
        nested && !touchesWord(inlines, index) ? "_\(raw(content, nested: false))_" : "*\(raw(content, nested: true))*"
      case .strong(let content): "**\(raw(content, nested: true))**"
      case .strikethrough(let content): "~~\(raw(content, nested: nested))~~"
      case .link(let destination, let title, let content): link(destination, title, content)
      case .image(let source, let title, let alternative):
        if let path = image(source) {
          "![\(raw(alternative, nested: nested))](\(MarkdownText.target(path, title)))"
        } else {
          "\\[\(raw(alternative, nested: nested))\\]"
        }
      case .html: nil
      }
    }
    // Tags among the words open and close together.
    return texts.contains(nil) ? html { $0.render(inlines) { texts[$0] } } : texts.compactMap { $0 }.joined()
  }

  /// Whether letters stand right beside an inline, where `_` would be no mark.
  private func touchesWord(_ inlines: [Inline], _ index: Int) -> Bool {
    let before = index > 0 ? [inlines[index - 1]].plainText.last : nil
    let after = index + 1 < inlines.count ? [inlines[index + 1]].plainText.first : nil
    return [before, after].contains { $0.map { $0.isLetter || $0.isNumber } ?? false }
  }

  private func link(_ destination: String, _ title: String?, _ content: [Inline]) -> String {
    if let state = Blank.read(destination)?.state {
      let answer = raw(content, nested: true)
      return [state == .right || state == .wrong ? "**\(answer)**" : answer, state.words].compactMap { $0 }
        .joined(separator: " ")
    }
    let destination = OtherReport.address(destination, file: "report.md")
    guard SafeHTML.isSafeAddress(destination, for: .link) else { return raw(content, nested: false) }
    let words = content.plainText
    if title == nil, destination == words || destination == "mailto:" + words,
      words.contains(where: { ":@".contains($0) }),
      !words.contains(where: { $0.isWhitespace || "<>".contains($0) })
    {
      return "<\(words)>"
    }
    return "[\(raw(content, nested: false))](\(MarkdownText.target(destination, title)))"
  }

  private static func target(_ destination: String, _ title: String?) -> String {
    let isPlain = !destination.isEmpty && !destination.contains { $0.isWhitespace || "()<>\\".contains($0) }
    let escaped = destination.map { "<>\\".contains($0) ? "\\\($0)" : String($0) }.joined()
    let title = title.map { " \"\($0.map { "\"\\".contains($0) ? "\\\($0)" : String($0) }.joined())\"" } ?? ""
    return (isPlain ? destination : "<\(escaped.substituting("%0A", for: "\n"))>") + title
  }

  static func code(_ code: String) -> String {
    var longest = 0
    var run = 0
    for character in code {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let isPadded =
      code.hasPrefix("`") || code.hasSuffix("`")
      || (code.hasPrefix(" ") && code.hasSuffix(" ") && !code.allSatisfy { $0 == " " })
    return isPadded ? "\(fence) \(code) \(fence)" : fence + code + fence
  }

  /// Escapes what CommonMark or GitHub's extensions would read as markup.
  static func escape(_ text: String) -> String {
    let characters = Array(text)
    var result = ""
    for (index, character) in characters.enumerated() {
      let next = index + 1 < characters.count ? characters[index + 1] : " "
      switch character {
      case "\\", "`", "*", "[", "]", "<", "~": result += "\\"
      case "_":
        let previous = index > 0 ? characters[index - 1] : " "
        if !(previous.isLetter || previous.isNumber) || !(next.isLetter || next.isNumber) { result += "\\" }
      // Two could be read as mathematics.
      case "$" where characters.count(where: { $0 == "$" }) > 1: result += "\\"
      case "&" where next == "#" || next.isLetter: result += "\\"
      // What would become a link of itself.
      case "@" where next.isLetter || next.isNumber, ":" where next == "/", "." where result.hasSuffix("www"):
        result += "\\"
      case "\n", "\t":
        result += character == "\n" ? "&#10;" : "&#9;"
        continue
      case "!" where index == characters.count - 1: result += "\\"
      default: break
      }
      result.append(character)
    }
    return result
  }

  /// Escapes what would begin a heading, a list, a quotation or an underline at a line's start.
  static func startSafe(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard let first = line.first else { return String(line) }
      if first == " " { return "&#32;" + line.dropFirst() }
      let digits = line.prefix { "0" <= $0 && $0 <= "9" }
      let rest = line.dropFirst(digits.count)
      if !digits.isEmpty, let mark = rest.first, ".)".contains(mark), rest.dropFirst().first?.isWhitespace ?? true {
        return "\(digits)\\\(rest)"
      }
      return "#+->=|:".contains(first) ? "\\" + line : String(line)
    }.joined(separator: "\n")
  }

  /// A fence longer than any in the text, and the text in it.
  static func fenced(_ text: String, info: String) -> [String] {
    let text = text.hasSuffix("\n") ? text.dropLast() : text[...]
    let lines = text.isEmpty ? [] : text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let longest = lines.map { $0.drop { $0 == " " }.prefix { $0 == "`" }.count }.max() ?? 0
    let mark = info.contains("`") ? "~" : "`"
    let length =
      mark == "~"
      ? 3 + (lines.map { $0.drop { $0 == " " }.prefix { $0 == "~" }.count }.max() ?? 0) : max(3, longest + 1)
    let fence = String(repeating: mark, count: length)
    return [fence + info] + lines + [fence]
  }
}
