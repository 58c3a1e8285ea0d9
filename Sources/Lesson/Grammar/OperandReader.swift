package import Markdown

/// Reads operands: `x`, `x[5]`, `x[0:12]`, `x where y = 3`, with commas between them.
package struct OperandReader {
  package var source: SourceText

  package init(source: SourceText) { self.source = source }

  package func read(_ tokens: [Token]) -> Result<[Operand], ValueProblem> {
    var operands: [Operand] = []
    for part in split(tokens) {
      guard let range = part.range else {
        let comma = tokens.first { $0.isSymbol(",") }
        return .failure(
          ValueProblem(
            id: .missingName, range: comma?.range, summary: "there is a comma too many, or a name is missing"))
      }
      switch operand(part, range) {
      case .success(let operand): operands.append(operand)
      case .failure(let problem): return .failure(problem)
      }
    }
    return .success(operands)
  }

  /// At commas outside brackets; `and` counts as a comma. A comma at the end is let pass.
  package func split(_ tokens: [Token]) -> [ArraySlice<Token>] {
    var parts: [ArraySlice<Token>] = []
    var start = 0
    var depth = 0
    for (index, token) in tokens.enumerated() {
      if token.isSymbol("[") || token.isSymbol("(") { depth += 1 }
      if token.isSymbol("]") || token.isSymbol(")") { depth -= 1 }
      if depth <= 0, token.isSymbol(",") || token.isWord("and") {
        parts.append(tokens[start..<index])
        start = index + 1
      }
    }
    if start < tokens.count { parts.append(tokens[start...]) }
    return parts
  }

  private func operand(_ tokens: ArraySlice<Token>, _ range: Range<Int>) -> Result<Operand, ValueProblem> {
    let text = source.text(range)
    let name = tokens[tokens.startIndex]
    if name.kind == .quoted {
      return .failure(
        ValueProblem(
          id: .notAName, range: range, summary: "an array's name was expected, not a text",
          hint: "words stand outside the block, among the prose"))
    }
    guard name.kind == .word else {
      return .failure(
        ValueProblem(id: .notAName, range: range, summary: "an array's name was expected, not '\(text)'"))
    }
    var operand = Operand(name: name.text, selection: .all, range: range)
    let rest = tokens.dropFirst()
    guard let next = rest.first else { return .success(operand) }
    if next.isSymbol("[") {
      guard rest.last?.isSymbol("]") == true else { return .failure(brackets(behind: name, rest, at: range)) }
      let inner = rest.dropFirst().dropLast()
      switch selection(inner, name: name, range: rest.range ?? range) {
      case .success(let selection): operand.selection = selection
      case .failure(let problem): return .failure(problem)
      }
      return .success(operand)
    }
    if next.isWord("where") { return filter(of: name, where: rest.dropFirst(), operand) }
    return .failure(unexpected(behind: name, rest, at: range))
  }

  private func brackets(behind name: Token, _ rest: ArraySlice<Token>, at range: Range<Int>) -> ValueProblem {
    if rest.contains(where: { $0.isWord("where") }) {
      return ValueProblem(
        id: .badSelection, range: range, summary: "'\(name.text)' is cut twice, by [ ] and by 'where'",
        hint: "keep one of the two")
    }
    return ValueProblem(
      id: .unclosedBracket, range: rest.range, summary: "the [ behind '\(name.text)' is not closed at the end",
      hint: "write \(name.text)[5] or \(name.text)[0:12]")
  }

  private func selection(
    _ inner: ArraySlice<Token>, name: Token, range: Range<Int>
  ) -> Result<Selection, ValueProblem> {
    func failure(_ summary: String, hint: String? = nil) -> Result<Selection, ValueProblem> {
      .failure(ValueProblem(id: .badSelection, range: range, summary: summary, hint: hint))
    }
    if let index = Numbers.integer(inner) { return .success(.element(index)) }
    if inner.contains(where: { $0.isSymbol("]") }) {
      return failure(
        "only samples can be picked here, with one pair of brackets",
        hint: "write \(name.text)[\(inner.prefix { !$0.isSymbol("]") }.text)]")
    }
    let colons = inner.indices.filter { inner[$0].isSymbol(":") || inner[$0].isSymbol("..") }
    guard let colon = colons.first else {
      if inner.isEmpty {
        return failure("nothing stands between the brackets", hint: "write \(name.text)[5] or \(name.text)[0:12]")
      }
      if inner.contains(where: { $0.isSymbol(",") }) {
        return failure(
          "only samples can be picked here, with one number or one slice",
          hint: "write \(name.text)[5] or \(name.text)[0:12]")
      }
      if let equals = inner.firstIndex(where: { $0.isSymbol("=") }), inner[inner.startIndex].kind == .word,
        let value = Numbers.integer(inner[(equals + 1)...])
      {
        return failure(
          "samples are picked by their labels with 'where'",
          hint: "write '\(name.text) where \(inner[inner.startIndex].text) = \(value)'")
      }
      return failure(
        "'\(inner.range.map(source.text) ?? "")' is no place in an array",
        hint: "write \(name.text)[5] or \(name.text)[0:12]")
    }
    if inner.contains(where: { $0.isSymbol(",") }) {
      return failure(
        "only samples can be picked here, with one number or one slice",
        hint: "write \(name.text)[5] or \(name.text)[0:12]")
    }
    if inner[colon].text == ".." {
      let fixed = inner.map { $0.isSymbol("..") ? ":" : $0.text }.joined()
      return failure("a slice is written with a colon, as in Python", hint: "write \(name.text)[\(fixed)]")
    }
    if colons.count > 1 {
      return failure("a slice in a lesson has no step", hint: "write only \(name.text)[start:end]")
    }
    let from = inner[..<colon]
    let to = inner[(colon + 1)...]
    let bounds = (Numbers.integer(from), Numbers.integer(to))
    guard from.isEmpty || bounds.0 != nil, to.isEmpty || bounds.1 != nil else {
      return failure(
        "a slice needs whole numbers, not '\(inner.range.map(source.text) ?? "")'",
        hint: "write \(name.text)[0:12]")
    }
    return .success(.slice(from: bounds.0, to: bounds.1))
  }

  private func filter(
    of name: Token, where condition: ArraySlice<Token>, _ operand: Operand
  ) -> Result<Operand, ValueProblem> {
    var operand = operand
    let parts = Array(condition)
    guard parts.count >= 3, parts[0].kind == .word, parts[1].isSymbol("=") || parts[1].isWord("is"),
      let value = Numbers.integer(parts[2...])
    else {
      let labels = parts.first.flatMap { $0.kind == .word ? $0.text : nil } ?? "y_train"
      let compares = parts.count > 1 && ["!=", "<", "<=", ">", ">="].contains(where: parts[1].isSymbol)
      return .failure(
        ValueProblem(
          id: .badFilter, range: condition.range ?? operand.range,
          summary: compares ? "'where' looks for one label, with '='" : "'where' needs a label to look for",
          hint: "write '\(name.text) where \(labels) = 3'"))
    }
    operand.selection = .matching(labels: parts[0].text, value: value)
    return .success(operand)
  }

  private func unexpected(behind name: Token, _ rest: ArraySlice<Token>, at range: Range<Int>) -> ValueProblem {
    let next = rest[rest.startIndex]
    if next.isSymbol("("), rest.last?.isSymbol(")") == true {
      let inside = rest.dropFirst().dropLast().range.map(source.text) ?? ""
      return ValueProblem(
        id: .badSelection, range: range, summary: "samples are picked with square brackets",
        hint: "write \(name.text)[\(inside)]")
    }
    if next.kind == .word, next.text.contains("_") || ["x", "y"].contains(next.text.prefix(1)) {
      return ValueProblem(
        id: .missingComma, range: next.range, summary: "a comma is missing between '\(name.text)' and '\(next.text)'",
        hint: "write '\(name.text), \(next.text)'")
    }
    if next.isSymbol(";") {
      let names = [name.text] + rest.filter { $0.kind == .word }.map { $0.text }
      return ValueProblem(
        id: .missingComma, range: next.range, summary: "names stand with commas between them",
        hint: "write '\(names.joined(separator: ", "))'")
    }
    if let index = Numbers.integer(rest) {
      return ValueProblem(
        id: .badSelection, range: range, summary: "samples are picked with square brackets",
        hint: "write \(name.text)[\(index)]")
    }
    if ["/", "*", "+", "-"].contains(where: next.isSymbol) {
      let isDivision = next.text == "/" && rest.last?.text.hasPrefix("255") == true
      return ValueProblem(
        id: .foreignSyntax, range: range, summary: "a lesson does no arithmetic on arrays",
        hint: isDivision ? "'normalise \(name.text)' divides by 255" : nil)
    }
    if next.isSymbol("=") || next.isSymbol(":") {
      return ValueProblem(
        id: .settingOnHeadline, range: range, summary: "settings stand on lines of their own, below the step",
        hint: "move '\(source.text(range))' to an indented line")
    }
    return ValueProblem(
      id: .unexpected, range: rest.range,
      summary: "'\(rest.range.map(source.text) ?? "")' was not expected behind '\(name.text)'")
  }
}
