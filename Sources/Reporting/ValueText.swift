import Running
import Steps
import Text

/// A value in the style of the words it replaces: `about 95 %` becomes `about 96 %`, `0.952` keeps three decimals,
/// `11,935` its thousands separators, and words without a number give way to the value alone.
enum ValueText {
  static func text(_ value: Value, like words: String) -> String {
    let sample = sampleNumber(in: words, isShare: value.isShare)
    let number: Double
    switch value {
    case .text(let text): return text
    case .integer(let integer):
      guard let sample, sample.share == nil else { return String(integer) }
      number = Double(integer)
      // Past 2^53 a double would not hold it.
      if abs(integer) > 1 << 53 { return sample.replacing(with: grouped(String(integer), sample)) }
    case .number(let double): number = double
    case .fraction(let double):
      guard let sample else { return plain(double * 100, decimals: 1) + " %" }
      number = double * (sample.share ?? 1)
    }
    guard let sample, value.isShare || sample.share == nil else { return plain(number, decimals: nil) }
    return sample.replacing(with: styled(number, sample))
  }

  /// `decimals` nil for as few of six significant digits as the number needs.
  static func plain(_ number: Double, decimals: Int?) -> String {
    if number.isNaN { return "not a number" }
    if number.isInfinite { return number < 0 ? "minus infinity" : "infinity" }
    if let decimals { return decimal(number, decimals) }
    let text = general(number, digits: 6)
    return text == "-0" ? "0" : text
  }

  private static func styled(_ number: Double, _ sample: Sample) -> String {
    guard number.isFinite else { return plain(number, decimals: nil) }
    if sample.hasExponent { return scientific(number, sample.decimals) }
    return grouped(plain(number, decimals: sample.decimals), sample)
  }

  private static func grouped(_ digits: String, _ sample: Sample) -> String {
    let parts = digits.split(separator: ".", maxSplits: 1)
    let sign = parts[0].hasPrefix("-") ? "-" : ""
    var whole = String(parts[0].dropFirst(sign.count))
    if let separator = sample.thousands, whole.count > 3 {
      var groups: [Substring] = []
      var rest = Substring(whole)
      while rest.count > 3 {
        groups.append(rest.suffix(3))
        rest = rest.dropLast(3)
      }
      whole = ([rest] + groups.reversed()).joined(separator: String(separator))
    }
    if sample.omitsZero, whole == "0", parts.count > 1 { whole = "" }
    return sign + whole + (parts.count > 1 ? String(sample.decimalPoint) + parts[1] : "")
  }

}

extension Value {
  fileprivate var isShare: Bool { if case .fraction = self { true } else { false } }
}

/// The number that stands in the words, and how it is written.
private struct Sample {
  var before: String
  var after: String
  var decimals = 0
  var decimalPoint: Character = "."
  var thousands: Character?
  var hasExponent = false
  /// `.95`
  var omitsZero = false
  /// How many of them are a whole: 100 for `%`; nil for a plain number.
  var share: Double?

  func replacing(with number: String) -> String { before + number + after }
}

private func sampleNumber(in words: String, isShare: Bool) -> Sample? {
  let text = Array(words)
  var samples: [Sample] = []
  var index = 0
  while index < text.count {
    let isPoint = text[index] == "." && index + 1 < text.count && text[index + 1].isDigit
    guard text[index].isDigit || isPoint, index == 0 || !(text[index - 1].isLetter || text[index - 1] == "/")
    else {
      index += 1
      continue
    }
    var start = index
    if start > 0, "-−".contains(text[start - 1]), start == 1 || text[start - 2].isWhitespace { start -= 1 }
    var sample = Sample(before: String(text[..<start]), after: "")
    sample.omitsZero = isPoint
    index = readNumber(text, from: index, &sample)
    sample.after = String(text[index...])
    // `12k` and `1/4` are written in a way that no other number can be put into.
    if let next = sample.after.first, next.isLetter || next == "/" { continue }
    let unit = sample.after.drop { $0.isWhitespace }.lowercased()
    if unit.hasPrefix("%") || unit.hasPrefix("percent") || unit.hasPrefix("per cent") { sample.share = 100 }
    if unit.hasPrefix("‰") { sample.share = 1000 }
    samples.append(sample)
  }
  return (isShare ? samples.first { $0.share != nil } : nil) ?? samples.first
}

/// Reads digits, groups of three, decimals and an exponent; answers where the number ends.
private func readNumber(_ text: [Character], from start: Int, _ sample: inout Sample) -> Int {
  func digits(at index: Int) -> Int { text[min(index, text.count)...].prefix(while: \.isDigit).count }
  var index = start + digits(at: start)
  while index < text.count, ",_ '’\u{A0}\u{2009}\u{202F}".contains(text[index]),
    index - start <= 3 || sample.thousands != nil,
    text[start] != "0", sample.thousands ?? text[index] == text[index], digits(at: index + 1) == 3
  {
    sample.thousands = text[index]
    index += 4
  }
  if index < text.count, text[index] == "." || text[index] == ",", digits(at: index + 1) > 0 {
    sample.decimalPoint = text[index]
    sample.decimals = digits(at: index + 1)
    index += 1 + sample.decimals
  }
  if index < text.count, "eE".contains(text[index]) {
    let sign = index + 1 < text.count && "+-".contains(text[index + 1]) ? 1 : 0
    let count = digits(at: index + 1 + sign)
    if count > 0 {
      sample.hasExponent = true
      index += 1 + sign + count
    }
  }
  return index
}

extension Character {
  fileprivate var isDigit: Bool { "0" <= self && self <= "9" }
}
