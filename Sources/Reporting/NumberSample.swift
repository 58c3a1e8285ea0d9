import Lesson
import Running
import Steps

/// The number that stands in the words, and how it is written.
struct NumberSample {
  var before: String
  var after: String
  var decimals = 0
  var decimalPoint: Character
  var thousands: Character?
  var hasExponent = false
  /// `.95`
  var omitsZero = false
  /// How many of them are a whole: 100 for `%`; nil for a plain number.
  var share: Double?

  func replacing(with number: String) -> String { before + number + after }

  /// The first number in `words`; for a share, the first that is written as one, if there is.
  static func first(in words: String, for value: Value, _ language: NumberLanguage) -> NumberSample? {
    let text = Array(words)
    var samples: [NumberSample] = []
    var index = 0
    while index < text.count {
      let isPoint = text[index] == "." && index + 1 < text.count && text[index + 1].isDigit
      guard text[index].isDigit || isPoint, index == 0 || !text[..<index].endsInWord else {
        index += 1
        continue
      }
      var start = index
      if start > 0, "-−".contains(text[start - 1]), start == 1 || text[start - 2].isWhitespace { start -= 1 }
      var sample = NumberSample(before: String(text[..<start]), after: "", decimalPoint: language.decimalPoint)
      sample.omitsZero = isPoint
      index = sample.read(text, from: index, groupSigns: value.groupSigns(language))
      sample.after = String(text[index...])
      sample.share = ShareWords.whole(before: sample.before, after: sample.after)
      // `12k` and `1/4` are written in a way that no other number can be put into.
      if sample.share == nil, let next = sample.after.first, next.isLetter || next == "/" { continue }
      samples.append(sample)
    }
    return (value.isShare ? samples.first { $0.share != nil } : nil) ?? samples.first
  }

  /// Reads digits, groups of three, decimals and an exponent; answers where the number ends.
  private mutating func read(_ text: [Character], from start: Int, groupSigns: String) -> Int {
    func digits(at index: Int) -> Int { text[min(index, text.count)...].prefix { $0.isDigit }.count }
    var index = start + digits(at: start)
    while index < text.count, groupSigns.contains(text[index]), index - start <= 3 || thousands != nil,
      text[start] != "0", thousands ?? text[index] == text[index], digits(at: index + 1) == 3
    {
      thousands = text[index]
      index += 4
    }
    if index < text.count, text[index] == "." || text[index] == ",", digits(at: index + 1) > 0 {
      decimalPoint = text[index]
      decimals = digits(at: index + 1)
      index += 1 + decimals
    }
    if index < text.count, "eE".contains(text[index]) {
      let sign = index + 1 < text.count && "+-".contains(text[index + 1]) ? 1 : 0
      let count = digits(at: index + 1 + sign)
      if count > 0 {
        hasExponent = true
        index += 1 + sign + count
      }
    }
    return index
  }
}

extension Value {
  var isShare: Bool { if case .fraction = self { true } else { false } }

  /// What may stand between thousands. Whole numbers have no decimals, so that both signs can only be that; no share
  /// has thousands: `95.125 %` is written the English way in any language.
  fileprivate func groupSigns(_ language: NumberLanguage) -> String {
    let blanks = "_ '’\u{A0}\u{2009}\u{202F}"
    if case .integer = self { return blanks + ".," }
    if language.decimalPoint == "." { return blanks + "," }
    return language.groupsByPoint && !isShare ? blanks + "." : blanks
  }
}

extension ArraySlice<Character> {
  /// `conv2` and `1/4`, but not `百分之` and the like, behind which a share stands.
  fileprivate var endsInWord: Bool {
    guard let last, last.isLetter || last == "/" else { return false }
    return ShareWords.whole(before: String(self), after: "") == nil
  }
}

extension Character {
  fileprivate var isDigit: Bool { "0" <= self && self <= "9" }
}
