package import Steps

extension Value {
  /// Whether a student's words name it: a number as precisely as the words have it, rounded or cut off, and words but for
  /// capitals, spaces and a full stop.
  package func isAnswered(by answer: String, language: String) -> Bool {
    let wanted = Self.plain(answer)
    if case .text(let text) = self { return Self.plain(text) == wanted }
    guard let sample = NumberSample.first(in: answer, for: self, NumberLanguage(language)) else { return false }
    return ([self] + (cut(like: sample).map { [$0] } ?? [])).contains { value in
      Self.plain(ValueText.text(value, like: answer, language: language)) == wanted
    }
  }

  /// With no more digits than the sample has, the others left away instead of rounded; nil for whole numbers.
  private func cut(like sample: NumberSample) -> Value? {
    guard !sample.hasExponent else { return nil }
    var whole = 1.0
    for _ in 0..<sample.decimals { whole *= 10 }
    /// 28.999999999999996 is 29.
    func cut(_ number: Double, _ scale: Double) -> Double {
      guard number.isFinite else { return number }
      return (number * scale + (number < 0 ? -1e-9 : 1e-9)).rounded(.towardZero) / scale
    }
    switch self {
    case .fraction(let share): return .fraction(cut(share, whole * (sample.share ?? 1)))
    case .number(let number): return .number(cut(number, whole))
    case .integer, .text: return nil
    }
  }

  private static func plain(_ text: String) -> String {
    let words = text.lowercased().split { $0.isWhitespace }.joined(separator: " ")
    let signs: Set<Character> = [".", "!", ",", "\"", "'", "“", "”", "‘", "’"]
    var plain = words[...]
    while let last = plain.last, signs.contains(last) { plain.removeLast() }
    while let first = plain.first, signs.contains(first), first != "." { plain.removeFirst() }
    return String(plain)
  }
}
