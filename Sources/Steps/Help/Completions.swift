import Engine
import Lesson
package import Markdown

/// A word that can stand where the caret is.
package struct Completion: Sendable, Equatable {
  package var word: String
  /// What is written for it: the word with what follows it.
  package var insert: String
}

/// What an editor offers while a step is typed.
package struct Completions: Sendable, Equatable {
  package var words: [Completion] = []
  /// The beginning of a word before the caret, which each of them replaces.
  package var typed = ""
  /// The verb or layer of the caret's line; nil where it has none.
  package var topic: String?

  private static let most = 12

  /// - Parameter caret: in bytes.
  package init(in source: SourceText, at caret: Int) {
    let syntax = LessonSyntax(source, Verb.vocabulary)
    guard let code = syntax.stepBlocks.map({ $0.code }).first(where: { Self.holds($0, caret) }) else { return }
    let lines = code.lines.filter { $0.lowerBound <= caret }.map { source.text($0) }
    guard let range = code.lines.last(where: { $0.lowerBound <= caret }), caret <= range.upperBound else { return }
    let before = source.text(range.lowerBound..<caret)
    let isIndented = before.first.map { $0 == " " || $0 == "\t" } ?? false
    typed = String(before.reversed().prefix { $0.isLetter || $0.isNumber || "_-".contains($0) }.reversed())
    let rest = before.dropLast(typed.count).drop { $0 == " " || $0 == "\t" }
    let verb = lines.last { !($0.first.map { $0 == " " || $0 == "\t" || $0 == "#" } ?? true) }
      .flatMap { $0.split(separator: " ").first }.flatMap { Verb.named(String($0)) }
    topic = verb?.name
    let found: [Completion] =
      if !isIndented {
        rest.isEmpty ? Self.verbs : Self.names(above: range.lowerBound, syntax) + Self.clauses(verb)
      } else if let verb {
        Self.ofIndented(
          rest, of: verb, line: lines.last ?? "", names: Self.names(above: range.lowerBound, syntax), topic: &topic)
      } else { [] }
    let start = Spelling.fold(typed)
    words = found.filter { $0.word != typed && Spelling.fold($0.word).hasPrefix(start) }
    words = Array(words.prefix(Self.most))
  }

  private static func holds(_ code: CodeBlock, _ caret: Int) -> Bool {
    guard let first = code.lines.first, let last = code.lines.last else { return false }
    return first.lowerBound <= caret && caret <= last.upperBound
  }

  private static let verbs = Verb.all.map { Completion(word: $0.name, insert: $0.name + " ") }

  /// Arrays and networks that steps above have made, the latest first.
  private static func names(above place: Int, _ syntax: LessonSyntax) -> [Completion] {
    var names: [String] = []
    for step in syntax.steps.steps.reversed() where step.range.lowerBound < place {
      let made = (step.clauses[.as]?.tokens ?? []) + (step.verb?.takesLayers == true ? step.operands : [])
      for token in made where token.kind == .word && !names.contains(token.text) { names.append(token.text) }
    }
    return names.map { Completion(word: $0, insert: $0) }
  }

  private static func clauses(_ verb: Verb?) -> [Completion] {
    let clauses = StepSyntax.Clause.allCases.filter { $0 == .as || verb?.doc.clauses.contains($0) ?? true }
    return clauses.map { Completion(word: $0.rawValue, insert: $0.rawValue + " ") }
  }

  private static func ofIndented(
    _ before: Substring, of verb: Verb, line: String, names: [Completion], topic: inout String?
  ) -> [Completion] {
    let first = before.split { $0 == " " || $0 == ":" || $0 == "," }.first.map { String($0) }
    let layer = verb.doc.takesLayers ? first.flatMap { Verb.vocabulary.layer(named: $0) } : nil
    if let layer { topic = layer.name }
    let keys = (layer?.keys ?? []) + verb.doc.keys
    if let colon = before.lastIndex(of: ":") {
      let name = before[..<colon].split { $0 == " " || $0 == "," }.last.map { String($0) } ?? ""
      guard let key = keys.first(where: { $0.answers(to: name) }) else { return [] }
      if case .flag = key.kind { return ["true", "false"].map { Completion(word: $0, insert: $0) } }
      let words = key.kind.words.map { Completion(word: $0, insert: $0) }
      return words.isEmpty ? names : words
    }
    if let layer {
      let activations =
        layer.kind.takes(.activation) ? layer.keys.filter { $0.name == "activation" }.flatMap { $0.kind.words } : []
      return activations.map { Completion(word: $0, insert: $0) } + layer.keys.map(setting)
    }
    let layers = verb.doc.takesLayers ? LayerDoc.all.map { Completion(word: $0.name, insert: $0.name + " ") } : []
    return layers + keys.map(setting)
  }

  private static func setting(_ key: KeySpec) -> Completion {
    Completion(word: key.name, insert: key.name + ": ")
  }
}
