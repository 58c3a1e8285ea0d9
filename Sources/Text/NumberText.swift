/// Numbers as figures and their tables write them: with a minus sign in place of the hyphen.
package enum NumberText {
  /// With `places` decimals; very large and very small numbers with a power of ten (`3.2e12`).
  package static func fixed(_ value: Double, _ places: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "−inf" : "inf" }
    let magnitude = abs(value)
    let sign = value < 0 ? "−" : ""
    if magnitude >= 1e7 { return sign + scientific(magnitude) }
    let text = positional(magnitude, places: places)
    return text.contains { $0 != "0" && $0 != "." } ? sign + text : text
  }

  /// Three significant digits or so: `0.0123`, `12.3`, `4560`.
  package static func short(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : fixed(value, 0) }
    let magnitude = abs(value)
    if magnitude < 0.001 { return (value < 0 ? "−" : "") + scientific(magnitude) }
    return fixed(value, magnitude < 0.1 ? 4 : magnitude < 10 ? 3 : magnitude < 100 ? 1 : 0)
  }

  /// A share of one as a percentage: `99.8 %`, `> 99.9 %`.
  package static func percent(_ share: Double, places: Int = 1) -> String {
    guard share.isFinite else { return fixed(share, 0) }
    return share >= 0 && share <= 1 ? Text.percent(share, places) : fixed(share * 100, places) + " %"
  }

  /// `11,935`
  package static func whole(_ count: Int) -> String {
    count < 0 ? "−" + grouped(count).dropFirst() : grouped(count)
  }

  /// A value on an axis whose neighbouring ticks are `step` apart.
  package static func tick(_ value: Double, step: Double) -> String {
    if value == 0 { return "0" }
    if abs(value) >= 1e6 || step < 1e-4 { return (value < 0 ? "−" : "") + scientific(abs(value), short: true) }
    var places = 0
    var unit = 1.0
    while unit > step * 1.0001, places < 6 {
      unit /= 10
      places += 1
    }
    return fixed(value, places)
  }

  /// `magnitude` is positive and finite.
  private static func scientific(_ magnitude: Double, short: Bool = false) -> String {
    // The shortest decimal that gives the value back; its digits are cut to three.
    let parts = magnitude.description.split(separator: "e", maxSplits: 1)
    let mantissa = parts[0].split(separator: ".", maxSplits: 1)
    var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let whole = mantissa[0]
    let all = String(whole) + (mantissa.count > 1 ? String(mantissa[1]) : "")
    let significant = all.drop { $0 == "0" }
    exponent += whole.count - 1 - (all.count - significant.count)
    var leading = Int((significant + "000").prefix(3)) ?? 0
    if let next = significant.dropFirst(3).first, next >= "5" { leading += 1 }
    if leading == 1000 {
      leading = 100
      exponent += 1
    }
    var text = "\(leading / 100).\(leading % 100 / 10)\(leading % 10)"
    while short, text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text + "e" + String(exponent).replacingMinus
  }
}

extension String {
  fileprivate var replacingMinus: String { hasPrefix("-") ? "−" + dropFirst() : self }
}
