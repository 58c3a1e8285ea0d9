import Engine
import Networks
import Lesson
import Markdown
import Text

/// Reads the indented lines of `build`: one layer each, with settings of its own further in, and settings of the step.
struct LayerLines {
  let source: SourceText
  let verb: VerbDoc
  private(set) var problems: [Diagnostic] = []

  init(source: SourceText, verb: VerbDoc) {
    self.source = source
    self.verb = verb
  }

  private mutating func report(_ problem: Diagnostic) { problems.append(problem) }

  mutating func read(_ step: StepSyntax, _ reader: inout KeysReader) -> Keys {
    var keys = Keys(specs: verb.keys)
    var counts: [String: Int] = [:]
    var index = 0
    while index < step.lines.count {
      let line = step.lines[index]
      index += 1
      if line.tokens.contains(where: { $0.isSeparator }), isSetting(line) {
        reader.read(line, into: &keys)
        continue
      }
      var own: [LineSyntax] = []
      while index < step.lines.count, belongs(step.lines[index], to: line) {
        own.append(step.lines[index])
        index += 1
      }
      let (isOff, shown) = withoutOff(line)
      let read = layer(shown, own)
      if read == nil { keys.isValid = false }
      let kind = Verb.vocabulary.layer(named: line.tokens[0].text)?.name ?? line.tokens[0].text
      counts[kind, default: 0] += 1
      keys.written.append(
        WrittenLayer(
          name: "\(kind)_\(counts[kind, default: 1])", layer: read, range: line.range, isOn: !isOff,
          text: isOff ? "off" : line.tokens.dropFirst().range.map { source.text($0) } ?? "on"))
    }
    return keys
  }

  /// `batchnorm off`: written, but left out.
  private func withoutOff(_ line: LineSyntax) -> (isOff: Bool, line: LineSyntax) {
    guard line.tokens.count > 1, line.tokens.last?.isWord("off") == true else { return (false, line) }
    var line = line
    line.tokens.removeLast()
    return (true, line)
  }

  /// `input: 28x28x1`, and what looks like a setting; a layer may have its settings behind it on its line.
  private func isSetting(_ line: LineSyntax) -> Bool {
    guard line.tokens[0].kind == .word, line.tokens.count > 1, line.tokens[1].isSeparator else { return false }
    let word = line.tokens[0].text
    return Verb.vocabulary.layer(named: word) == nil || isSettingOfLayers(word)
  }

  /// A layer's own settings stand below it: further in, or by their names.
  private func belongs(_ line: LineSyntax, to layer: LineSyntax) -> Bool {
    guard isSetting(line), !StepSyntax.isAllow(line.tokens[0].text) else { return false }
    if line.indentation > layer.indentation { return true }
    return isSettingOfLayers(line.tokens[0].text)
  }

  private func isSettingOfLayers(_ name: String) -> Bool {
    Verb.vocabulary.layers.contains { $0.keys.contains { $0.answers(to: name) } }
  }

  private mutating func layer(_ line: LineSyntax, _ lines: [LineSyntax]) -> LayerSpec? {
    let word = line.tokens[0]
    if line.isBroken { return nil }
    if line.tokens.contains(where: { $0.kind == .blank }) {
      report(.unfilledBlank(line.tokens, word.kind == .blank ? "for a layer" : "behind '\(word.text)'"))
      return nil
    }
    guard word.kind == .word, let doc = Verb.vocabulary.layer(named: word.text) else {
      report(unknownLayer(word, line))
      return nil
    }
    if line.tokens.count > 1, line.tokens[1].isSymbol("("), let form = doc.lessonForm(of: line.tokens) {
      report(
        Diagnostic(
          id: .foreignSyntax, at: line.range, "a layer is written without brackets", hint: "write '\(form)'",
          notes: line.indentation > 0 ? [] : ["put two spaces before it, to belong to 'build' above it"]))
      return nil
    }
    if line.tokens.count > 1, line.tokens[1].isSeparator {
      let rest = line.tokens.dropFirst(2).range.map { source.text($0) } ?? ""
      report(
        Diagnostic(
          id: .unexpected, at: line.tokens[1].range, "no colon stands behind a layer's name",
          hint: "write '\(word.text) \(rest)'"))
      return nil
    }
    var reader = LayerReader(source: source, doc: doc)
    let keyStart = line.tokens.indices.dropFirst().first {
      line.tokens[$0].kind == .word && $0 + 1 < line.tokens.count
        && line.tokens[$0 + 1].isSeparator
    }
    let arguments = line.tokens[1..<(keyStart ?? line.tokens.count)]
    var keys = Keys(specs: doc.keys)
    var settings = lines
    if let keyStart {
      // `padding: same, strides: 2` on the layer's own line: a setting starts at each word before a colon.
      var start = keyStart
      for index in (keyStart + 1)...line.tokens.count {
        let isNext =
          index + 1 < line.tokens.count && line.tokens[index].kind == .word
          && line.tokens[index + 1].isSeparator
        guard isNext || index == line.tokens.count else { continue }
        var part = Array(line.tokens[start..<index])
        if part.last?.isSymbol(",") == true { part.removeLast() }
        settings.append(LineSyntax(tokens: part, indentation: line.indentation, range: part.range ?? line.range))
        start = index
      }
    }
    var settingsReader = KeysReader(source: source, owner: doc.name)
    for setting in settings { settingsReader.read(setting, into: &keys) }
    problems += settingsReader.problems
    switch reader.read(arguments, keys: keys, line: line) {
    case .success(let layer): return keys.isValid ? layer : nil
    case .failure(let problem):
      report(Diagnostic(problem, at: Place(range: line.range)))
      return nil
    }
  }

  private func unknownLayer(_ word: Token, _ line: LineSyntax) -> Diagnostic {
    let last = word.text.split(separator: ".").last.map(String.init) ?? word.text
    if let doc = Verb.vocabulary.layer(named: last), line.tokens.contains(where: { $0.isSymbol("(") }),
      let form = doc.lessonForm(of: line.tokens)
    {
      return Diagnostic(
        id: .foreignSyntax, at: line.range, "a layer is written without brackets", hint: "write '\(form)'")
    }
    if word.kind == .word, Verb.named(word.text) != nil {
      return Diagnostic(
        id: .indentedStep, at: word.range, "'\(word.text)' is a step, not a layer of the network",
        hint: "take away the spaces before it")
    }
    if let spec = verb.key(named: word.text) {
      return Diagnostic(
        id: .missingColon, at: word.range, "the setting '\(spec.name)' needs a colon before its value",
        hint: "write '\(spec.name): \(line.tokens.dropFirst().range.map { source.text($0) } ?? spec.sample)'")
    }
    if let activation = Activation(rawValue: word.text.lowercased()) {
      return Diagnostic(
        id: .unknownLayer, at: word.range, "'\(activation.rawValue)' is an activation, not a layer",
        hint: "write it behind a layer, as in 'dense 16 \(activation.rawValue)'")
    }
    let names = Verb.vocabulary.layers.flatMap { $0.names }
    let nearest = Suggestion.nearest(word.text, among: names).flatMap { Verb.vocabulary.layer(named: $0)?.name }
    let kinds = Verb.vocabulary.layers.map { $0.name }
    return Diagnostic(
      id: .unknownLayer, at: word.range, "there is no layer '\(source.text(word.range))'",
      hint: nearest.map { "did you mean '\($0)'?" },
      notes: nearest == nil ? ["the layers are \(Words.list(kinds))"] : [])
  }
}

extension LayerDoc {
  /// `Conv2D(32, (3, 3), activation='relu')` as `conv2d 32 3x3 relu`.
  func lessonForm(of tokens: [Token]) -> String? {
    let kind = kind
    var parts = [name]
    var isWindow = false
    let inner = tokens.drop { !$0.isSymbol("(") }.dropFirst()
    for (index, token) in zip(inner.indices, inner) {
      if token.kind == .number, [.count, .window, .rate].contains(where: { kind.takes($0) }) {
        let previous = inner[..<index].last
        if isWindow, previous?.isSymbol(",") == true, kind.takes(.window) {
          parts[parts.count - 1] += "x" + token.text
          isWindow = false
        } else {
          parts.append(token.text)
          isWindow = previous?.isSymbol("(") == true && (parts.count > 2 || !kind.takes(.count))
        }
      } else if Activation(rawValue: token.text.lowercased()) != nil {
        parts.append(token.text.lowercased())
      }
    }
    return parts.joined(separator: " ")
  }
}
