/// Logarithms that every machine works out alike: of additions, products and quotients alone.
enum LogScale {
  /// To base 2, of a positive finite number.
  static func log2(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return 0 }
    // ln m = 2 (z + z³/3 + z⁵/5 + …) with z = (m − 1) / (m + 1), which is at most a third.
    let z = (value.significand - 1) / (value.significand + 1)
    var (power, sum) = (z, 0.0)
    for index in 0..<16 {
      sum += power / Double(2 * index + 1)
      power *= z * z
    }
    return Double(value.exponent) + 2 * sum / 0.6931471805599453
  }

  /// Whether values lie so far apart that on an even axis the small ones would lie on one another.
  static func isWanted(_ values: [Double]) -> Bool {
    let sorted = Set(values).sorted()
    guard let first = sorted.first, let last = sorted.last, sorted.count > 2, first > 0 else { return false }
    return last / first >= 8 && (sorted[1] - first) * 8 < last - first
  }
}
