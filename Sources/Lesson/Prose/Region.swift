/// A part of the lesson between two marks, `<!-- hint q1 -->` and `<!-- /hint -->`.
package struct Region: Sendable {
  package enum Kind: String, Sendable, CaseIterable { case question, answer, hint, solution, teacher }

  package var kind: Kind
  package var name: String?
  /// What its answer is worth; nil where nothing is said.
  package var points: Double?
  /// From the first mark's first byte to the last mark's end.
  package var range: Range<Int>
  /// What is between the two.
  package var content: Range<Int>
  /// Counts the lesson's questions from 1: which one it is, or belongs to; nil outside of them.
  package var question: Int?
  package var parts: [ResolvedLesson.Part]

  /// The regions inside it, in order.
  package var children: [Region] { ResolvedLesson.regions(in: parts) }
}

/// A comment that opens or closes a region.
package struct RegionMark: Equatable {
  package var kind: Region.Kind
  package var isOpening: Bool
  package var name: String?
  /// What stands behind `points:`, as written.
  package var points: String?
  package var range: Range<Int>
  /// The list item or quotation it stands in, by its first byte; -1 at the top.
  package var container: Int

  /// What `<!-- … -->` says; nil for a comment that is no mark.
  package init?(_ comment: String, range: Range<Int>, container: Int) {
    guard var words = Self.words(comment) else { return nil }
    for index in words.indices.dropFirst() {
      guard let written = Points.written(words[index...].joined()) else { continue }
      points = written
      words.removeSubrange(index...)
      break
    }
    guard let first = words.first, words.count <= 2 else { return nil }
    let isOpening = !first.hasPrefix("/")
    guard let kind = Region.Kind(rawValue: isOpening ? first.lowercased() : String(first.dropFirst()).lowercased())
    else {
      return nil
    }
    self.kind = kind
    self.isOpening = isOpening
    name = words.count > 1 ? words[1] : nil
    self.range = range
    self.container = container
  }

  /// The words of a comment, with a lone `/` joined to the word behind it.
  package static func words(_ comment: String) -> [String]? {
    guard comment.hasPrefix("<!--"), comment.hasSuffix("-->"), comment.utf8.count >= 7 else { return nil }
    var words = comment.dropFirst(4).dropLast(3).split { $0.isWhitespace }.map { String($0) }
    if words.first == "/", words.count > 1 { words.replaceSubrange(0...1, with: ["/" + words[1]]) }
    // `<!--- solution --->`
    if let first = words.first { words[0] = String(first.drop { $0 == "-" }) }
    if var last = words.last {
      while last.last == "-" { last.removeLast() }
      words[words.count - 1] = last
    }
    words.removeAll { $0.isEmpty }
    // `<!-- begin solution -->` and `<!-- END SOLUTION -->`
    guard words.count > 1, let kind = Region.Kind(rawValue: words[1].lowercased()) else { return words }
    switch words[0].lowercased() {
    case "begin", "start": return [kind.rawValue] + words[2...]
    case "end", "stop": return ["/" + kind.rawValue] + words[2...]
    default: return words
    }
  }

  package var text: String { "<!-- \(isOpening ? "" : "/")\(kind.rawValue)\(name.map { " " + $0 } ?? "") -->" }
}
