/// How a row of pixels becomes one of another length.
struct Stretch {
  /// For each new pixel the first old one, and the weights of those from there on; they sum up to 1.
  let places: [(first: Int, weights: [Float])]
  private let weights: [Float]

  init(from old: Int, to new: Int) {
    let step = Double(old) / Double(new)
    places = (0..<new).map { index in
      // A tent of a pixel's half width around the centre where the image grows, the covered stretch where it shrinks.
      let centre = (Double(index) + 0.5) * step
      let reach = max(step, 1) / 2
      let low = max(centre - reach, 0)
      let high = min(centre + reach, Double(old))
      let first = min(Int(low), old - 1)
      let last = min(max(Int(high.rounded(.up)) - 1, first), old - 1)
      let parts = (first...last).map { Float(min(high, Double($0 + 1)) - max(low, Double($0))) }
      let total = parts.reduce(0, +)
      return (first, parts.map { total > 0 ? $0 / total : 1 / Float(parts.count) })
    }
    weights = places.flatMap { $0.weights }
  }

  func append(_ row: UnsafeBufferPointer<Float>, to result: inout [Float]) {
    var next = 0
    for (first, own) in places {
      var sum: Float = 0
      for offset in 0..<own.count { sum += row[first + offset] * weights[next + offset] }
      next += own.count
      result.append(sum)
    }
  }
}
