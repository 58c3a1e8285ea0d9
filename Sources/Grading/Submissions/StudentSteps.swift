import Lesson
import Markdown
import Steps

/// The steps of what a student handed in, however much of the lesson's form is left.
struct StudentSteps {
  let source: SourceText
  private(set) var steps: [StepSyntax]
  /// Those that stand where the lesson lets students add some, by the room's place among the rooms.
  private(set) var own: [(room: Int, step: StepSyntax)] = []

  /// Beyond these nothing is looked at.
  static let most = 2000

  init(_ syntax: LessonSyntax) {
    source = syntax.document.source
    steps = syntax.steps.steps.filter { $0.verb != nil }
    if steps.count > Self.most { steps.removeLast(steps.count - Self.most) }
  }

  /// Sets those apart that stand in such places.
  mutating func take(_ places: [(room: Int, range: Range<Int>)]) {
    for (room, range) in places {
      own += steps.filter { range.contains($0.range.lowerBound) }.map { (room, $0) }
      steps.removeAll { range.contains($0.range.lowerBound) }
    }
  }

  /// Steps that stand outside of blocks, as where a fence was deleted: lines that say what one of the lesson's does, with
  /// the indented ones below.
  mutating func add(like wanted: [StepSyntax]) {
    let heads = Set(wanted.map { Headline($0).plain })
    guard !heads.isEmpty, steps.count < Self.most else { return }
    let known = (steps + own.map { $0.step }).map { $0.range }
    var found: [Range<Int>] = []
    var isInside = false
    for number in 1...min(source.lineStarts.count, 20_000) {
      let line = source.lineRange(number)
      let text = source.text(line)
      let isIndented = text.hasPrefix(" ") || text.hasPrefix("\t")
      if isInside, isIndented, !text.allSatisfy({ $0.isWhitespace }) {
        found.append(line)
        continue
      }
      isInside = false
      guard text.utf8.count < 400, !known.contains(where: { $0.overlaps(line) }) else { continue }
      let step = read([line]).first
      guard let step, step.verb != nil, heads.contains(Headline(step).plain) else { continue }
      isInside = true
      found.append(line)
    }
    guard !found.isEmpty else { return }
    steps = (steps + read(found).filter { $0.verb != nil }).sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  private func read(_ lines: [Range<Int>]) -> [StepSyntax] {
    var reader = StepReader(source, Verb.vocabulary)
    let range = (lines.first?.lowerBound ?? 0)..<(lines.last?.upperBound ?? 0)
    reader.read(CodeBlock(info: "step", literal: "", lines: lines), block: range)
    return reader.steps
  }
}

/// A step's first line by what it means, its blanks as gaps.
struct Headline {
  let verb: String
  /// nil for a blank.
  let words: [String?]

  /// - Parameter blanks: the places of `[[…]]` in the text that the step is from.
  init(_ step: StepSyntax, blanks: [Range<Int>] = []) {
    verb = step.verb?.name ?? step.word.text
    let clauses = step.clauses.values.sorted { $0.keyword.range.lowerBound < $1.keyword.range.lowerBound }
    let tokens =
      step.operands.map { ($0, $0.canonical) }
      + clauses.flatMap { clause in
        [(clause.keyword, StepSyntax.Clause.named(clause.keyword.text)?.rawValue ?? clause.keyword.text)]
          + clause.tokens.map { ($0, $0.canonical) }
      }
    var words: [String?] = []
    for (token, text) in tokens {
      let isGap = token.kind == .blank || blanks.contains { $0.contains(token.range.lowerBound) }
      if !isGap { words.append(text) } else if words.isEmpty || words.last != .some(nil) { words.append(nil) }
    }
    self.words = words
  }

  var plain: String { ([verb] + words.map { $0 ?? "____" }).joined(separator: " ") }
  var hasBlank: Bool { words.contains { $0 == nil } }

  /// Whether `other` says the same, with anything in the blanks.
  func fits(_ other: Headline) -> Bool {
    guard verb == other.verb else { return false }
    guard hasBlank else { return words == other.words }
    return Self.fits(words[...], other.words[...])
  }

  private static func fits(_ wanted: ArraySlice<String?>, _ found: ArraySlice<String?>) -> Bool {
    guard let first = wanted.first else { return found.isEmpty }
    if let word = first { return found.first == .some(word) && fits(wanted.dropFirst(), found.dropFirst()) }
    // A gap takes one word or more, and is one where nobody has filled it.
    return (1...max(1, min(found.count, 12))).contains { count in
      count <= found.count && fits(wanted.dropFirst(), found.dropFirst(count))
    }
  }
}
