/// Some numbers in a nutshell, as pandas' `describe` has it: those that are no number are left out.
package struct NumberSummary: Sendable, Equatable {
  package var count: Int
  package var mean: Double
  /// Of a sample: the squares' sum is divided by one less than the count.
  package var deviation: Double
  /// The smallest, the quartiles, the largest: between two numbers, a quartile lies where its share of the way is.
  package var quartiles: [Double]

  package init(_ numbers: [Double]) {
    let sorted = numbers.filter { !$0.isNaN }.sorted()
    count = sorted.count
    let count = Double(sorted.count)
    let mean = sorted.isEmpty ? .nan : sorted.reduce(0, +) / count
    self.mean = mean
    deviation =
      sorted.count < 2 ? .nan : (sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)).squareRoot()
    quartiles = (0...4).map { quarter in
      guard let last = sorted.last else { return .nan }
      let place = Double(quarter) / 4 * (count - 1)
      let index = Int(place)
      guard index + 1 < sorted.count else { return last }
      return sorted[index] + (sorted[index + 1] - sorted[index]) * (place - Double(index))
    }
  }

  package var smallest: Double { quartiles[0] }
  package var median: Double { quartiles[2] }
  package var largest: Double { quartiles[4] }
}
