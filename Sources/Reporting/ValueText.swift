import Running
import Steps
import Text

/// A value in the style of the words it replaces: `about 95 %` becomes `about 96 %`, `0.952` keeps three decimals,
/// `11,935` its thousands separators, and words without a number give way to the value alone.
enum ValueText {
  static func text(_ value: Value, like words: String, language code: String = "en") -> String {
    let language = NumberLanguage(code)
    let sample = NumberSample.first(in: words, for: value, language)
    let number: Double
    switch value {
    case .text(let text): return text
    case .truth(let isSo): return TruthWords.text(isSo, like: words)
    case .integer(let integer):
      guard let sample, sample.share == nil else { return String(integer) }
      number = Double(integer)
      // Past 2^53 a double would not hold it.
      if UInt64(integer.magnitude) > 1 << 53 { return sample.replacing(with: grouped(String(integer), sample)) }
    case .number(let double): number = double
    case .fraction(let double):
      return share(double, sample, language)
    }
    guard let sample, value.isShare || sample.share == nil else {
      return localised(plain(number, decimals: nil), language)
    }
    return sample.replacing(with: styled(number, sample))
  }

  /// A share that is neither nothing nor all never looks as if it were.
  private static func share(_ share: Double, _ sample: NumberSample?, _ language: NumberLanguage) -> String {
    guard let sample else {
      guard share.isFinite else { return plain(share, decimals: nil) + " %" }
      return localised(percent(share), language)
    }
    let whole = sample.share ?? 1
    guard share > 0, share < 1, !sample.hasExponent, whole > 1 || sample.decimals > 0 else {
      return sample.replacing(with: styled(share * whole, sample))
    }
    let text = ShareText(share, of: whole, places: sample.decimals)
    let sign = text.sign.isEmpty ? "" : text.sign + " "
    return sample.replacing(with: sign + grouped(text.number, sample))
  }

  /// `decimals` nil for as few of six significant digits as the number needs.
  static func plain(_ number: Double, decimals: Int?) -> String {
    if number.isNaN { return "not a number" }
    if number.isInfinite { return number < 0 ? "minus infinity" : "infinity" }
    if let decimals { return decimal(number, decimals) }
    let text = general(number, digits: 6)
    return text == "-0" ? "0" : text
  }

  /// With the decimal sign of the lesson's language.
  private static func localised(_ number: String, _ language: NumberLanguage) -> String {
    String(number.map { $0 == "." ? language.decimalPoint : $0 })
  }

  private static func styled(_ number: Double, _ sample: NumberSample) -> String {
    guard number.isFinite else { return plain(number, decimals: nil) }
    if sample.hasExponent { return scientific(number, sample.decimals) }
    return grouped(plain(number, decimals: sample.decimals), sample)
  }

  private static func grouped(_ digits: String, _ sample: NumberSample) -> String {
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
