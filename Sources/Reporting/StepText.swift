/// A step's text cut into pieces for light highlighting; together they are the text again.
enum StepText {
  enum Kind: String { case plain, verb, key, word, number, string, blank, comment }

  struct Piece: Equatable {
    var kind: Kind
    var text: String
  }

  private static let joiningWords: Set<String> = ["on", "as", "from", "to", "where", "and"]

  static func pieces(_ text: String) -> [Piece] {
    var pieces: [Piece] = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if number > 0 { add(.plain, "\n", &pieces) }
      readLine(Array(line), &pieces)
    }
    return pieces
  }

  private static func add(_ kind: Kind, _ text: String, _ pieces: inout [Piece]) {
    if text.isEmpty { return }
    if kind == pieces.last?.kind {
      pieces[pieces.count - 1].text += text
    } else {
      pieces.append(.init(kind: kind, text: text))
    }
  }

  private static func readLine(_ line: [Character], _ pieces: inout [Piece]) {
    var index = 0
    var isFirstWord = true
    let isIndented = line.first?.isWhitespace ?? false
    while index < line.count {
      let start = index
      let kind: Kind
      switch line[index] {
      case "#":
        index = line.count
        kind = .comment
      case "\"", "“", "”", "„":
        index += 1
        while index < line.count, !"\"”“".contains(line[index]) { index += 1 }
        index = min(index + 1, line.count)
        kind = .string
      case "[" where line[index...].starts(with: "[["):
        while index < line.count, !line[..<index].suffix(2).elementsEqual("]]") || index < start + 4 { index += 1 }
        kind = .blank
      case let first where isWord(first):
        while index < line.count, isWord(line[index]) || continuesNumber(line, index, start) { index += 1 }
        kind = wordKind(line[start..<index], before: line[index...], isFirstWord: isFirstWord, isIndented: isIndented)
        isFirstWord = false
        if kind == .key, line[start..<index].elementsEqual("caption") {
          add(kind, "caption", &pieces)
          index = readCaption(line, from: index, &pieces)
          continue
        }
      default:
        index += 1
        kind = .plain
      }
      add(kind, String(line[start..<index]), &pieces)
    }
  }

  /// A caption without quotes is free text, up to a comment; what is behind it is left.
  private static func readCaption(_ line: [Character], from start: Int, _ pieces: inout [Piece]) -> Int {
    let value = line[start...].firstIndex { !$0.isWhitespace && $0 != ":" && $0 != "=" } ?? line.endIndex
    add(.plain, String(line[start..<value]), &pieces)
    guard value < line.endIndex, !"\"“”„[".contains(line[value]) else { return value }
    let end = line[value...].firstIndex(of: "#") ?? line.endIndex
    add(.string, String(line[value..<end]), &pieces)
    return end
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || character == "-"
  }

  /// The point of `0.5` and the stroke of `1/12` belong to a number.
  private static func continuesNumber(_ line: [Character], _ index: Int, _ start: Int) -> Bool {
    (line[index] == "." || line[index] == "/") && index > start && line[start...].prefix(1).allSatisfy(\.isNumber)
      && line[(index + 1)...].first?.isNumber == true
  }

  private static func wordKind(
    _ word: ArraySlice<Character>, before rest: ArraySlice<Character>, isFirstWord: Bool, isIndented: Bool
  ) -> Kind {
    let next = rest.first { !$0.isWhitespace }
    if isFirstWord {
      if !isIndented { return .verb }
      return next == ":" || next == "=" ? .key : .verb
    }
    let digits = word.first == "-" ? word.dropFirst() : word
    if digits.first?.isNumber == true { return .number }
    return joiningWords.contains(String(word).lowercased()) ? .word : .plain
  }
}
