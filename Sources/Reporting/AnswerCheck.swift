import Steps

extension Value {
  /// Whether a student's words name it: a number as precisely as the words have it, rounded or cut off, with or without
  /// the `>` of a drawing's `> 99.9 %`, and words but for capitals, spaces and a full stop.
  func isAnswered(by answer: String, language: String) -> Bool {
    let wanted = Self.plain(answer)
    if case .text(let text) = self { return Self.plain(text) == wanted }
    if case .truth(let isSo) = self { return TruthWords.meaning(of: wanted) == isSo }
    let sign = wanted.first.flatMap { "<>≈~".contains($0) ? $0 : nil }
    let bare = sign == nil ? wanted : Self.plain(String(wanted.dropFirst()))
    guard let sample = NumberSample.first(in: bare, for: self, NumberLanguage(language)) else { return false }
    func text(_ value: Value) -> String { Self.plain(ValueText.text(value, like: bare, language: language)) }
    if let sign, "<>".contains(sign) { return text(self) == "\(sign) \(bare)" }
    return [self, cut(like: sample), rounded(text(self))].contains { $0.map { text($0) == bare } ?? false }
  }

  /// All or nothing, where a share is so close to it that the page writes `> 99.9 %`: 100 % is rounded well, too.
  private func rounded(_ text: String) -> Value? {
    guard case .fraction(let share) = self, text.hasPrefix(">") || text.hasPrefix("<") else { return nil }
    return .fraction(share.rounded())
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
    case .integer, .truth, .text: return nil
    }
  }

  static func plain(_ text: String) -> String {
    let words = text.lowercased().split { $0.isWhitespace }.joined(separator: " ")
    let signs: Set<Character> = [".", "!", ",", "\"", "'", "“", "”", "‘", "’"]
    var plain = words[...]
    while let last = plain.last, signs.contains(last) { plain.removeLast() }
    while let first = plain.first, signs.contains(first), first != "." { plain.removeFirst() }
    return String(plain)
  }
}
