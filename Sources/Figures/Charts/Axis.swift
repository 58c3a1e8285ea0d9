/// A linear axis over round numbers.
struct Axis: Sendable, Equatable {
  var low: Double
  var high: Double
  var ticks: [Double]
  var step: Double

  /// 0 at the bottom, 1 at the top.
  func position(_ value: Double) -> Double {
    // Halves, so that the difference of huge numbers stays finite.
    let span = high / 2 - low / 2
    return span > 0 ? (value / 2 - low / 2) / span : 0.5
  }

  /// From 0 (or the lowest value where that is below) to a round number above the values.
  static func fromZero(_ values: [Double], ticks count: Int) -> Axis {
    let finite = values.filter { $0.isFinite }
    let largest = finite.max() ?? 0
    let least = min(finite.min() ?? 0, 0)
    if largest <= 0 && least == 0 { return round(low: 0, high: 1, ticks: count) }
    return round(low: least, high: max(largest, 0), ticks: count)
  }

  /// Round numbers around the values, with room on both sides where all are equal.
  static func around(_ values: [Double], ticks count: Int) -> Axis {
    let finite = values.filter { $0.isFinite }
    guard let least = finite.min(), let largest = finite.max() else { return round(low: 0, high: 1, ticks: count) }
    guard least == largest else { return round(low: least, high: largest, ticks: count) }
    let room = least == 0 ? 1 : abs(least / 10)
    return round(
      low: max(least - room, -.greatestFiniteMagnitude), high: min(least + room, .greatestFiniteMagnitude),
      ticks: count)
  }

  /// For shares: never past 0 or 1, and over no less than a twentieth.
  static func shares(_ values: [Double], ticks count: Int) -> Axis {
    let finite = values.filter { $0.isFinite }
    guard let least = finite.min(), let largest = finite.max(), least >= 0, largest <= 1 else {
      return finite.isEmpty ? round(low: 0, high: 1, ticks: count) : fromZero(finite, ticks: count)
    }
    let margin = max((0.05 - (largest - least)) / 2, 0)
    var axis = round(low: max(least - margin, 0), high: min(largest + margin, 1), ticks: count)
    axis.ticks = axis.ticks.filter { $0 > -1e-9 && $0 < 1 + 1e-9 }
    axis.low = max(axis.low, 0)
    axis.high = min(axis.high, 1)
    return axis
  }

  /// With a tick more at its low end where the least value would lie on that.
  func clear(of values: [Double]) -> Axis {
    let least = values.filter { $0.isFinite }.min() ?? high
    guard low > 0, position(least) < 0.06 else { return self }
    var axis = self
    axis.low = max(low - step, 0)
    axis.ticks.insert(axis.low, at: 0)
    return axis
  }

  /// Epochs 1 to `count` at whole numbers, at most `limit` of them named.
  static func epochs(_ count: Int, ticks limit: Int) -> Axis {
    var step = 1
    for candidate in steps where count / step > limit { step = candidate }
    let ticks = step == 1 ? Array(1...max(count, 1)) : Array(stride(from: step, through: count, by: step))
    return Axis(low: 1, high: Double(max(count, 1)), ticks: ticks.map { Double($0) }, step: Double(step))
  }

  /// 1, 2 or 5 times a power of ten.
  static func rounded(_ least: Int) -> Int { steps.first { $0 >= least } ?? least }

  private static let steps: [Int] = (0..<9).flatMap { power in
    let unit = (0..<power).reduce(1) { value, _ in value * 10 }
    return [1, 2, 5].map { $0 * unit }
  }

  private static func round(low: Double, high: Double, ticks count: Int) -> Axis {
    let rough = (high / Double(count) - low / Double(count))
    guard rough > 1e-300, rough < 1e300 else {
      return Axis(low: low, high: max(high, low.nextUp), ticks: high > low ? [low, high] : [low], step: rough)
    }
    let step = roundStep(atLeast: rough)
    let first = (low / step + 1e-9).rounded(.down)
    let last = (high / step - 1e-9).rounded(.up)
    let ticks = stride(from: first, through: last, by: 1).map { $0 * step }
    return Axis(low: first * step, high: last * step, ticks: ticks, step: step)
  }

  /// 1, 2 or 5 times a power of ten. Powers come from decimal text, which every machine reads alike.
  private static func roundStep(atLeast rough: Double) -> Double {
    let fields = rough.description.split(separator: "e")
    var exponent = fields.count > 1 ? Int(fields[1]) ?? 0 : 0
    if fields.count == 1 {
      var rest = rough
      while rest >= 10 {
        rest /= 10
        exponent += 1
      }
      while rest < 1 {
        rest *= 10
        exponent -= 1
      }
    }
    for mantissa in [1, 2, 5, 10] {
      if let step = Double("\(mantissa)e\(exponent)"), step >= rough * (1 - 1e-9) { return step }
    }
    return rough
  }
}
