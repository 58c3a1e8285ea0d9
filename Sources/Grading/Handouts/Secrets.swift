import Lesson
import Markdown

/// What of solutions, teachers' notes and blanks nothing that is handed out may hold: runs of words that students have not
/// been told by then, and numbers and short answers of their own.
struct Secrets {
  /// Where a run is from.
  struct Origin: Equatable {
    var kind: Handout.Secret.Kind
    /// In the lesson.
    var range: Range<Int>
  }

  struct Run {
    var origin: Origin
    /// Whether it is one only where nobody looks at first: in a comment, a picture's words, a file's name. Elsewhere it may
    /// stand by chance.
    var isFaint: Bool
    /// Whether it means something only where words stand beside it, and not among the numbers of a table of data.
    var isNumber: Bool
  }

  /// By their words with spaces between.
  private(set) var runs: [String: Run] = [:]
  private(set) var lengths: [Int] = []

  /// So many words in a row are nobody's by chance.
  static let length = 5

  /// - Parameter allowed: words that may be handed out all the same.
  init(_ copy: Handout.Copy, _ passages: Passages, allowed: [String]) {
    let source = copy.lesson.source
    let prose = passages.passages.filter { $0.kind == .prose || $0.kind == .table }.map {
      (range: $0.range, words: Reading($0.text).words)
    }
    let open = passages.passages.filter { $0.kind.isOpen }.map { (range: $0.range, words: Reading($0.text).words) }
    let lines = Passages.code(copy)
    let code = Passages.numbers(copy)
    let everywhere = Set(open.flatMap { $0.words.map { $0.text } }).union(code)
    let questions = Passages.all(copy.lesson.regions).filter { $0.kind == .question }
    for secret in copy.secrets {
      let question = questions.first { $0.range.contains(secret.whole.lowerBound) }?.range
      let end = question?.upperBound ?? secret.whole.lowerBound
      let told = Self.runs(prose.filter { $0.range.lowerBound < end }.map { $0.words } + lines)
      let words = Set(open.filter { $0.range.lowerBound < end }.flatMap { $0.words.map { $0.text } }).union(code)
      let origin = Origin(kind: secret.kind, range: secret.range)
      let own = Self.plain(Reading(source.utf8, in: secret.range).words, source)
      add(own, origin, told: told, words: words, everywhere: everywhere)
    }
    for text in allowed {
      let words = Reading(text).words.map { $0.text }
      for key in runs.keys where Self.holds(words, key) { runs[key] = nil }
    }
    lengths = Set(runs.keys.map { $0.split(separator: " ").count }).sorted()
  }

  /// Whether all words of the run are among the words that may be told, in that order.
  private static func holds(_ words: [String], _ run: String) -> Bool {
    let run = run.split(separator: " ").map { String($0) }
    guard run.count <= words.count else { return false }
    return (0...(words.count - run.count)).contains { Array(words[$0..<($0 + run.count)]) == run }
  }

  /// Without the targets of links to values: `(value:predict.answer)`.
  private static func plain(_ words: [Reading.Word], _ source: SourceText) -> [Reading.Word] {
    var plain: [Reading.Word] = []
    var end = 0
    for word in words where word.range.lowerBound >= end {
      if word.text == "value" || word.text == "blank", source.utf8[..<word.range.lowerBound].last == 0x28,
        word.range.upperBound < source.utf8.count, source.utf8[word.range.upperBound] == 0x3A
      {
        end = source.utf8[word.range.upperBound...].firstIndex(of: 0x29) ?? word.range.upperBound
      } else {
        plain.append(word)
      }
    }
    return plain
  }

  /// Of all lengths that count.
  private static func runs(_ passages: [[Reading.Word]]) -> Set<String> {
    var runs: Set<String> = []
    for words in passages {
      for start in words.indices {
        for end in start..<min(start + length, words.count) { runs.insert(text(words[start...end])) }
      }
    }
    return runs
  }

  static func text(_ words: ArraySlice<Reading.Word>) -> String { words.map { $0.text }.joined(separator: " ") }

  private mutating func add(
    _ own: [Reading.Word], _ origin: Origin, told: Set<String>, words: Set<String>, everywhere: Set<String>
  ) {
    func keep(_ text: String, isFaint: Bool, isNumber: Bool = false) {
      if let known = runs[text], !known.isFaint || isFaint { return }
      runs[text] = Run(origin: origin, isFaint: isFaint, isNumber: isNumber)
    }
    if own.count >= Self.length {
      for start in 0...(own.count - Self.length) {
        let run = own[start..<(start + Self.length)]
        // `1 2 3 4 5` is a row of numbers.
        guard run.count(where: { !$0.isNumber }) >= 2, !told.contains(Self.text(run)) else { continue }
        keep(Self.text(run), isFaint: false)
      }
    }
    for sentence in own.split(after: { $0.endsSentence }) where sentence.count < Self.length {
      let text = Self.text(sentence)
      guard !told.contains(text), sentence.contains(where: { !words.contains($0.text) }) else { continue }
      let isOwn = sentence.count > 2 || origin.kind == .blank
      if sentence.count == 1, sentence.first?.isNumber == true { continue }
      keep(text, isFaint: !isOwn || text.utf8.count < 4)
    }
    // Numbers that stand in the open are no secret, wherever that is.
    for word in own where word.isNumber && !words.contains(word.text) && !everywhere.contains(word.text) {
      keep(word.text, isFaint: !word.isTelling, isNumber: true)
    }
  }
}

extension [Reading.Word] {
  fileprivate func split(after isLast: (Reading.Word) -> Bool) -> [ArraySlice<Reading.Word>] {
    var parts: [ArraySlice<Reading.Word>] = []
    var start = 0
    for index in indices where isLast(self[index]) || index == count - 1 {
      parts.append(self[start...index])
      start = index + 1
    }
    return parts
  }
}
