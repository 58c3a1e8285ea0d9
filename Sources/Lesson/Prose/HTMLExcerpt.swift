package import Markdown

/// Raw HTML as its container shows it, and where its bytes, from some place on, stand in the lesson.
package struct HTMLExcerpt {
  package let html: SourceText
  private let source: SourceText
  private let firstLine: Int
  private var start = 0

  package init(_ html: String, firstLine: Int, of source: SourceText) {
    self.html = SourceText(html)
    self.source = source
    self.firstLine = firstLine
  }

  /// The same, with ranges that count from `start`.
  package func from(_ start: Int) -> HTMLExcerpt {
    var excerpt = self
    excerpt.start = start
    return excerpt
  }

  package func place(_ range: Range<Int>) -> Range<Int> {
    let first = place(range.lowerBound)
    let last = range.isEmpty ? first : place(range.upperBound - 1) + 1
    return first..<min(max(first, last), source.utf8.count)
  }

  /// Lines end alike; before them the lesson may have the marks of a quotation, or a tab for spaces.
  private func place(_ offset: Int) -> Int {
    let line = html.line(of: start + offset)
    let place = source.lineRange(firstLine + line - 1)
    return max(place.lowerBound, place.upperBound - (html.lineRange(line).upperBound - start - offset))
  }
}

extension [UInt8] {
  /// Where `word` begins next, at or behind `start`.
  package func firstPlace(of word: StaticString, from start: Int, before end: Int = .max) -> Int? {
    let count = word.utf8CodeUnitCount
    return word.withUTF8Buffer { word in
      var index = start
      while index + count <= Swift.min(end, self.count) {
        if self[index..<(index + count)].elementsEqual(word) { return index }
        index += 1
      }
      return nil
    }
  }
}
