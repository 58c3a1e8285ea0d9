import Engine
import Markdown
import Text

extension Checker {
  /// The layers and their lines, nil where one has a problem; the other indented lines go to `keys`.
  mutating func layers(of step: StepSyntax, _ keys: inout Keys) -> (layers: [LayerSpec], ranges: [Range<Int>])? {
    var layers: [LayerSpec] = []
    var ranges: [Range<Int>] = []
    var isWhole = true
    var settingLines: [LineSyntax] = []
    var index = 0
    while index < step.lines.count {
      let line = step.lines[index]
      index += 1
      if line.tokens.contains(where: { $0.isSeparator }), isSetting(line) {
        settingLines.append(line)
        continue
      }
      var own: [LineSyntax] = []
      while index < step.lines.count, belongs(step.lines[index], to: line) {
        own.append(step.lines[index])
        index += 1
      }
      ranges.append(line.range)
      if let layer = layer(line, own) { layers.append(layer) } else { isWhole = false }
    }
    keys = self.keys(of: step, lines: settingLines, specs: Verb.build.doc.keys, owner: "build")
    return isWhole && keys.isWhole ? (layers, ranges) : nil
  }

  mutating func build(_ step: StepSyntax, _ keys: inout Keys) -> Action? {
    let read = layers(of: step, &keys)
    guard let name = oneName(step, "network's name") else { return nil }
    let token = Token(kind: .word, text: name.name, range: name.range, isSpaced: true)
    guard !isTaken(token) else { return nil }
    guard let (layers, ranges) = read else { return nil }
    guard !ranges.isEmpty else {
      report(
        Diagnostic(
          id: "no-layers", at: step.headline, "'\(name.name)' has no layers",
          notes: ["write one layer on each indented line below, such as 'dense 10 softmax'"]))
      return nil
    }
    var fact = NetworkFact(layers: layers, layerRanges: ranges, index: planned.count)
    if case .shape(let shape)? = keys["input"], let place = keys.entries["input"]?.place {
      guard let output = infer(fact, from: shape, source: .input(place)) else { return nil }
      fact.inputShape = shape
      fact.outputShape = output
    }
    scope.define(name.name, .network(fact), at: name.range)
    return .build(
      Build(network: name.name, layers: layers, inputShape: fact.inputShape ?? []))
  }

  /// `input: 28x28x1`, and what looks like a setting; a layer may have its settings behind it on its line.
  private func isSetting(_ line: LineSyntax) -> Bool {
    guard line.tokens[0].kind == .word, line.tokens.count > 1, line.tokens[1].isSeparator else { return false }
    let layer = LayerDoc.named(line.tokens[0].text)
    return layer == nil || layer?.kind == .activation
  }

  /// A layer's own settings stand below it: further in, or by their names.
  private func belongs(_ line: LineSyntax, to layer: LineSyntax) -> Bool {
    guard isSetting(line) else { return false }
    if line.indentation > layer.indentation { return true }
    return LayerDoc.all.contains { $0.keys.contains { $0.answers(to: line.tokens[0].text) } }
  }

  private mutating func layer(_ line: LineSyntax, _ lines: [LineSyntax]) -> LayerSpec? {
    let word = line.tokens[0]
    if line.isBroken { return nil }
    if line.tokens.contains(where: { $0.kind == .blank }) {
      report(unfilledBlank(line.tokens, word.kind == .blank ? "for a layer" : "behind '\(word.text)'"))
      return nil
    }
    guard word.kind == .word, let doc = LayerDoc.named(word.text) else {
      report(unknownLayer(word, line))
      return nil
    }
    if line.tokens.count > 1, line.tokens[1].isSymbol("("), let form = Foreign.layer(doc, line.tokens) {
      report(
        Diagnostic(
          id: "foreign-syntax", at: line.range, "a layer is written without brackets", hint: "write '\(form)'",
          notes: line.indentation > 0 ? [] : ["put two spaces before it, to belong to 'build' above it"]))
      return nil
    }
    if line.tokens.count > 1, line.tokens[1].isSeparator {
      let rest = line.tokens.dropFirst(2).range.map(source.text) ?? ""
      report(
        Diagnostic(
          id: "unexpected", at: line.tokens[1].range, "no colon stands behind a layer's name",
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
    for setting in settings { read(setting, into: &keys, owner: doc.kind.rawValue) }
    switch reader.read(arguments, keys: keys, line: line) {
    case .success(let layer): return keys.isWhole ? layer : nil
    case .failure(let problem):
      report(
        Diagnostic(
          id: problem.id, at: problem.range ?? line.range, problem.summary, hint: problem.hint, notes: problem.notes))
      return nil
    }
  }

  private func unknownLayer(_ word: Token, _ line: LineSyntax) -> Diagnostic {
    let last = word.text.split(separator: ".").last.map(String.init) ?? word.text
    if let doc = LayerDoc.named(last), line.tokens.contains(where: { $0.isSymbol("(") }),
      let form = Foreign.layer(doc, line.tokens)
    {
      return Diagnostic(
        id: "foreign-syntax", at: line.range, "a layer is written without brackets", hint: "write '\(form)'")
    }
    if word.kind == .word, Verb.named(word.text) != nil {
      return Diagnostic(
        id: "indented-step", at: word.range, "'\(word.text)' is a step, not a layer of the network",
        hint: "take away the spaces before it")
    }
    if let spec = Verb.build.doc.key(named: word.text) {
      return Diagnostic(
        id: "missing-colon", at: word.range, "the setting '\(spec.name)' needs a colon before its value",
        hint: "write '\(spec.name): \(line.tokens.dropFirst().range.map(source.text) ?? spec.sample)'")
    }
    if let activation = Activation(rawValue: word.text.lowercased()) {
      return Diagnostic(
        id: "unknown-layer", at: word.range, "'\(activation.rawValue)' is an activation, not a layer",
        hint: "write it behind a layer, as in 'dense 16 \(activation.rawValue)'")
    }
    let names = LayerDoc.all.flatMap { [$0.kind.rawValue] + $0.aliases }
    let nearest = Suggestion.nearest(word.text, among: names).flatMap { LayerDoc.named($0)?.kind.rawValue }
    let kinds = LayerDoc.all.map(\.kind.rawValue)
    return Diagnostic(
      id: "unknown-layer", at: word.range, "there is no layer '\(source.text(word.range))'",
      hint: nearest.map { "did you mean '\($0)'?" },
      notes: nearest == nil ? ["the layers are \(Words.list(kinds))"] : [])
  }
}

extension Foreign {
  /// `Conv2D(32, (3, 3), activation='relu')` as `conv2d 32 3x3 relu`.
  static func layer(_ doc: LayerDoc, _ tokens: [Token]) -> String? {
    var parts = [doc.kind.rawValue]
    var isWindow = false
    let inner = tokens.drop { !$0.isSymbol("(") }.dropFirst()
    for (index, token) in zip(inner.indices, inner) {
      if token.kind == .number, !doc.arguments.isDisjoint(with: [.count, .window, .rate]) {
        let previous = inner[..<index].last
        if isWindow, previous?.isSymbol(",") == true, doc.arguments.contains(.window) {
          parts[parts.count - 1] += "x" + token.text
          isWindow = false
        } else {
          parts.append(token.text)
          isWindow = previous?.isSymbol("(") == true && (parts.count > 2 || !doc.arguments.contains(.count))
        }
      } else if Activation(rawValue: token.text.lowercased()) != nil {
        parts.append(token.text.lowercased())
      }
    }
    return parts.joined(separator: " ")
  }
}
