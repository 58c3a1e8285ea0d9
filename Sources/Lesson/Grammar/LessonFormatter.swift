package import Markdown

/// Writes a lesson's steps as the reference does: one way of indenting, of spacing, and of writing verbs, layers and
/// settings. Prose, the words of comments, and lines that cannot be read stay as they are.
package struct LessonFormatter {
  private let source: SourceText
  private let vocabulary: Vocabulary
  private var edits: [(range: Range<Int>, text: String)] = []

  /// Formatting the result again changes nothing.
  /// - Throws: the problem where a block of steps is never closed, since its end is anyone's guess.
  package static func format(_ source: SourceText, _ vocabulary: Vocabulary) throws(Diagnostic) -> SourceText {
    let syntax = LessonSyntax(source, vocabulary)
    if let unclosed = syntax.blocks.unclosed { throw unclosed }
    var formatter = LessonFormatter(source: source, vocabulary: vocabulary)
    let places = formatter.places(syntax.steps.steps)
    for (code, _) in syntax.stepBlocks { formatter.format(code, lexers: syntax.steps.lexers, places: places) }
    return source.replacing(formatter.edits)
  }

  private init(source: SourceText, vocabulary: Vocabulary) {
    self.source = source
    self.vocabulary = vocabulary
  }

  private mutating func format(_ code: CodeBlock, lexers: [Int: Lexer], places: [Int: Place]) {
    var paragraph: [(range: Range<Int>, code: String, line: LineText)] = []
    let lines = code.lines.compactMap { line in
      lexers[line.lowerBound].map { (range: line, text: LineText(of: line, in: source, $0)) }
    }
    let outermost = lines.first { !$0.text.tokens.isEmpty }?.text.indentation ?? 0
    for (range, text) in lines {
      var line = text
      if let place = line.tokens.first.flatMap({ places[$0.range.lowerBound] }) {
        line.spell(place.name, place.value, words: place.words)
        paragraph.append((range, String(repeating: "  ", count: place.depth) + line.code, line))
      } else if line.code.isEmpty, !line.comment.isEmpty {
        edit(range, (line.indentation > outermost ? "  " : "") + line.comment)
      } else {
        align(&paragraph)
        if line.code.isEmpty { edit(range, "") }
      }
    }
    align(&paragraph)
  }

  private struct Place {
    /// Of the line's first word.
    var name: String
    /// Steps of two spaces.
    var depth: Int
    var value = LineText.Value.none
    var words: Set<String> = []
  }

  private static let clauseWords = Set(StepSyntax.Clause.allCases.map { $0.rawValue } + ["into", "with"])
  /// Those that stand behind a layer's name.
  private var layerWords: Set<String> {
    var names: Set<String> = []
    for key in vocabulary.layers.flatMap({ $0.keys }) {
      switch key.kind {
      case .choice(let words), .choices(let words): names.formUnion(words.map { $0.name })
      default: break
      }
    }
    return names
  }

  /// How the lines of steps are written, by where they start.
  private func places(_ steps: [StepSyntax]) -> [Int: Place] {
    var places: [Int: Place] = [:]
    let layerWords = layerWords
    let layers = vocabulary.layers.flatMap { $0.names }
    for step in steps {
      let headline = source.line(of: step.headline.lowerBound)
      places[step.word.range.lowerBound] = Place(
        name: usual(source.text(step.word.range), among: step.verb?.names ?? []), depth: 0, words: Self.clauseWords)
      var layer = Int.max
      for line in step.lines where source.line(of: line.range.lowerBound) > headline {
        let word = line.tokens[0]
        let keys = step.keys(vocabulary)
        let length = step.nameLength(of: line, keys)
        let words = line.tokens[..<(length ?? 0)].text
        let isSetting = length != nil
        if !isSetting { layer = line.indentation }
        let names = isSetting ? keys.flatMap { $0.names } + ["allow"] : layers
        let name = isSetting ? words : source.text(word.range)
        let isText = keys.contains { $0.kind == .text && $0.answers(to: name) }
        places[line.range.lowerBound] = Place(
          name: usual(name, among: names), depth: isSetting && line.indentation > layer ? 2 : 1,
          value: !isSetting ? .none : isText ? .text : .tokens, words: isSetting ? [] : layerWords)
      }
    }
    return places
  }

  /// A known name with its own capitals, hyphens and underscores; of `normalise` and `normalize`, the one that is there.
  private func usual(_ written: String, among names: [String]) -> String {
    func plain(_ name: String) -> String { String(name.lowercased().map { "- ".contains($0) ? "_" : $0 }) }
    if let name = names.first(where: { plain($0) == plain(written) }) { return name }
    // `fit.epochs`, a setting of another step.
    if written.utf8.contains(UInt8(ascii: ".")) { return written.lowercased() }
    return names.contains { Spelling.fold($0) == Spelling.fold(written) } ? written.lowercased() : written
  }

  /// The comments behind lines that follow one another start in one column: where they stand, if that is one.
  private mutating func align(_ paragraph: inout [(range: Range<Int>, code: String, line: LineText)]) {
    let commented = paragraph.filter { !$0.line.comment.isEmpty }
    let least = (commented.map { $0.code.count }.max() ?? 0) + 2
    let columns = Set(commented.map { $0.line.commentColumn })
    let column = columns.count == 1 ? max(least, columns.first ?? 0) : least
    for (range, code, line) in paragraph {
      let gap = line.comment.isEmpty ? 0 : column - code.count
      edit(range, code + String(repeating: " ", count: gap) + line.comment)
    }
    paragraph = []
  }

  private mutating func edit(_ range: Range<Int>, _ text: String) {
    if text != source.text(range) { edits.append((range, text)) }
  }
}
