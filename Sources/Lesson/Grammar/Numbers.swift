import Text

/// Reads numbers, shapes and ranges out of tokens; nil where the tokens are something else.
package enum Numbers {
  /// `60000`, `60_000`, `0.5`, `1e-3`; no hexadecimal, no infinity.
  package static func decimal(_ text: String) -> Double? {
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): true
      case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "e"), UInt8(ascii: "E"): true
      case UInt8(ascii: "-"), UInt8(ascii: "+"): true
      default: false
      }
    }
    guard isPlain, let value = Double(text.filter { $0 != "_" }), value.isFinite else { return nil }
    return value
  }

  /// A decimal, perhaps with a sign, a fraction `1/12` or a percentage `20 %`.
  package static func number(_ tokens: ArraySlice<Token>) -> Double? {
    var rest = tokens
    var sign = 1.0
    if let first = rest.first, first.isSymbol("-") || first.isSymbol("+") {
      sign = first.text == "-" ? -1 : 1
      rest = rest.dropFirst()
    }
    guard let first = rest.first, first.kind == .number || first.kind == .quoted, let value = decimal(first.text) else {
      return nil
    }
    rest = rest.dropFirst()
    if rest.isEmpty { return sign * value }
    if rest.count == 1, rest.first?.isSymbol("%") == true {
      // 95.7 % is the number 0.957, which 95.7 / 100 is not.
      return sign * (decimal(first.text + "e-2") ?? value / 100)
    }
    guard rest.count == 2, rest.first?.isSymbol("/") == true, let last = rest.last, last.kind == .number,
      let divisor = decimal(last.text), divisor != 0
    else { return nil }
    return sign * value / divisor
  }

  package static func integer(_ tokens: ArraySlice<Token>) -> Int? {
    guard !tokens.contains(where: { $0.isSymbol("/") || $0.isSymbol("%") }), let value = number(tokens) else {
      return nil
    }
    return Int(exactly: value)
  }

  /// `28x28x1`, `28 × 28`, `28*28`, `(-1, 28, 28, 1)`, `784`.
  package static func shape(_ tokens: ArraySlice<Token>) -> [Int]? {
    var rest = tokens
    if let first = rest.first, let last = rest.last, rest.count > 1 {
      let isBracketed =
        (first.isSymbol("(") && last.isSymbol(")")) || (first.isSymbol("[") && last.isSymbol("]"))
      if isBracketed { rest = rest.dropFirst().dropLast() }
    }
    if let last = rest.last, last.isSymbol(",") { rest = rest.dropLast() }
    var lengths: [Int] = []
    var isNegative = false
    var wantsNumber = true
    for token in rest {
      if token.kind == .number, wantsNumber {
        for part in token.text.lowercased().split(separator: "x", omittingEmptySubsequences: false) {
          guard let length = decimal(String(part)).flatMap({ Int(exactly: $0) }) else { return nil }
          lengths.append(isNegative ? -length : length)
          isNegative = false
        }
        wantsNumber = false
      } else if token.isSymbol("-"), wantsNumber, !isNegative {
        isNegative = true
      } else if !wantsNumber, token.isWord("x") || ["x", "*", ","].contains(where: token.isSymbol) {
        wantsNumber = true
      } else {
        return nil
      }
    }
    return lengths.isEmpty || wantsNumber ? nil : lengths
  }

  /// `0..1`, `-1 .. 1`, `(0, 1)`.
  package static func interval(_ tokens: ArraySlice<Token>) -> (Double, Double)? {
    var rest = tokens
    if let first = rest.first, first.isSymbol("(") || first.isSymbol("["), rest.count > 2 {
      rest = rest.dropFirst().dropLast()
    }
    guard let middle = rest.firstIndex(where: { $0.isSymbol("..") || $0.isSymbol(",") }),
      let low = number(rest[..<middle]), let high = number(rest[(middle + 1)...])
    else { return nil }
    return (low, high)
  }
}
