import Engine
import Lesson
import Markdown
import Networks
import Text

/// Reads what stands behind a layer's name: a count, a window, a rate, an activation, in any order.
struct LayerReader {
  var source: SourceText
  var doc: LayerDoc
  private var count: Int?
  private var window: Size2D?
  private var rate: Double?
  private var activation: Activation?

  private let kind: LayerKind

  init(source: SourceText, doc: LayerDoc) {
    self.source = source
    self.doc = doc
    kind = doc.kind
  }

  mutating func read(
    _ tokens: ArraySlice<Token>, keys: Keys, line: LineSyntax
  ) -> Result<LayerSpec, ValueProblem> {
    if kind.takes(.rate), tokens.count == 3, tokens.dropFirst().first?.isSymbol(",") == true,
      let first = tokens.first, let last = tokens.last, first.kind == .number, last.kind == .number
    {
      return .failure(
        ValueProblem(
          id: .ambiguousNumber, range: tokens.range, summary: "decimals stand behind a point, not a comma",
          hint: "write '\(kind.name) \(first.text).\(last.text)'"))
    }
    for part in parts(tokens) {
      if let problem = read(part) { return .failure(problem) }
    }
    if let word = keys.entries["activation"]?.value, case .word(let name) = word {
      guard activation == nil else {
        return .failure(
          ValueProblem(
            id: .unexpected, range: keys.entries["activation"]?.key.range,
            summary: "'\(kind.name)' has two activations", hint: "keep one"))
      }
      activation = Activation(rawValue: name)
    }
    return layer(keys, line)
  }

  /// The layer with what `tokens` say instead of what it has: a count alone keeps the activation.
  mutating func change(_ layer: LayerSpec, _ tokens: ArraySlice<Token>) -> Result<LayerSpec, ValueProblem> {
    for part in parts(tokens) {
      if let problem = read(part) { return .failure(problem) }
    }
    var layer = layer
    if let count { layer.count = count }
    if let window { layer.window = window }
    if let rate { layer.rate = Float(rate) }
    if let activation { layer.activation = activation }
    return .success(layer)
  }

  /// One argument each: words and numbers, with `1/4`, `25 %`, `3 x 3` and `(3, 3)` kept together.
  private func parts(_ tokens: ArraySlice<Token>) -> [ArraySlice<Token>] {
    var parts: [ArraySlice<Token>] = []
    var start = tokens.startIndex
    var depth = 0
    for index in tokens.indices {
      let token = tokens[index]
      if token.isSymbol("("), depth == 0, start < index {
        parts.append(tokens[start..<index])
        start = index
      }
      if token.isSymbol("(") { depth += 1 }
      if token.isSymbol(")") { depth -= 1 }
      let isGlue = { (token: Token) in ["/", "%", "x", "*"].contains(where: token.isSymbol) || token.isWord("x") }
      if depth == 0, token.isSymbol(",") {
        if start < index { parts.append(tokens[start..<index]) }
        start = index + 1
      } else if depth == 0, start < index, !isGlue(token), !isGlue(tokens[index - 1]), !token.isSymbol(")"),
        !tokens[index - 1].isSymbol("-")
      {
        parts.append(tokens[start..<index])
        start = index
      }
    }
    if start < tokens.endIndex { parts.append(tokens[start...]) }
    return parts
  }

  private mutating func read(_ part: ArraySlice<Token>) -> ValueProblem? {
    let text = part.range.map { source.text($0) } ?? ""
    let name = kind.name
    func problem(_ id: Diagnostic.ID, _ summary: String, hint: String? = nil, notes: [String] = []) -> ValueProblem {
      ValueProblem(id: id, range: part.range, summary: summary, hint: hint, notes: notes)
    }
    if part.count == 1, let word = part.first, word.kind == .word {
      guard kind.takes(.activation) else {
        return problem(.unexpected, "'\(name)' takes no '\(text)'", hint: "write '\(doc.form)'")
      }
      if word.isWord("activation"), doc.keys.contains(where: { $0.name == "activation" }) { return nil }
      if let setting = doc.keys.first(where: {
        $0.name != "activation" && $0.kind.words.contains(word.text.lowercased())
      }) {
        return problem(
          .unexpected, "the \(setting.name) needs its name", hint: "write '\(setting.name): \(word.text)'")
      }
      if doc.keys.contains(where: { $0.answers(to: word.text) }), Activation(rawValue: word.text.lowercased()) == nil {
        return problem(
          .unexpected, "'\(text)' is a setting, and its value stands behind a colon",
          hint: "write '\(word.text.lowercased()): …' on a line below, further in")
      }
      if let number = KeyReader.spelled[word.text.lowercased()], kind.takes(.count), count == nil {
        return problem(.unexpected, "numbers are written as digits", hint: "write \(number)")
      }
      guard let found = Activation(rawValue: word.text.lowercased()) else {
        let known = Activation.allCases.map { $0.rawValue }
        let nearest = Suggestion.nearest(word.text, among: known)
        if nearest == nil, kind.takes(.count), count == nil {
          return problem(.unexpected, "a number is needed here, and '\(text)' is none", hint: "write '\(doc.form)'")
        }
        return problem(
          .unknownActivation, "there is no activation '\(text)'", hint: nearest.map { "did you mean '\($0)'?" },
          notes: nearest == nil ? ["the activations are \(Words.list(known))"] : [])
      }
      guard activation == nil else { return problem(.unexpected, "'\(name)' has two activations", hint: "keep one") }
      activation = found
      return nil
    }
    if kind.takes(.rate), rate == nil, let value = Numbers.number(part) {
      rate = value
      guard value >= 0, value < 1 else {
        return problem(
          .outOfRange, "'\(name)' must be 0 or more and below 1, not \(text)",
          hint: value >= 2 && value < 100 ? "write '\(name) \(Words.number(value / 100))'" : nil)
      }
      return nil
    }
    if kind.takes(.count), count == nil, let value = Numbers.integer(part) {
      count = value
      guard (1...1_000_000).contains(value) else {
        let wanted = value < 1 ? "1 or more" : "at most 1000000"
        return problem(.outOfRange, "'\(name)' must have \(wanted) \(kind.counted), not \(text)")
      }
      return nil
    }
    if kind.takes(.window), window == nil, let size = Numbers.shape(part), size.count <= 2 {
      guard size.allSatisfy({ (1...1024).contains($0) }) else {
        let wanted = size.contains { $0 < 1 } ? "1 pixel wide or more" : "at most 1024 pixels wide"
        return problem(.outOfRange, "a window must be \(wanted), not \(text)")
      }
      window = Size2D(size[0], size[size.count - 1])
      return nil
    }
    return problem(.unexpected, "'\(text)' does not belong behind '\(name)'", hint: "write '\(doc.form)'")
  }

  private func layer(_ keys: Keys, _ line: LineSyntax) -> Result<LayerSpec, ValueProblem> {
    func missing(_ what: String) -> Result<LayerSpec, ValueProblem> {
      .failure(
        ValueProblem(
          id: .missingArgument, range: line.range, summary: "'\(kind.name)' needs \(what)",
          hint: "write '\(doc.form)'"))
    }
    var layer = LayerSpec(kind)
    for argument in kind.arguments {
      switch argument {
      case .count(let noun):
        guard let count else { return missing("the number of its \(noun)") }
        layer.count = count
      case .window(let standard):
        guard let window = window ?? standard else { return missing("the size of its window") }
        layer.window = window
      case .rate:
        guard let rate else { return missing("the share to leave out") }
        layer.rate = Float(rate)
      case .activation(let standard):
        guard let activation = activation ?? standard else { return missing("the activation's name") }
        layer.activation = activation
      }
    }
    for spec in doc.keys where spec.name != "activation" {
      layer.settings[spec.name] = (keys.entries[spec.name]?.value ?? spec.standard)?.ofLayer
    }
    return .success(layer)
  }
}
