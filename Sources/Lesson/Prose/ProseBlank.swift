import Markdown

extension [Prose] {
  /// What stands in the brackets, where all of it stands in a pair of them: `[9]`, in a link `[[9]](value:…)`.
  var withoutBrackets: [Prose]? {
    guard case .leaf(var first)? = first, case .text(let start) = first.kind, start.utf8.first == UInt8(ascii: "[")
    else { return nil }
    var words = self
    first.kind = .text(String(start.dropFirst()))
    words[0] = .leaf(first)
    guard case .leaf(var last)? = words.last, case .text(let end) = last.kind, end.utf8.last == UInt8(ascii: "]") else {
      return nil
    }
    last.kind = .text(String(end.dropLast()))
    words[words.count - 1] = .leaf(last)
    return words.filter { piece in
      if case .leaf(let inline) = piece, case .text("") = inline.kind { false } else { true }
    }
  }

  /// Whether it is `____` and nothing else.
  var isGap: Bool {
    let words = inlines(keepsRemarks: false) { _, words in words }
    return words.answer.isEmpty && words.plainText.count { $0 == "_" } > 1
  }
}

extension [Inline] {
  /// What a student wrote in a blank, without what is left of its line and without spaces at its ends.
  package var answer: String {
    var text = Substring(plainText)
    func isLeft(_ character: Character) -> Bool { character == "_" || character.isWhitespace }
    while let first = text.first, isLeft(first) { text.removeFirst() }
    while let last = text.last, isLeft(last) { text.removeLast() }
    return text.allSatisfy { ".…?".contains($0) } ? "" : String(text)
  }
}
