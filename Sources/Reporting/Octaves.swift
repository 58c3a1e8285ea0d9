/// log₂ and 2ˣ by arithmetic alone, so that every host's page has the same numbers.
enum Octaves {
  /// log₂ of a number.
  static func of(_ number: Double) -> Double {
    guard number > 0, number.isFinite else { return number == 0 ? -.infinity : number > 0 ? number : .nan }
    var (whole, part) = (Double(number.exponent), number.significand)
    if part > 2.0.squareRoot() { (whole, part) = (whole + 1, part / 2) }
    // ln part = 2 · (r + r³/3 + r⁵/5 + …)
    let ratio = (part - 1) / (part + 1)
    let square = ratio * ratio
    let sum = stride(from: 23, through: 1, by: -2).reduce(0.0) { $0 * square + 1 / Double($1) }
    return whole + 2 * ratio * sum / 0.6931471805599453
  }

  /// 2 to the power of a number of halves.
  static func power(halves: Int) -> Double {
    let whole = Double(sign: .plus, exponent: halves >> 1, significand: 1)
    return halves & 1 == 0 ? whole : whole * 2.0.squareRoot()
  }

  /// 2 to the power of a sixteenth.
  static let sixteenth = 1.0442737824274138
}
