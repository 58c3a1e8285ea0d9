/// What an answer, a blank or an expectation is worth to who hands the lesson in.
package enum Points {
  /// Up to two decimals count.
  package static func value(_ text: String) -> Double? {
    guard let number = Numbers.decimal(text), number >= 0, number <= most else { return nil }
    return (number * 100).rounded() / 100
  }

  package static let most = 1000.0

  /// What stands behind `points:`, as in `points: 2`; nil where the words are no such thing.
  package static func written(_ words: String) -> String? {
    let text = words.filter { !$0.isWhitespace }
    guard text.lowercased().hasPrefix("points"), let sign = text.dropFirst(6).first, sign == ":" || sign == "=" else {
      return nil
    }
    return String(text.dropFirst(7))
  }

  /// `2`, `0.5`.
  package static func number(_ points: Double) -> String {
    let hundredths = Int((points * 100).rounded())
    let rest = hundredths % 100
    let digits = rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
    return "\(hundredths / 100)\(digits)"
  }

  /// `1 point`, `2.5 points`.
  package static func text(_ points: Double) -> String { number(points) + (points == 1 ? " point" : " points") }

  static func problem(_ text: String, at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      id: .badValue, at: range,
      text.isEmpty ? "'points' has no value" : "'\(text)' is no number of points", hint: "write 'points: 2'")
  }
}
