package import Markdown

/// Says of each token in a block of steps what it is there.
package struct TokenClassifier {
  private enum Form {
    case headline(verbWords: Int)
    case setting(nameWords: Int, isFreeText: Bool)
    case layer
  }

  private typealias Piece = (kind: StepToken.Kind, range: Range<Int>)

  private static let joints: Set<String> = ["on", "with", "from", "to", "as", "into", "where", "and"]

  private let source: SourceText
  private let lexers: [Int: Lexer]
  /// By the first byte of the block they stand in.
  private let steps: [Int: [StepSyntax]]
  /// By the first byte of the line's first token.
  private var forms: [Int: Form] = [:]

  package init(_ reader: StepReader) {
    source = reader.source
    lexers = reader.lexers
    steps = Dictionary(grouping: reader.steps) { $0.block.lowerBound }
    for step in reader.steps {
      forms[step.headline.lowerBound] = .headline(verbWords: step.verbWords)
      let keys = step.keys(reader.vocabulary)
      for line in step.lines {
        guard let count = step.nameLength(of: line, keys) else {
          forms[line.range.lowerBound] = .layer
          continue
        }
        let name = line.tokens[..<count].text
        let isFreeText = keys.contains { $0.isFreeText && $0.answers(to: name) }
        forms[line.range.lowerBound] = .setting(nameWords: count, isFreeText: isFreeText)
      }
    }
  }

  /// Those that hold steps.
  package func blocks(_ blocks: [(code: CodeBlock, range: Range<Int>)]) -> [StepBlock] {
    blocks.compactMap { code, range in
      steps[range.lowerBound].map { block(code, at: range, $0) }
    }
  }

  private func block(_ code: CodeBlock, at range: Range<Int>, _ steps: [StepSyntax]) -> StepBlock {
    let shown = code.literal.split(separator: "\n", omittingEmptySubsequences: false)
    let lines = code.lines.enumerated().map { index, line in
      StepLine(range: line, tokens: tokens(line, shown: index < shown.count ? String(shown[index]) : source.text(line)))
    }
    var line = 0
    func move(to offset: Int) -> Int {
      while line + 1 < lines.count, lines[line + 1].range.lowerBound <= offset { line += 1 }
      return line
    }
    let places = steps.map { step in
      let first = move(to: step.headline.lowerBound)
      return StepBlock.Step(id: step.id, lines: first..<(move(to: step.range.upperBound - 1) + 1))
    }
    return StepBlock(range: range, lines: lines, steps: places)
  }

  /// - Parameter shown: the line as the block shows it, where a tab may have become some spaces.
  private func tokens(_ line: Range<Int>, shown: String) -> [StepToken] {
    let pieces = lexers[line.lowerBound].map { self.pieces($0, line) } ?? []
    var tokens: [StepToken] = []
    var end = line.lowerBound
    for piece in pieces + [(.space, line.upperBound..<line.upperBound)] {
      if piece.range.lowerBound > end {
        let gap = end..<piece.range.lowerBound
        let isIndentation = tokens.isEmpty && !pieces.isEmpty
        let indentation = shown.utf8.prefix(max(0, shown.utf8.count - (line.upperBound - gap.upperBound)))
        let text = isIndentation ? String(decoding: indentation, as: UTF8.self) : source.text(gap)
        tokens.append(StepToken(kind: .space, text: pieces.isEmpty ? shown : text, range: gap))
      }
      if !piece.range.isEmpty {
        tokens.append(StepToken(kind: piece.kind, text: source.text(piece.range), range: piece.range))
      }
      end = piece.range.upperBound
    }
    return tokens
  }

  private func pieces(_ lexer: Lexer, _ line: Range<Int>) -> [Piece] {
    let form = lexer.tokens.first.flatMap { forms[$0.range.lowerBound] }
    var pieces: [Piece] = []
    var blanks = lexer.blanks[...]
    for (index, token) in lexer.tokens.enumerated() {
      while let blank = blanks.first, blank.upperBound <= token.range.lowerBound { blanks.removeFirst() }
      let blank = blanks.first.flatMap { $0.contains(token.range.lowerBound) ? $0 : nil }
      if case .setting(index - 1, true) = form, token.kind != .quoted || index + 1 < lexer.tokens.count {
        let start = (blank ?? token.range).lowerBound
        pieces += freeText(start..<(lexer.comment?.lowerBound ?? line.upperBound), blanks)
        break
      }
      if let blank {
        if pieces.last?.range != blank { pieces.append((.blank, blank)) }
      } else {
        add((kind(of: token, index, form), token.range), to: &pieces)
      }
    }
    return pieces + (lexer.comment.map { [(.comment, $0)] } ?? [])
  }

  private func kind(of token: Token, _ index: Int, _ form: Form?) -> StepToken.Kind {
    switch token.kind {
    case .number: return .number
    case .quoted: return .text
    case .symbol: return .sign
    case .blank: return .gap
    case .word: break
    }
    switch form {
    case .headline(let words) where index < words: return .verb
    case .setting(let words, _) where index < words: return .key
    case .layer where index == 0: return .layer
    default: return Self.joints.contains(token.text.lowercased()) ? .joint : .name
    }
  }

  /// A sign right before a number, and a fraction's stroke between two, belong to it.
  private func add(_ piece: Piece, to pieces: inout [Piece]) {
    var piece = piece
    if piece.kind == .number, let sign = pieces.last, sign.kind == .sign,
      sign.range.upperBound == piece.range.lowerBound, sign.range.count == 1
    {
      let isMinus = source.utf8[sign.range.lowerBound] == UInt8(ascii: "-")
      let isStroke = source.utf8[sign.range.lowerBound] == UInt8(ascii: "/")
      let before = pieces.dropLast().last
      let isBehindNumber = before?.kind == .number && before?.range.upperBound == sign.range.lowerBound
      if isMinus || isStroke && isBehindNumber {
        pieces.removeLast()
        piece.range = sign.range.lowerBound..<piece.range.upperBound
        if isBehindNumber, let before {
          pieces.removeLast()
          piece.range = before.range.lowerBound..<piece.range.upperBound
        }
      }
    }
    pieces.append(piece)
  }

  private func freeText(_ range: Range<Int>, _ blanks: ArraySlice<Range<Int>>) -> [Piece] {
    var pieces: [Piece] = []
    var end = range.lowerBound
    for blank in blanks where blank.lowerBound >= end {
      if blank.lowerBound > end { pieces.append((.text, end..<blank.lowerBound)) }
      pieces.append((.blank, blank))
      end = blank.upperBound
    }
    if range.upperBound > end { pieces.append((.text, end..<range.upperBound)) }
    return pieces
  }
}

extension StepSyntax {
  /// The settings that its lines may name.
  func keys(_ vocabulary: Vocabulary) -> [KeySpec] {
    (verb?.keys ?? []) + (verb?.takesLayers == true ? vocabulary.layers.flatMap { $0.keys } : [])
  }

  /// How many words of a line are the name of one of the settings; nil where the line is a layer.
  func nameLength(of line: LineSyntax, _ keys: [KeySpec]) -> Int? {
    guard let separator = line.tokens.firstIndex(where: { $0.isSeparator }), separator > 0 else { return nil }
    let name = line.tokens[..<separator].text
    return separator == 1 || keys.contains { $0.answers(to: name) } ? separator : nil
  }
}

extension KeySpec {
  /// Whether its value is words for readers, not the name of something.
  fileprivate var isFreeText: Bool { kind == .text && ["caption", "hint"].contains(name) }
}
