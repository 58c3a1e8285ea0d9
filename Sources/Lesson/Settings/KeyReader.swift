package import Markdown
import Networks
import Text

/// Reads one setting's value as its kind wants it.
package struct KeyReader {
  package var source: SourceText
  package var spec: KeySpec

  package init(source: SourceText, spec: KeySpec) {
    self.source = source
    self.spec = spec
  }

  package func read(_ all: ArraySlice<Token>) -> Result<KeyValue, ValueProblem> {
    // A comma at the end, as in a call, is let pass.
    var tokens = spec.kind != .text && all.last?.isSymbol(",") == true ? all.dropLast() : all
    if tokens.count == 2, let unit = tokens.last?.text.lowercased(), spec.units.contains(unit) { tokens.removeLast() }
    guard let first = tokens.first else {
      return .failure(
        ValueProblem(
          id: .missingValue, summary: "'\(spec.name)' has no value", hint: "write '\(spec.name): \(spec.sample)'"))
    }
    switch spec.kind {
    case .integer(let range):
      if let problem = thousands(tokens) { return .failure(problem) }
      guard let value = Numbers.integer(tokens) else { return .failure(noInteger(tokens)) }
      guard range.contains(value) else { return .failure(outOfRange(tokens)) }
      return .success(.integer(value))
    case .number(let bounds):
      guard let value = Numbers.number(tokens) else { return .failure(noNumber(tokens, "a number")) }
      // The engine counts in 32-bit floats.
      guard bounds.contains(value), bounds.contains(Double(Float(value))) else { return .failure(outOfRange(tokens)) }
      return .success(.number(value))
    case .flag:
      guard tokens.count == 1, let flag = Self.flag(first.text) else {
        return .failure(wanted("true or false", tokens, hint: "write '\(spec.name): true'"))
      }
      return .success(.flag(flag))
    case .choice(let words): return choice(words, tokens)
    case .choices(let words): return choices(words, tokens)
    case .rate: return rate(tokens)
    case .text: return .success(.text(tokens.count == 1 ? first.text : written(tokens)))
    case .file:
      guard tokens.count == 1, first.kind != .symbol, !first.text.isEmpty else {
        return .failure(wanted("a file's name", tokens, hint: "put it in quotes: \"\(written(tokens))\""))
      }
      return .success(.text(first.text))
    case .operand: return operands(tokens, count: 1)
    case .pair: return operands(tokens, count: 2)
    case .shape:
      guard let shape = Numbers.shape(tokens) else { return .failure(wanted("a shape such as 28x28x1", tokens)) }
      guard shape.allSatisfy({ KeyKind.lengths.contains($0) }) else {
        let wanted = shape.contains { $0 < 1 } ? "1 or more" : "at most \(KeyKind.lengths.upperBound)"
        return .failure(
          ValueProblem(id: .outOfRange, summary: "every length of a shape must be \(wanted), not \(written(tokens))"))
      }
      return .success(.shape(shape))
    case .interval:
      guard let (low, high) = Numbers.interval(tokens) else { return .failure(wanted("a range such as 0..1", tokens)) }
      guard Float(low).isFinite, Float(high).isFinite, Float(low) < Float(high) || low >= high else {
        return .failure(
          ValueProblem(
            id: .outOfRange, summary: "these numbers are too large, or too close together: \(written(tokens))"))
      }
      guard low < high else {
        return .failure(
          ValueProblem(
            id: .outOfRange, summary: "a range goes from the smaller number to the larger one, not \(written(tokens))",
            hint: low > high ? "write '\(spec.name): \(Words.number(high))..\(Words.number(low))'" : nil))
      }
      return .success(.interval(Float(low), Float(high)))
    case .amount: return amount(tokens)
    case .patience:
      guard let value = Numbers.integer(tokens) else {
        if tokens.count == 1, let flag = Self.flag(first.text) { return .success(.patience(flag ? 3 : nil)) }
        return .failure(wanted("true, false or a number of epochs", tokens, hint: "write '\(spec.name): 3'"))
      }
      guard value >= 0 else {
        return .failure(
          ValueProblem(
            id: .outOfRange, summary: "'\(spec.name)' must be 1 or more epochs, not \(value)"))
      }
      return .success(.patience(value == 0 ? nil : value))
    case .duration: return duration(tokens)
    case .size:
      guard let size = Numbers.shape(tokens), size.count <= 2, size.allSatisfy({ KeyKind.sides.contains($0) }) else {
        return .failure(wanted(spec.kind.rangeText, tokens))
      }
      return .success(.size(Size2D(size[0], size[size.count - 1])))
    }
  }

  package func written(_ tokens: ArraySlice<Token>) -> String { tokens.range.map(source.text) ?? "" }

  package static func flag(_ word: String) -> Bool? {
    switch word.lowercased() {
    case "true", "yes", "on", "y", "1": true
    case "false", "no", "off", "n", "0", "none": false
    default: nil
    }
  }

  private func choice(_ words: [KeyKind.Word], _ tokens: ArraySlice<Token>) -> Result<KeyValue, ValueProblem> {
    // `['accuracy']`, Python's list of a single word.
    let isList = tokens.count == 3 && tokens.first?.isSymbol("[") == true && tokens.last?.isSymbol("]") == true
    let word = isList ? tokens[tokens.startIndex + 1].text : tokens.count == 1 ? tokens[tokens.startIndex].text : nil
    let text = word ?? written(tokens)
    let folded = Spelling.fold(text)
    for word in words where word.names.contains(where: { Spelling.fold($0) == folded }) {
      return .success(.word(word.name))
    }
    // `SGD(0.1)`: its first word says what is meant.
    let first = tokens.first.map { $0.text } ?? text
    let nearest = Suggestion.nearest(
      tokens.count > 1 && !first.isEmpty ? first : text, among: words.flatMap { $0.names })
    let meant = nearest.flatMap { near in words.first { $0.names.contains(near) }?.name }
    return .failure(
      ValueProblem(
        id: .unknownWord, summary: "'\(spec.name)' cannot be '\(text)'",
        hint: meant.map { "did you mean '\($0)'?" },
        notes: (meant == nil ? ["it can be \(Words.list(words.map { $0.name }, "or"))"] : [])
          + (tokens.contains { $0.isSymbol("(") }
            ? ["what stands in brackets there is a setting on a line of its own"] : [])))
  }

  /// `a, b`, or Python's `['a', 'b']`; each once, in the order of the reference.
  private func choices(_ words: [KeyKind.Word], _ tokens: ArraySlice<Token>) -> Result<KeyValue, ValueProblem> {
    var rest = tokens
    if rest.count > 2, rest.first?.isSymbol("[") == true, rest.last?.isSymbol("]") == true {
      rest = rest.dropFirst().dropLast()
    }
    var found: Set<String> = []
    for token in rest where !token.isSymbol(",") {
      switch choice(words, [token]) {
      case .success(.word(let word)): found.insert(word)
      case .success: break
      case .failure(var problem):
        problem.range = problem.range ?? token.range
        return .failure(problem)
      }
    }
    return .success(.words(words.map { $0.name }.filter { found.contains($0) }))
  }

  private func amount(_ tokens: ArraySlice<Token>) -> Result<KeyValue, ValueProblem> {
    if let problem = thousands(tokens) { return .failure(problem) }
    guard let value = Numbers.number(tokens) else {
      return .failure(noNumber(tokens, "a count or a share such as 1/12"))
    }
    let isShare = tokens.contains { $0.isSymbol("/") || $0.isSymbol("%") }
    if value > 0, value < 1 { return .success(.amount(.fraction(value))) }
    if !isShare, value >= 1, let count = Int(exactly: value) { return .success(.amount(.count(count))) }
    return .failure(
      ValueProblem(
        id: .outOfRange,
        summary: "'\(spec.name)' must be a count of 1 or more, or a share between 0 and 1, not \(written(tokens))"))
  }

  private func duration(_ tokens: ArraySlice<Token>) -> Result<KeyValue, ValueProblem> {
    var number = Numbers.number(tokens)
    var factor = 1.0
    if let unit = tokens.last, unit.kind == .word, tokens.count > 1 {
      switch unit.text.lowercased() {
      case "s", "sec", "second", "seconds": factor = 1
      case "m", "min", "minute", "minutes": factor = 60
      case "h", "hour", "hours": factor = 3600
      default: return .failure(wanted("a number of seconds", tokens, hint: "write '\(spec.name): 60'"))
      }
      number = Numbers.number(tokens.dropLast())
    } else if let only = tokens.first, tokens.count == 1, only.kind == .number, let unit = only.text.last,
      let seconds = ["s": 1.0, "m": 60, "h": 3600][unit]
    {
      factor = seconds
      number = Numbers.decimal(String(only.text.dropLast()))
    }
    guard let number else { return .failure(noNumber(tokens, "a number of seconds")) }
    guard number > 0, number * factor <= KeyKind.longestDuration else {
      let wanted = number > 0 ? "at most \(Words.number(KeyKind.longestDuration)) seconds" : "more than 0 seconds"
      return .failure(
        ValueProblem(id: .outOfRange, summary: "'\(spec.name)' must be \(wanted), not \(written(tokens))"))
    }
    return .success(.number(number * factor))
  }

  private func operands(_ tokens: ArraySlice<Token>, count: Int) -> Result<KeyValue, ValueProblem> {
    let isBracketed =
      tokens.count > 2 && tokens.first.map { $0.isSymbol("(") || $0.isSymbol("[") } == true
      && tokens.last.map { $0.isSymbol(")") || $0.isSymbol("]") } == true
    let inner = isBracketed ? tokens.dropFirst().dropLast() : tokens
    switch OperandReader(source: source).read(Array(inner)) {
    case .failure(let problem): return .failure(problem)
    case .success(let operands):
      guard operands.count == count else {
        return .failure(
          ValueProblem(
            id: .wrongOperandCount,
            summary: count == 2
              ? "'\(spec.name)' needs two arrays, the samples and their labels"
              : "'\(spec.name)' needs one array, not \(operands.count)",
            hint: "write '\(spec.name): \(spec.sample)'"))
      }
      return .success(count == 2 ? .pair(operands[0], operands[1]) : .operand(operands[0]))
    }
  }
}
