import Markdown

/// Lines by which other programs mark a solution, such as `### BEGIN SOLUTION`: they mark nothing in a lesson.
struct ForeignMarks {
  private(set) var problems: [Diagnostic] = []
  private static let word = Array("solution".utf8)

  /// - Parameter steps: the blocks of steps, where a comment of the one word is such a line.
  init(_ source: SourceText, from start: Int, steps: [Range<Int>]) {
    for number in source.line(of: start)...source.lineStarts.count {
      let line = source.lineRange(number)
      guard Self.isSuspect(source.utf8[line]) else { continue }
      let text = source.text(line)
      let words = Self.words(text)
      let isComment =
        words == ["solution"] && text.contains { $0 == "#" }
        && steps.contains { $0.contains(line.lowerBound) }
      guard isComment || Self.isMark(words), RegionMark(text.trimmed, range: line, container: -1) == nil else {
        continue
      }
      problems.append(
        Diagnostic(
          .warning, id: .foreignMark, at: line, "this line marks no solution in a lesson",
          hint: "write <!-- solution --> above the solution and <!-- /solution --> below it, outside of the steps"))
    }
  }

  /// Whether the word stands there at all, which few lines have.
  private static func isSuspect(_ line: ArraySlice<UInt8>) -> Bool {
    line.indices.contains { start in
      line[start] | 0x20 == word[0] && line[start...].prefix(word.count).elementsEqual(word) { $0 | 0x20 == $1 }
    }
  }

  private static func words(_ line: String) -> [String] {
    line.lowercased().split { !($0.isLetter || $0.isNumber) }.prefix(8).map { String($0) }
  }

  private static func isMark(_ words: [String]) -> Bool {
    guard (2...5).contains(words.count) else { return false }
    let edges: Set<String> = ["begin", "start", "end", "stop"]
    let solutions: Set<String> = ["solution", "solutions"]
    return edges.contains(words[0]) && solutions.contains(words[1])
      || solutions.contains(words[0]) && edges.contains(words[1])
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...].drop { $0.isWhitespace }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
