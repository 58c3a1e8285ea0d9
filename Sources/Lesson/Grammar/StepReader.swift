package import Markdown

/// Reads step blocks into steps: lines, tokens, verbs and clauses; gives every step its id.
package struct StepReader {
  let source: SourceText
  let vocabulary: Vocabulary
  package private(set) var steps: [StepSyntax] = []
  package private(set) var problems: [Diagnostic] = []
  /// Each line as it was cut into tokens, by its first byte.
  package private(set) var lexers: [Int: Lexer] = [:]
  /// How many steps have done each verb to each network or array.
  private var ordinals: [String: Int] = [:]
  /// How many steps of each verb have no name of their own.
  private var unnamed: [String: Int] = [:]
  /// The last step's first line, while nothing stands below it.
  private var headline: LineSyntax?

  package init(_ source: SourceText, _ vocabulary: Vocabulary) {
    self.source = source
    self.vocabulary = vocabulary
  }

  package mutating func read(_ code: CodeBlock, block: Range<Int>) {
    let first = steps.count
    var base: Int?
    for line in code.lines {
      let lexer = Lexer(source, line)
      problems += lexer.problems
      lexers[line.lowerBound] = lexer
      guard let range = lexer.tokens.range else { continue }
      // `[[show]] x` starts with its blank.
      let written = min(range.lowerBound, lexer.blanks.first?.lowerBound ?? range.lowerBound)
      let indentation = source.text(line.lowerBound..<written).count
      let column = base ?? indentation
      base = column
      let syntax = LineSyntax(
        tokens: lexer.tokens, indentation: indentation, isBroken: lexer.isSeparated || !lexer.problems.isEmpty,
        range: range)
      if steps.count > first, let whole = joined(syntax) {
        steps.removeLast()
        start(whole, block: block, isFirst: steps.count == first)
        headline = whole
      } else if indentation > column, steps.count > first {
        headline = nil
        steps[steps.count - 1].lines.append(syntax)
        steps[steps.count - 1].range = steps[steps.count - 1].range.lowerBound..<range.upperBound
      } else {
        start(syntax, block: block, isFirst: steps.count == first)
        headline = syntax
      }
    }
  }

  /// The last step's line with this one behind it, where it plainly goes on here: a comma or a word such as `as` stands
  /// at its end.
  private mutating func joined(_ line: LineSyntax) -> LineSyntax? {
    guard let headline, let last = headline.tokens.last, headline.tokens.count > 1, let first = line.tokens.first,
      last.isSymbol(",") || last.kind == .word && StepSyntax.Clause.named(last.text) != nil,
      vocabulary.verb(named: first.text) == nil, !line.tokens.contains(where: { $0.isSeparator }),
      steps.last?.verb != nil, steps.last?.lines.isEmpty == true
    else { return nil }
    problems.append(
      Diagnostic(
        id: .wrappedLine, at: line.range, "a step stands on one line, but the one above goes on here",
        hint: "move this to the end of the line above"))
    var whole = headline
    whole.tokens += line.tokens
    whole.isBroken = headline.isBroken || line.isBroken
    whole.range = headline.range.lowerBound..<line.range.upperBound
    return whole
  }

  private mutating func start(_ line: LineSyntax, block: Range<Int>, isFirst: Bool) {
    var tokens = line.tokens
    let word = tokens.removeFirst()
    // `build network:`, as Python opens a block.
    if tokens.last?.isSymbol(":") == true { tokens.removeLast() }
    var verb = word.kind == .word ? vocabulary.verb(named: word.text) : nil
    // `confusion matrix` and `one hot` as two words.
    var verbWords = 1
    if let next = tokens.first, next.kind == .word, let joined = vocabulary.verb(named: word.text + "-" + next.text) {
      verb = joined
      verbWords = 2
      tokens.removeFirst()
    }
    if !isFirst, isMisplaced(line, verb: verb, rest: tokens) { return }
    var step = StepSyntax(
      word: word, verb: verb, operands: [], range: line.range, headline: line.range, block: block)
    step.isBroken = line.isBroken
    step.verbWords = verbWords
    if verb == nil {
      step.operands = tokens
      problems.append(unknownVerb(word, line, &step))
      if let index = tokens.lastIndex(where: { $0.isWord("as") }) {
        step.clauses[.as] = .init(keyword: tokens[index], tokens: Array(tokens[(index + 1)...]))
      }
      return steps.append(step)
    }
    split(withoutSettings(tokens, verb, &step), into: &step)
    name(&step)
    steps.append(step)
  }

  /// A setting or a layer that starts at the first column still belongs to the step above it, so that only its
  /// place is reported.
  private mutating func isMisplaced(_ line: LineSyntax, verb: VerbDoc?, rest: [Token]) -> Bool {
    guard let owner = steps.last?.verb, line.tokens[0].kind == .word else { return false }
    let word = line.tokens[0]
    let next = rest.first
    let isNear =
      next?.isSymbol(":") == true && verb == nil
      && Suggestion.nearest(word.text, among: owner.keys.flatMap { $0.names }) != nil
    let isKey = (owner.key(named: word.text) != nil || StepSyntax.isAllow(word.text)) && (next?.isSeparator == true)
    let isSetting = isKey || isNear
    let isLayer = owner.takesLayers && vocabulary.layer(named: word.text) != nil && (verb == nil || rest.isEmpty)
    guard isSetting || isLayer else { return false }
    // `Dense(16)` is told of its brackets, and where it belongs, when the layers are read.
    if isSetting || next?.isSymbol("(") != true {
      problems.append(
        Diagnostic(
          id: .notIndented, at: word.range,
          isSetting
            ? "the setting '\(word.text)' must be indented, to belong to '\(owner.name)' above it"
            : "the layer '\(word.text)' must be indented, to belong to 'build' above it",
          hint: "put two spaces before it"))
    }
    steps[steps.count - 1].lines.append(line)
    steps[steps.count - 1].range = steps[steps.count - 1].range.lowerBound..<line.range.upperBound
    return true
  }

  /// `fit network on x, y epochs: 3`: the setting belongs on a line of its own; it is read all the same.
  private mutating func withoutSettings(_ tokens: [Token], _ verb: VerbDoc?, _ step: inout StepSyntax) -> [Token] {
    let start = tokens.indices.dropLast().first { index in
      guard tokens[index].kind == .word, verb?.key(named: tokens[index].text) != nil else { return false }
      let (next, before) = (tokens[index + 1], index > 0 ? tokens[index - 1] : nil)
      if before?.isWord("where") == true || before?.isSymbol("[") == true { return false }
      if next.isSeparator { return true }
      // `split x as x_val first 1/12`: the name of a setting behind an operand, and its value.
      let endsOperand = before.map { $0.kind != .symbol || $0.text == "]" } == true
      return endsOperand && before.map { StepSyntax.Clause.named($0.text) == nil && !$0.isWord("and") } == true
        && next.kind != .symbol
    }
    guard let start, let range = tokens[start...].range else { return tokens }
    problems.append(
      Diagnostic(
        id: .settingOnHeadline, at: range, "a setting stands on a line of its own, indented below its step",
        hint: "move '\(source.text(range))' there"))
    var setting = Array(tokens[start...])
    if setting[1].kind != .symbol {
      setting.insert(Token(kind: .symbol, text: ":", range: setting[0].range, isSpaced: false), at: 1)
    }
    step.lines.append(LineSyntax(tokens: setting, indentation: 2, range: range))
    var rest = Array(tokens[..<start])
    if rest.last?.isSymbol(",") == true { rest.removeLast() }
    return rest
  }

  private mutating func split(_ tokens: [Token], into step: inout StepSyntax) {
    var clause: StepSyntax.Clause?
    for token in tokens {
      if token.kind == .word, let next = StepSyntax.Clause.named(token.text) {
        if let earlier = step.clauses[next] {
          problems.append(
            Diagnostic(
              id: .duplicateClause, at: token.range, "'\(next.rawValue)' stands twice in this step",
              hint: "keep one of the two",
              notes: ["the first is in column \(source.position(of: earlier.keyword.range.lowerBound).column)"]))
        }
        step.clauses[next] = .init(keyword: token, tokens: [])
        clause = next
      } else if let clause {
        step.clauses[clause]?.tokens.append(token)
      } else {
        step.operands.append(token)
      }
    }
  }

  private mutating func name(_ step: inout StepSyntax) {
    guard let verb = step.verb else { return }
    let subject = "\(verb.name) \(step.operands.first?.text ?? "")"
    ordinals[subject, default: 0] += 1
    step.stream = StepSyntax.stream("\(subject) \(ordinals[subject, default: 1])")
    if step.isNamed, let name = step.clauses[.as]?.tokens[0] {
      step.id = name.text
    } else {
      unnamed[verb.name, default: 0] += 1
      let number = unnamed[verb.name, default: 1]
      step.id = number == 1 ? verb.name : "\(verb.name)-\(number)"
    }
  }
}

extension StepSyntax.Clause {
  package static func named(_ word: String) -> Self? {
    switch word.lowercased() {
    case "into": .as
    case "with": .on
    case let word: Self(rawValue: word)
    }
  }
}
