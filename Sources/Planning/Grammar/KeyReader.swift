import Engine
import Markdown

/// Why a setting's value cannot be used.
struct ValueProblem: Error {
  var id = "bad-value"
  /// nil is the whole value.
  var range: Range<Int>?
  var summary: String
  var hint: String?
  var notes: [String] = []
}

/// Reads one setting's value as its kind wants it.
struct KeyReader {
  var source: SourceText
  var spec: KeySpec

  func read(_ all: ArraySlice<Token>) -> Result<KeyValue, ValueProblem> {
    // A comma at the end, as in a call, is let pass.
    var tokens = spec.kind != .text && all.last?.isSymbol(",") == true ? all.dropLast() : all
    if tokens.count == 2, let unit = tokens.last?.text.lowercased(), spec.units.contains(unit) { tokens.removeLast() }
    guard let first = tokens.first else {
      return .failure(
        ValueProblem(
          id: "missing-value", summary: "'\(spec.name)' has no value", hint: "write '\(spec.name): \(spec.sample)'"))
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
    case .choice(let words, let order): return choice(words, order, tokens)
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
      guard shape.allSatisfy({ $0 > 0 && $0 < 1 << 31 }) else {
        let wanted = shape.contains { $0 < 1 } ? "1 or more" : "below 2147483648"
        return .failure(ValueProblem(summary: "every length of a shape must be \(wanted), not \(written(tokens))"))
      }
      return .success(.shape(shape))
    case .interval:
      guard let (low, high) = Numbers.interval(tokens) else { return .failure(wanted("a range such as 0..1", tokens)) }
      guard Float(low).isFinite, Float(high).isFinite, Float(low) < Float(high) || low >= high else {
        return .failure(
          ValueProblem(
            id: "out-of-range", summary: "these numbers are too large, or too close together: \(written(tokens))"))
      }
      guard low < high else {
        return .failure(
          ValueProblem(
            summary: "a range goes from the smaller number to the larger one, not \(written(tokens))",
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
        return .failure(ValueProblem(summary: "'\(spec.name)' must be 1 or more epochs, not \(value)"))
      }
      return .success(.patience(value == 0 ? nil : value))
    case .duration: return duration(tokens)
    case .size:
      guard let size = Numbers.shape(tokens), size.count <= 2, size.allSatisfy({ (1...1024).contains($0) }) else {
        return .failure(wanted("a size from 1 to 1024, such as 2 or 2x2", tokens))
      }
      return .success(.size(Size2D(size[0], size[size.count - 1])))
    }
  }

  private func written(_ tokens: ArraySlice<Token>) -> String { tokens.range.map(source.text) ?? "" }

  static func flag(_ word: String) -> Bool? {
    switch word.lowercased() {
    case "true", "yes", "on", "y", "1": true
    case "false", "no", "off", "n", "0", "none": false
    default: nil
    }
  }

  private func wanted(_ what: String, _ tokens: ArraySlice<Token>, hint: String? = nil) -> ValueProblem {
    ValueProblem(summary: "'\(spec.name)' needs \(what), not \(quoted(tokens))", hint: hint)
  }

  /// Words stand in quotes in a message, numbers do not.
  private func quoted(_ tokens: ArraySlice<Token>) -> String {
    let text = written(tokens)
    return Numbers.number(tokens) != nil || tokens.first?.kind == .quoted ? text : "'\(text)'"
  }

  private func outOfRange(_ tokens: ArraySlice<Token>) -> ValueProblem {
    var wanted = spec.kind.rangeText
    if case .integer(let range) = spec.kind, let value = Numbers.number(tokens), value > Double(range.upperBound) {
      wanted = "at most \(range.upperBound)"
    } else if let value = Numbers.number(tokens), !Float(value).isFinite {
      wanted = "at most 3e38"
    } else if let value = Numbers.number(tokens), value > 0, Float(value) == 0 {
      wanted = "at least 1e-45"
    }
    return ValueProblem(
      id: "out-of-range", summary: "'\(spec.name)' must be \(wanted), not \(written(tokens))",
      hint: percentage(tokens).map { "write '\(spec.name): \($0)'" })
  }

  /// 0.2 for 20, where a share is wanted.
  private func percentage(_ tokens: ArraySlice<Token>) -> String? {
    guard case .number(.belowOne) = spec.kind, let value = Numbers.number(tokens), value >= 2, value < 100 else {
      return nil
    }
    return Words.number(value / 100)
  }

  private func noInteger(_ tokens: ArraySlice<Token>) -> ValueProblem {
    noNumber(tokens, "a whole number")
  }

  /// A number with a decimal comma, with spaces or commas between its thousands, or no number at all.
  private func noNumber(_ tokens: ArraySlice<Token>, _ what: String) -> ValueProblem {
    let parts = Array(tokens)
    let digits = parts.filter { $0.kind == .number }.map(\.text)
    if parts.count > 1, parts.allSatisfy({ $0.kind == .number || $0.isSymbol(",") }), digits.count > 1 {
      if digits.dropFirst().allSatisfy({ $0.count == 3 }), digits[0] != "0" {
        return wanted(what, tokens, hint: "write '\(spec.name): \(digits.joined())' without a gap")
      }
      if digits.count == 2, parts.count == 3, what == "a number" {
        return wanted(what, tokens, hint: "write '\(digits[0]).\(digits[1])', with a point")
      }
      return ValueProblem(summary: "'\(spec.name)' needs one number, not \(digits.count): '\(written(tokens))'")
    }
    if parts.count == 1, let number = Self.spelled[parts[0].text.lowercased()] {
      return wanted(what, tokens, hint: "write '\(spec.name): \(number)'")
    }
    // `5;`, `5 epochs`, `2 px`: a number, and what does not belong behind it.
    if parts.count > 1, parts[0].kind == .number, digits.count == 1, Numbers.number(tokens) == nil {
      return wanted(what, tokens, hint: "write '\(spec.name): \(digits[0])'")
    }
    if what == "a whole number", let value = Numbers.number(tokens) {
      guard value < 1e15 else { return outOfRange(tokens) }
      return wanted(what, tokens, hint: value > 1 ? "write '\(spec.name): \(Int(value.rounded()))'" : nil)
    }
    return wanted(what, tokens, hint: "write '\(spec.name): \(spec.sample)'")
  }

  static let spelled: [String: Int] = [
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twenty": 20, "thirty": 30, "fifty": 50, "hundred": 100,
  ]

  private func choice(
    _ words: [String: [String]], _ order: [String], _ tokens: ArraySlice<Token>
  ) -> Result<KeyValue, ValueProblem> {
    let text = tokens.count == 1 ? tokens[tokens.startIndex].text : written(tokens)
    let folded = Spelling.fold(text)
    for word in order where ([word] + (words[word] ?? [])).contains(where: { Spelling.fold($0) == folded }) {
      return .success(.word(word))
    }
    // `SGD(0.1)`: its first word says what is meant.
    let first = tokens.first.map(\.text) ?? text
    let nearest = Suggestion.nearest(
      tokens.count > 1 && !first.isEmpty ? first : text, among: order.flatMap { [$0] + (words[$0] ?? []) })
    let meant = nearest.flatMap { near in order.first { $0 == near || words[$0]?.contains(near) == true } }
    return .failure(
      ValueProblem(
        id: "unknown-word", summary: "'\(spec.name)' cannot be '\(text)'",
        hint: meant.map { "did you mean '\($0)'?" },
        notes: (meant == nil ? ["it can be \(Words.list(order, "or"))"] : [])
          + (tokens.contains { $0.isSymbol("(") }
            ? ["what stands in brackets there is a setting on a line of its own"] : [])))
  }

  /// `5.000` is 5 for some and 5000 for others.
  private func thousands(_ tokens: ArraySlice<Token>) -> ValueProblem? {
    guard tokens.count == 1, let text = tokens.first?.text, tokens.first?.kind == .number else { return nil }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 1, (1...3).contains(parts[0].count), parts.dropFirst().allSatisfy({ $0.count == 3 }),
      parts.joined().allSatisfy(\.isNumber), parts[0] != "0"
    else { return nil }
    return ValueProblem(
      summary: "'\(text)' may mean \(parts.joined()) or \(parts[0])", hint: "write it without a point",
      notes: ["a point stands before decimals, and thousands stand together: 60000 or 60_000"])
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
        id: "out-of-range",
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
    guard number > 0, number * factor <= Self.longestDuration else {
      let wanted = number > 0 ? "at most \(Words.number(Self.longestDuration)) seconds" : "more than 0 seconds"
      return .failure(
        ValueProblem(id: "out-of-range", summary: "'\(spec.name)' must be \(wanted), not \(written(tokens))"))
    }
    return .success(.number(number * factor))
  }

  /// Seconds; some thirty years, which clocks can count.
  private static let longestDuration = 1e9

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
            summary: count == 2
              ? "'\(spec.name)' needs two arrays, the samples and their labels"
              : "'\(spec.name)' needs one array, not \(operands.count)",
            hint: "write '\(spec.name): \(spec.sample)'"))
      }
      return .success(count == 2 ? .pair(operands[0], operands[1]) : .operand(operands[0]))
    }
  }
}
