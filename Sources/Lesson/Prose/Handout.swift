package import Markdown

/// A lesson as students get it: without solutions and the teacher's remarks, its blanks empty.
package enum Handout {
  /// A blank that is to be filled in.
  package static let blank = "____"

  /// Marks that do not pair, or steps that cannot be read: what to take out is not sure then.
  package struct Problems: Error {
    package var diagnostics: [Diagnostic]
    package init(diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
  }

  /// What students do not get.
  package struct Secret: Sendable {
    package enum Kind: Sendable { case solution, teacher, blank }
    package var kind: Kind
    /// Its words in the lesson, without marks and brackets.
    package var range: Range<Int>
    /// All that goes with it, or is emptied.
    package var whole: Range<Int>
    /// Of a blank among the prose: what it asks for, as written.
    package var value: String?
  }

  /// A students' copy, and what is not in it.
  package struct Copy: Sendable {
    package var text: SourceText
    /// The lesson without what students do not get, but with the author's words in its blanks.
    package var uncovered: SourceText
    package var secrets: [Secret]
    /// What is not in the copy at all.
    package var removals: [Range<Int>]
    package var lesson: ResolvedLesson
  }

  /// - Parameter seal: the seal of a lesson, which the copy has where the lesson has one.
  package static func text(
    of source: SourceText, _ vocabulary: Vocabulary, seal: (SourceText) -> String = { _ in "" }
  ) throws(Problems) -> SourceText {
    try copy(of: source, vocabulary, seal: seal).text
  }

  /// - Parameter seal: the seal of a lesson, which the copy has where the lesson has one.
  package static func copy(
    of source: SourceText, _ vocabulary: Vocabulary, seal: (SourceText) -> String = { _ in "" }
  ) throws(Problems) -> Copy {
    let syntax = LessonSyntax(source, vocabulary)
    let errors = syntax.formProblems.filter { $0.severity == .error }
    guard errors.isEmpty else { throw Problems(diagnostics: errors) }
    let lesson = ResolvedLesson(syntax)
    let regions = removed(lesson.regions)
    // Those that no region takes away with it.
    let remarks = lesson.remarks.filter { place in !regions.contains { $0.contains(place.lowerBound) } }
    let removals = regions.map { wholeLines($0, source) } + remarks
    let leaks = unsure(syntax).filter { problem in
      !removals.contains { $0.contains(problem.range?.lowerBound ?? 0) }
    }
    guard leaks.isEmpty else { throw Problems(diagnostics: leaks) }
    let blanks = lesson.blanks.filter { place in !removals.contains { $0.contains(place.lowerBound) } }
    let links = syntax.prose.links.filter { link in
      link.kind == .blank && !removals.contains { $0.contains(link.whole.lowerBound) }
    }
    var edits: [(range: Range<Int>, text: String)] = removals.map { ($0, "") } + blanks.map { ($0, blank) }
    edits += links.map { link in
      let points = link.points.map { " \"points: \(Points.number($0))\"" } ?? ""
      return (link.whole, "[\(blank)](blank:\(link.name)\(points))")
    }
    let uncovered = source.replacing(removals.map { ($0, "") })
    // With the author's values in its blanks: a student who finds them has changed nothing.
    if let place = lesson.frontMatter.seal?.range {
      edits.append((place, seal(uncovered)))
    }
    let copy = source.replacing(edits)
    let lost = HandoutValues(syntax, lesson, removals: removals).problems(LessonSyntax(copy, vocabulary))
    guard lost.isEmpty else { throw Problems(diagnostics: lost) }
    let hidden = lesson.regions.flatMap { secrets(in: $0) } + remarks.map { secret(.teacher, marked: $0, source) }
    let filled = blanks.map { Secret(kind: .blank, range: ($0.lowerBound + 2)..<($0.upperBound - 2), whole: $0) }
    let asked = links.map { link in
      let end = source.utf8.firstPlace(of: "](", from: link.whole.lowerBound, before: link.whole.upperBound)
      return Secret(
        kind: .blank, range: (link.whole.lowerBound + 2)..<max(link.whole.lowerBound + 2, (end ?? 1) - 1),
        whole: link.whole, value: link.name)
    }
    func secrets(in region: Region) -> [Secret] {
      switch region.kind {
      case .solution: [secret(.solution, marked: region.range, source)]
      case .teacher: [secret(.teacher, marked: region.range, source)]
      case .question, .answer, .hint: region.children.flatMap { secrets(in: $0) }
      }
    }
    return Copy(
      text: copy, uncovered: uncovered, secrets: hidden + filled + asked, removals: removals, lesson: lesson)
  }

  /// What stands between two marks.
  private static func secret(_ kind: Secret.Kind, marked range: Range<Int>, _ source: SourceText) -> Secret {
    let start = source.utf8.firstPlace(of: "-->", from: range.lowerBound, before: range.upperBound).map { $0 + 3 }
    let end = source.utf8[range].indices.last { index in
      index + 4 <= range.upperBound && source.utf8[index..<(index + 4)].elementsEqual("<!--".utf8)
    }
    let first = start ?? range.lowerBound
    return Secret(kind: kind, range: first..<max(first, end ?? range.upperBound), whole: range)
  }

  /// Comments and lines that are hardly meant for students.
  private static func unsure(_ syntax: LessonSyntax) -> [Diagnostic] {
    (syntax.prose.leaks + syntax.foreignMarks).map { problem in
      var problem = problem
      problem.severity = .error
      return problem
    }
  }

  private static func removed(_ regions: [Region]) -> [Range<Int>] {
    regions.flatMap { [.solution, .teacher].contains($0.kind) ? [$0.range] : removed($0.children) }
  }

  /// With the lines' white space and end, and an empty line below, where nothing else stands on them.
  private static func wholeLines(_ range: Range<Int>, _ source: SourceText) -> Range<Int> {
    func isBlank(_ range: Range<Int>) -> Bool { source.utf8[range].allSatisfy { $0 == 0x20 || $0 == 0x09 } }
    let (first, last) = (source.line(of: range.lowerBound), source.line(of: range.upperBound))
    let start = source.lineRange(first).lowerBound
    guard isBlank(start..<range.lowerBound), isBlank(range.upperBound..<source.lineRange(last).upperBound) else {
      return range
    }
    let isBelowEmpty = last < source.lineStarts.count && isBlank(source.lineRange(last + 1))
    let isAboveEmpty = first == 1 || isBlank(source.lineRange(first - 1))
    let below = isBelowEmpty && isAboveEmpty ? last + 2 : last + 1
    return start..<(below <= source.lineStarts.count ? source.lineStarts[below - 1] : source.utf8.count)
  }
}
