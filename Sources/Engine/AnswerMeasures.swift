package import Arrays

/// What else is measured of a network's answers, as Keras measures it.
package struct AnswerMeasures: Sendable, Equatable {
  /// The share of samples whose class is among the five with the largest outputs; nil where there are no more than five.
  /// Outputs that equal the fifth count, as in Keras.
  package let topFive: Double?
  /// Means over all outputs; class numbers count as the rows that one-hot makes of them.
  package let meanAbsoluteError: Double
  package let meanSquaredError: Double

  /// - Parameters:
  ///   - answers: (N, outputs)
  ///   - labels: (N) numbers, or (N, outputs)
  package init(of answers: NDArray, labels: NDArray) {
    let width = answers.elementsPerRow
    let given = answers.values.doubles
    let wanted = labels.values.doubles
    let areClasses = width > 1 && wanted.count == answers.rowCount
    var (absolute, squared, hits) = (0.0, 0.0, 0)
    for row in 0..<answers.rowCount {
      let own = given[row * width..<(row + 1) * width]
      var largest = own.startIndex
      for (place, answer) in zip(own.indices, own) {
        let column = place - own.startIndex
        let label = areClasses ? (wanted[row] == Double(column) ? 1 : 0) : wanted[place]
        absolute += abs(answer - label)
        squared += (answer - label) * (answer - label)
        if areClasses ? label == 1 : label > wanted[largest] { largest = place }
      }
      let truth = own[largest]
      if truth.isFinite, own.count(where: { $0 > truth }) < 5 { hits += 1 }
    }
    topFive = width > 5 ? Double(hits) / Double(answers.rowCount) : nil
    meanAbsoluteError = absolute / Double(given.count)
    meanSquaredError = squared / Double(given.count)
  }
}
