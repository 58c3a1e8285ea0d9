/// Numbers as they are written in text, in decimal digits.
enum TextNumber {
  /// Digits with or without a sign, as many as always fit; nil for anything else.
  static func whole(_ text: Span<UInt8>) -> Int64? {
    let start = text.isEmpty || (text[0] != 0x2d && text[0] != 0x2b) ? 0 : 1
    guard text.count > start, text.count - start <= 18 else { return nil }
    var value: Int64 = 0
    for index in start..<text.count {
      guard let digit = digit(text[index]) else { return nil }
      value = value * 10 + digit
    }
    return text[0] == 0x2d ? -value : value
  }

  /// What Python reads as a `float`, `nan` and `inf` among it, but for underscores; nil for anything else.
  static func decimal(_ text: Span<UInt8>, hasDecimalComma: Bool) -> Double? {
    let isNegative = !text.isEmpty && text[0] == 0x2d
    var place = isNegative || !text.isEmpty && text[0] == 0x2b ? 1 : 0
    var digits = 0
    var fractionDigits = 0
    var mantissa: Int64 = 0
    var hasPoint = false
    while place < text.count {
      if let digit = digit(text[place]) {
        digits += 1
        if hasPoint { fractionDigits += 1 }
        if digits <= 18 { mantissa = mantissa * 10 + digit }
      } else if !hasPoint, text[place] == 0x2e || hasDecimalComma && text[place] == 0x2c {
        hasPoint = true
      } else {
        break
      }
      place += 1
    }
    guard digits > 0 else { return special(text) }
    // A quotient of two numbers that are exact is rounded once, so that it is the nearest (Clinger 1990).
    if place == text.count, digits <= 18, mantissa < 1 << 53, fractionDigits < powersOfTen.count {
      let size = Double(mantissa) / powersOfTen[fractionDigits]
      return isNegative ? -size : size
    }
    guard place == text.count || isExponent(text.extracting(place...)) else { return nil }
    return Double(String(decoding: text.indices.map { text[$0] == 0x2c ? 0x2e : text[$0] }, as: UTF8.self))
  }

  private static let powersOfTen: [Double] = (0...22).map { (0..<$0).reduce(1) { power, _ in power * 10 } }

  private static func digit(_ byte: UInt8) -> Int64? { (0x30...0x39).contains(byte) ? Int64(byte) - 0x30 : nil }

  private static func isExponent(_ text: Span<UInt8>) -> Bool {
    guard text[0] | 0x20 == 0x65, text.count > 1 else { return false }
    let start = text[1] == 0x2d || text[1] == 0x2b ? 2 : 1
    return start < text.count && (start..<text.count).allSatisfy { digit(text[$0]) != nil }
  }

  private static func special(_ text: Span<UInt8>) -> Double? {
    guard text.count <= 9 else { return nil }
    switch string(text).lowercased() {
    case "nan", "+nan", "-nan": return .nan
    case "inf", "+inf", "infinity", "+infinity": return .infinity
    case "-inf", "-infinity": return -.infinity
    default: return nil
    }
  }

  static func string(_ text: Span<UInt8>) -> String {
    String(decoding: text.indices.map { text[$0] }, as: UTF8.self)
  }
}
